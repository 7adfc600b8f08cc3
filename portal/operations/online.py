"""Operations for migrations that run while the site serves (docs/production.md)."""

from typing import Any

from django.db import migrations


class AddIndexOnline(migrations.AddIndex):
    """Build an index without keeping writers out: CONCURRENTLY on PostgreSQL.

    Its migration says `atomic = False`, for PostgreSQL does it in no transaction. SQLite has one
    writer at a time anyway. What a run that was cut short has left of the index goes first: on
    PostgreSQL it would be there and serve nobody.
    """

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        online = schema_editor.connection.vendor == "postgresql"
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            name = schema_editor.quote_name(self.index.name)
            schema_editor.execute(f"DROP INDEX {'CONCURRENTLY ' if online else ''}IF EXISTS {name}")
            if online:
                schema_editor.add_index(model, self.index, concurrently=True)
            else:
                schema_editor.add_index(model, self.index)
