from functools import partial
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from portal.operations.turns import give_way


class Command(migrate.Command):
    """Django's own, which keeps others waiting less; nobody does on a new base.

    A migration locks for its statements alone, and others write between two migrations.
    """

    database: str | None = None

    def handle(self, *args: Any, **options: Any) -> None:
        served = MigrationRecorder(connections[options["database"]]).applied_migrations()
        self.database = options["database"] if served else None
        super().handle(*args, **options)

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        super().migration_progress_callback(action, migration, fake)
        if self.database and action == "apply_start" and migration.atomic:
            migration.apply = partial(apply_briefly, migration)
        elif self.database and action in {"apply_success", "unapply_success"}:
            give_way(self.database)


def apply_briefly(migration: Any, state: Any, schema_editor: Any) -> Any:
    """`Migration.apply` of one that is atomic, in the two phases of Django's `unapply`.

    Most of its time goes to the models as they are between two operations. They are worked out
    first, out of the transaction, which Django opened and in which nothing was done yet.
    """
    steps = []
    schema_editor.atomic.__exit__(None, None, None)
    try:
        for operation in migration.operations:
            if not operation.reduces_to_sql:
                # It will ask for every model, and some are worked out only when somebody does.
                state.clear_delayed_apps_cache()
                assert state.apps
                state.is_delayed = False
            before, state = state, state.clone()
            operation.state_forwards(migration.app_label, state)
            steps.append((operation, before, state))
    finally:
        schema_editor.atomic.__enter__()
    for operation, before, after in steps:
        operation.database_forwards(migration.app_label, schema_editor, before, after)
    # Each model keeps all those of the step that made it: a third of the memory, over many.
    del state.apps
    return state
