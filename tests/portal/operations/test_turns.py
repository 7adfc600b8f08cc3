"""A loop that writes row after row leaves others their turn, now and then."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from portal.operations import turns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Time that passes only when somebody says so; `waited` is how long was slept."""
    found = SimpleNamespace(now=0.0, waited=[])
    time = SimpleNamespace(monotonic=lambda: found.now, sleep=found.waited.append)
    monkeypatch.setattr(turns, "time", time)
    return found


def test_a_turn_is_left_once_a_while_has_been_written(clock: SimpleNamespace) -> None:
    before = []
    for _row in turns.in_turns(range(12)):
        before.append(len(clock.waited))
        clock.now += 0.2

    # After 0.6 s each time, not after each row.
    waits = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert before == (waits if connection.vendor == "sqlite" else [0] * 12)


def test_nobody_waits_for_a_short_loop_or_inside_a_transaction(clock: SimpleNamespace) -> None:
    assert list(turns.in_turns(range(3))) == [0, 1, 2]
    with transaction.atomic():
        for _row in turns.in_turns(range(3)):
            clock.now += 10

    assert clock.waited == []
