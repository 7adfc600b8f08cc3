from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from portal.operations.turns import give_way


class Command(migrate.Command):
    """Django's own, which lets others write between two migrations; nobody does on a new base."""

    database: str | None = None

    def handle(self, *args: Any, **options: Any) -> None:
        served = MigrationRecorder(connections[options["database"]]).applied_migrations()
        self.database = options["database"] if served else None
        super().handle(*args, **options)

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        super().migration_progress_callback(action, migration, fake)
        if self.database and action in {"apply_success", "unapply_success"}:
            give_way(self.database)
