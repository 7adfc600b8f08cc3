import time
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

# Whoever waits for SQLite looks every tenth of a second.
TURN = 0.25


class Command(migrate.Command):
    """Django's own, which lets others write between two migrations on SQLite.

    SQLite has no queue: a migration that begins as soon as the one before ends would keep whoever
    waits to write from ever having their turn, and after twenty seconds they give up. Not on a new
    base, where nobody waits.
    """

    gives_way = False

    def handle(self, *args: Any, **options: Any) -> None:
        base = connections[options["database"]]
        served = bool(MigrationRecorder(base).applied_migrations())
        self.gives_way = base.vendor == "sqlite" and served
        super().handle(*args, **options)

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        super().migration_progress_callback(action, migration, fake)
        if self.gives_way and action in {"apply_success", "unapply_success"}:
            time.sleep(TURN)
