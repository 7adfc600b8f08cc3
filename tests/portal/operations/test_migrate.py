"""A migration keeps others waiting for its statements alone, and they write between two of them.

At full size by T08 (`tests/proof/test_upgrade.py`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.core.management.commands import migrate as django_migrate
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from portal.operations import turns
from portal.operations.management.commands.migrate import Command


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the command waited; in place of Django's work, two migrations are told."""
    waited: list[float] = []

    def apply(self: Any, *_args: Any, **_options: Any) -> None:
        for _migration in range(2):
            self.migration_progress_callback("apply_start", migrations.Migration("0001_x", "app"))
            self.migration_progress_callback("apply_success")

    monkeypatch.setattr("portal.operations.turns.time.sleep", waited.append)
    monkeypatch.setattr(django_migrate.Command, "handle", apply)
    monkeypatch.setattr(
        django_migrate.Command, "migration_progress_callback", lambda *_args, **_options: None
    )
    return waited


@pytest.mark.django_db(transaction=True)
def test_a_base_that_serves_lets_others_write_after_each(pauses: list[float]) -> None:
    call_command("migrate", verbosity=0)
    assert pauses == ([turns.TURN, turns.TURN] if connection.vendor == "sqlite" else [])


@pytest.mark.django_db(transaction=True)
def test_a_new_base_waits_for_nobody(pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _self: {})
    call_command("migrate", verbosity=0)
    assert pauses == []


def test_it_is_the_command_that_a_release_runs() -> None:
    assert get_commands()["migrate"] == "portal.operations"
    assert issubclass(Command, django_migrate.Command)


class Moments(Operation):
    """Whether a transaction is open when the models change, and when the base does."""

    reversible = True

    def __init__(self) -> None:
        self.locked: list[bool] = []

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        self.locked.append(connection.in_atomic_block)

    def database_forwards(self, *_given: Any) -> None:
        self.locked.append(connection.in_atomic_block)

    def database_backwards(self, *_given: Any) -> None:
        """Nothing was done."""


def write(apps: Any, _editor: Any) -> None:
    owner = apps.get_model("made_up", "Owner")
    owner.objects.bulk_create([owner(code=f"o{n}") for n in range(3)])
    thing = apps.get_model("made_up", "Thing")
    thing.objects.bulk_create([thing(name=f"Chose {n}", size=n) for n in range(3)])


def break_off(*_given: Any) -> None:
    raise ArithmeticError


def some_of_each() -> list[Any]:
    """Above all what SQLite remakes tables for, that of the model, and those which point to it."""
    key = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey("made_up.Owner", models.CASCADE, to_field="code", null=True)
    small = models.CheckConstraint(name="made_up_small", condition=models.Q(size__lt=9))
    by_size = models.Index(fields=["size", "kind"], name="made_up_by_size")
    code = models.CharField(max_length=5, unique=True)
    return [
        migrations.CreateModel("Owner", [("id", key), ("code", code)]),
        migrations.CreateModel("Thing", [("id", key), ("name", models.CharField(max_length=20)),
                                         ("size", models.IntegerField(null=True))]),
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.AddField("thing", "kind", models.CharField(max_length=5, default="x")),
        migrations.AddField("thing", "also", models.BooleanField(null=True)),
        migrations.AddField("thing", "owner", owner),
        migrations.AlterField("thing", "size", models.BigIntegerField(default=7)),
        migrations.AlterField("owner", "code", models.CharField(max_length=9, unique=True)),
        migrations.RenameField("thing", "name", "title"),
        migrations.AddConstraint("thing", small),
        migrations.AddIndex("thing", by_size),
        migrations.RemoveField("thing", "also"),
        migrations.RenameModel("Owner", "Holder"),
        migrations.AddField("thing", "others", models.ManyToManyField("made_up.Thing")),
    ]  # fmt: skip


