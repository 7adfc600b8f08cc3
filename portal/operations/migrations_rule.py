"""The rule of migrations that run while the release before still serves (docs/production.md).

`faults()` reads the migrations that no release has had yet. What the former code cannot live with
is refused, unless the migration names, in `after_release`, the release whose code stopped using it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from portal.operations.online import AddIndexOnline

RELEASED: Path = settings.BASE_DIR / "portal" / "operations" / "data" / "released_migrations.txt"
GONE = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)
OF_ROWS = (operations.RunPython, operations.RunSQL)
HARMFUL_SQL = re.compile(
    r"\bDROP\s+(?:TABLE|COLUMN)\b|\bRENAME\b|\bSET\s+NOT\s+NULL\b"
    r"|\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY\b)",
    re.IGNORECASE,
)


def released() -> set[tuple[str, str]]:
    """The migrations of the releases so far; empty as long as there was none."""
    lines = (line.split() for line in RELEASED.read_text().splitlines() if line[:1] != "#")
    return {(app, name) for app, name in lines}


def ours() -> dict[tuple[str, str], Migration]:
    """Every migration of our apps."""
    labels = {
        app.label
        for app in apps.get_app_configs()
        if settings.BASE_DIR in Path(app.path).parents and ".venv" not in Path(app.path).parts
    }
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found: dict[tuple[str, str], Migration] = {}
    for key in loader.graph.nodes:
        if key[0] in labels and key in loader.disk_migrations:
            found[key[0], key[1]] = loader.disk_migrations[key]
    return found


def faults() -> list[str]:
    """What is wrong with the migrations of the release under way."""
    done = released()
    if not done:
        return []
    new = {key: migration for key, migration in ours().items() if key not in done}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [
        f"{app}.{name} : {fault}"
        for (app, name), migration in sorted(new.items())
        for fault in check(
            migration,
            before=loader.project_state((app, name), at_end=False),
            created=created_by(new.values()),
        )
    ]


def created_by(migrations: Iterable[Migration]) -> set[tuple[str, str]]:
    """The tables that the release makes: the former code does not know them."""
    return {
        (migration.app_label, operation.name_lower)
        for migration in migrations
        for operation in migration.operations
        if isinstance(operation, operations.CreateModel)
    }


def check(
    migration: Migration, *, before: ProjectState, created: set[tuple[str, str]]
) -> Iterator[str]:
    """Each thing the former code, or whoever writes meanwhile, would stumble on."""
    kept = not getattr(migration, "after_release", "")
    schema = [one for one in migration.operations if not isinstance(one, OF_ROWS)]
    if schema and len(schema) < len(migration.operations) and migration.atomic:
        yield "rows rewritten in the transaction that locks a table: two migrations"
    state = before.clone()
    for operation in migration.operations:
        if _table(migration.app_label, operation) not in created:
            yield from _faults(operation, migration, state, kept)
        operation.state_forwards(migration.app_label, state)


def _table(app: str, operation: Any) -> tuple[str, str]:
    name = getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", "")
    return app, name


def _faults(operation: Any, migration: Migration, state: ProjectState, kept: bool) -> Iterator[str]:
    what = operation.describe()
    if isinstance(operation, GONE) and kept:
        yield f"{what}: the former code still uses it (after_release)"
    elif isinstance(operation, operations.AddField):
        if _refuses_a_row(operation.field):
            yield f"{what}: the former code writes rows without it (null, or db_default)"
    elif isinstance(operation, operations.AlterField):
        yield from _altered(operation, migration.app_label, state, what, kept)
    elif isinstance(operation, AddIndexOnline):
        if migration.atomic:
            yield f"{what}: its migration needs atomic = False"
    elif isinstance(operation, operations.AddIndex):
        yield f"{what}: keeps writers out on PostgreSQL (AddIndexOnline)"
    elif isinstance(operation, operations.AddConstraint) and kept:
        yield f"{what}: the former code may write what it refuses (after_release)"
    elif (
        isinstance(operation, operations.RunSQL) and kept and HARMFUL_SQL.search(str(operation.sql))
    ):
        yield f"{what}: see the same operation of Django's"


def _refuses_a_row(field: Any) -> bool:
    if field.many_to_many or field.null:
        return False
    return field.db_default is models.NOT_PROVIDED and not getattr(field, "generated", False)


def _altered(operation: Any, app: str, state: ProjectState, what: str, kept: bool) -> Iterator[str]:
    old: Any = state.models[app, operation.model_name_lower].fields[operation.name]
    new = operation.field
    if old.null and not new.null and kept:
        yield f"{what}: the former code writes rows without it (after_release)"
    if new.db_index and not old.db_index:
        yield f"{what}: keeps writers out on PostgreSQL (an index of its own, AddIndexOnline)"
    shorter = (new.max_length or 0) < (old.max_length or 0)
    if (old.get_internal_type() != new.get_internal_type() or shorter) and kept:
        yield f"{what}: rewrites the table, and the former code writes the old kind (after_release)"
