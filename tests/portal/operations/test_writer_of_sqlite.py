"""Turns at the one writer of SQLite: who waits writes soon after it is free, or is told."""

import sqlite3
import threading
import time
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.operations import turns
from portal.operations.enums import Job
from portal.operations.models import Beat
from portal.shell import version
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has as many writers"),
]
ROUNDS = 5
# SQLite by itself looks for the eleventh time after 228 ms, and then after 328.
HELD, SOON = 0.24, 0.05


class Holder(threading.Thread):
    """Somebody else who writes for some time."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.began, self.ended = threading.Event(), 0.0

    def run(self) -> None:
        with transaction.atomic():
            self.began.set()
            time.sleep(self.seconds)
        self.ended = time.monotonic()
        connection.close()


def wait_for(holder: Holder, *, whole: bool) -> float:
    """How long after the holder has ended a write of ours begins."""
    holder.start()
    assert holder.began.wait(5)
    if whole:
        with transaction.atomic():
            began = time.monotonic()
    else:
        Beat.objects.update(seconds=1)
        began = time.monotonic()
    holder.join()
    return began - holder.ended


@pytest.mark.parametrize("whole", [True, False], ids=["transaction", "one statement"])
def test_who_waits_writes_soon_after(whole: bool) -> None:
    late = sorted(wait_for(Holder(HELD), whole=whole) for _ in range(ROUNDS))
    assert late[ROUNDS // 2] < SOON


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    holder = Holder(0.5)
    began = time.monotonic()
    with pytest.raises(OperationalError):
        wait_for(holder, whole=True)
    assert 0.1 < time.monotonic() - began < 0.4
    holder.join()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (100,)


def test_what_follows_a_write_does_not_write_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_given: Any, **_named: Any) -> None:
        cause = sqlite3.OperationalError("database is locked")
        cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError from cause

    monkeypatch.setattr(version, "_write", busy)
    with pytest.raises(OperationalError):
        make_user()
    assert User.objects.count() == 1


def test_other_errors_come_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("UPDATE no_such_table SET a = 1")
    assert time.monotonic() - began < 1


def test_nobody_waits_for_a_turn_that_never_comes() -> None:
    for job in Job:
        Beat.objects.strike(job, now=timezone.now())
    reading = connection.connection.execute("SELECT * FROM operations_beat")
    reading.fetchone()
    with sqlite3.connect(connection.settings_dict["NAME"]) as other:
        other.execute("UPDATE operations_beat SET seconds = 2")
    began = time.monotonic()
    with pytest.raises(OperationalError):
        Beat.objects.update(seconds=1)
    assert time.monotonic() - began < 1
    reading.close()


def test_nobody_is_made_to_wait_inside_a_transaction() -> None:
    began = time.monotonic()
    with transaction.atomic():
        turns.give_way()
    assert time.monotonic() - began < turns.TURN