def found() -> dict[str, Any]:
    """All that the base knows of the tables, and their rows."""
    seen: dict[str, Any] = {}
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in (one for one in tables if one.startswith("made_up_")):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
            told = connection.introspection
            seen[table] = (
                cursor.fetchall(),
                told.get_table_description(cursor, table),
                told.get_constraints(cursor, table),
                told.get_relations(cursor, table),
            )
        if connection.vendor == "sqlite":
            cursor.execute("SELECT * FROM sqlite_master WHERE tbl_name LIKE 'made_up_%'")
            seen["sqlite_master"] = [(one[0], one[1], one[2], one[4]) for one in cursor.fetchall()]
    return seen


Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run() -> Run:
    """Apply a migration of an app that does not exist, by Django alone or by our command."""
    command = Command()
    command.verbosity, command.database = 0, "default"

    def apply(*operations: Any, ours: bool, atomic: bool = True) -> dict[str, Any]:
        callback: Any = command.migration_progress_callback if ours else None
        executor = MigrationExecutor(connection, callback)
        migration: Any = migrations.Migration("0001_x", "made_up")
        migration.operations, migration.atomic = list(operations), atomic
        state, unchanged = ProjectState(), ProjectState()
        # As the executor does before the first.
        assert state.apps
        executor.apply_migration(state, migration)
        seen = found()
        executor.unapply_migration(unchanged, migration)
        assert found() == ({} if connection.vendor != "sqlite" else {"sqlite_master": []})
        return seen

    return apply


@pytest.mark.django_db(transaction=True)
def test_the_base_is_as_django_would_have_left_it(run: Run) -> None:
    ours = run(*some_of_each(), ours=True)
    assert ours == run(*some_of_each(), ours=False)
    assert {"made_up_holder", "made_up_thing", "made_up_thing_others"} <= set(ours)
    assert len(ours["made_up_thing"][0]) == len(ours["made_up_holder"][0]) == 3


def read(apps: Any, _editor: Any) -> None:
    assert apps.get_model("made_up", "Thing").objects.filter(owner__code="a").count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_reads_the_rows_knows_the_names_of_then() -> None:
    """Not those of the end, which fields that are shared between states have by now."""
    key = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=5, unique=True)
    owner = models.ForeignKey("made_up.Owner", models.CASCADE, to_field="code")
    command = Command()
    command.verbosity, command.database = 0, "default"
    migration: Any = migrations.Migration("0001_x", "made_up")
    migration.operations = [
        migrations.CreateModel("Owner", [("id", key), ("code", code)]),
        migrations.CreateModel("Thing", [("id", key), ("owner", owner)]),
        # Works no model out.
        migrations.AddField("thing", "note", models.CharField(max_length=5, default="")),
        migrations.RunPython(read),
        migrations.RenameField("owner", "code", "word"),
        migrations.DeleteModel("Thing"),
        migrations.DeleteModel("Owner"),
    ]
    state = ProjectState()
    assert state.apps
    callback: Any = command.migration_progress_callback
    executor = MigrationExecutor(connection, callback)
    executor.apply_migration(state, migration)
    MigrationRecorder(connection).record_unapplied("made_up", "0001_x")
    assert found() == ({} if connection.vendor != "sqlite" else {"sqlite_master": []})


@pytest.mark.django_db(transaction=True)
def test_it_locks_nothing_while_the_models_are_worked_out(run: Run) -> None:
    theirs, first, last = Moments(), Moments(), Moments()
    run(theirs, ours=False)
    run(first, *some_of_each(), last, ours=True)
    # The third is of its undoing.
    assert theirs.locked[:2] == [True, True]
    assert first.locked[:2] == last.locked[:2] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_what_fails_midway_leaves_nothing(run: Run) -> None:
    with pytest.raises(ArithmeticError):
        run(*some_of_each(), migrations.RunPython(break_off), ours=True)
    assert not {name for name in found() if name.startswith("made_up_")}
    assert ("made_up", "0001_x") not in MigrationRecorder(connection).applied_migrations()


@pytest.mark.django_db(transaction=True)
def test_one_that_needs_no_transaction_is_left_to_django(run: Run) -> None:
    operation: Any = Moments()
    operation.atomic = False
    run(operation, ours=True, atomic=False)
    assert operation.locked[:2] == [False, False]
