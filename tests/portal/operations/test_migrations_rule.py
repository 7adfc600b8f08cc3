"""Migrations run while the release before serves: the rule sees what would break it."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from portal.operations import migrations_rule
from portal.operations.migrations_rule import check
from portal.operations.online import AddIndexOnline

INDEX = models.Index(fields=["name"], name="thing_name")
POSITIVE = models.CheckConstraint(name="positive", condition=models.Q(size__gte=0))


def before() -> ProjectState:
    fields: list[Any] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20, null=True)),
        ("size", models.IntegerField()),
    ]
    return ProjectState({("app", "thing"): ModelState("app", "Thing", fields)})


def found(*operations: Any, created: Any = (), **given: Any) -> list[str]:
    migration = migrations.Migration("0002_x", "app")
    for name, value in {"operations": list(operations), **given}.items():
        setattr(migration, name, value)
    return list(check(migration, before=before(), created=set(created)))


BREAKING = {
    "column dropped": migrations.RemoveField("thing", "name"),
    "column renamed": migrations.RenameField("thing", "name", "title"),
    "table dropped": migrations.DeleteModel("Thing"),
    "table renamed": migrations.RenameModel("Thing", "Object"),
    "table moved": migrations.AlterModelTable("thing", "other"),
    "made not null": migrations.AlterField("thing", "name", models.CharField(max_length=20)),
    "shortened": migrations.AlterField(
        "thing", "name", models.CharField(max_length=5, null=True)
    ),
    "another kind": migrations.AlterField("thing", "size", models.TextField()),
    "constraint": migrations.AddConstraint("thing", POSITIVE),
    "sql": migrations.RunSQL("ALTER TABLE app_thing DROP COLUMN name"),
}  # fmt: skip
LOCKING = {
    "index": migrations.AddIndex("thing", INDEX),
    "db_index": migrations.AlterField("thing", "size", models.IntegerField(db_index=True)),
    "no default in the database": migrations.AddField(
        "thing", "kind", models.CharField(max_length=5, default="x")
    ),
}
HARMLESS = {
    "null": migrations.AddField("thing", "kind", models.IntegerField(null=True)),
    "db_default": migrations.AddField("thing", "at", models.DateTimeField(db_default=Now())),
    "many to many": migrations.AddField("thing", "others", models.ManyToManyField("app.Thing")),
    "new table": migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    "longer": migrations.AlterField(
        "thing", "name", models.CharField(max_length=50, null=True)
    ),
    "rows": migrations.RunPython(migrations.RunPython.noop),
    "sql": migrations.RunSQL("CREATE INDEX CONCURRENTLY i ON app_thing (name)"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKING)
def test_what_the_former_code_cannot_live_with_is_refused(name: str) -> None:
    assert len(found(BREAKING[name])) == 1


@pytest.mark.parametrize("name", BREAKING)
def test_it_may_go_once_a_release_no_longer_uses_it(name: str) -> None:
    assert found(BREAKING[name], after_release="1.4") == []


@pytest.mark.parametrize("name", LOCKING)
def test_what_locks_or_fails_is_refused_whatever_one_says(name: str) -> None:
    assert len(found(LOCKING[name], after_release="1.4")) == 1


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_adds_passes(name: str) -> None:
    assert found(HARMLESS[name]) == []


@pytest.mark.parametrize("operation", [LOCKING["index"], BREAKING["constraint"]])
def test_a_table_of_the_same_release_is_free(operation: Any) -> None:
    assert found(operation, created=[("app", "thing")]) == []


def test_an_index_built_online_needs_no_transaction() -> None:
    assert len(found(AddIndexOnline("thing", INDEX))) == 1
    assert found(AddIndexOnline("thing", INDEX), atomic=False) == []


def test_rows_are_not_rewritten_under_a_lock() -> None:
    rows = HARMLESS["rows"]

    assert len(found(HARMLESS["null"], rows)) == 1
    assert found(HARMLESS["null"], rows, atomic=False) == []


@pytest.mark.django_db(transaction=True)
def test_an_index_is_built_online_on_both_databases() -> None:
    from portal.operations.models import Beat

    state = ProjectState.from_apps(apps)
    index = models.Index(fields=["at"], name="beat_at_for_a_test")
    to_state = state.clone()
    operation = AddIndexOnline("beat", index)
    operation.state_forwards("operations", to_state)
    # Again after a run that was cut short: what is there of the index makes way.
    for _run in range(2):
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("operations", editor, state, to_state)
    try:
        with connection.cursor() as cursor:
            table = Beat._meta.db_table
            known = connection.introspection.get_constraints(cursor, table)
        assert "beat_at_for_a_test" in known
    finally:
        with connection.schema_editor(atomic=False) as editor:
            editor.remove_index(Beat, index)


def test_the_migrations_of_the_release_under_way_keep_the_rule() -> None:
    assert migrations_rule.faults() == []


def test_after_a_release_the_rule_reads_what_came_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if everything but the sites' own first index had been released."""
    known = tmp_path / "released.txt"
    known.write_text("# none\n")
    monkeypatch.setattr(migrations_rule, "RELEASED", known)
    assert migrations_rule.faults() == []  # before the first release

    call_command("released", "--write", verbosity=0, stdout=StringIO())
    assert migrations_rule.faults() == []
    every = known.read_text()
    assert "operations 0001_beat" in every
    known.write_text(every.replace("shell 0002_library_mark\n", ""))
    assert [one.partition(" : ")[0] for one in migrations_rule.faults()] == [
        "shell.0002_library_mark"
    ]
