"""Others write between two migrations; at full size by T08 (`tests/proof/test_upgrade.py`)."""

from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.core.management.commands import migrate as django_migrate
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.operations import turns
from portal.operations.management.commands.migrate import Command


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the command waited; in place of Django's work, two migrations are told."""
    waited: list[float] = []

    def apply(self: Any, *_args: Any, **_options: Any) -> None:
        for _migration in range(2):
            self.migration_progress_callback("apply_start")
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
