"""Operations for migrations that run while the site serves (docs/production.md)."""

from typing import Any

from django.db import migrations


class AddIndexOnline(migrations.AddIndex):
    """Build an index without keeping writers out: CONCURRENTLY on PostgreSQL.

    Its migration says `atomic = False`, for PostgreSQL does it in no transaction. SQLite has one
    writer at a time anyway.
    """

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, concurrently=True)
