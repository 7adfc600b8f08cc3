"""A loop that writes row after row leaves others their turn, now and then."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone

from careers.applications import tick as application_tick
from events import tick as event_tick
from events.models import Meetup
from portal.operations import turns
from tests.careers.applications.factories import make_application
from tests.events.factories import make_meetup, make_registrations
from tests.factories import make_internship

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


@pytest.fixture
def impatient(clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """As if each row had taken longer than a turn."""
    monkeypatch.setattr(turns, "HELD", -1)
    return clock


def late_applications() -> None:
    for _number in range(2):
        make_application(internship=make_internship())


def unbalanced_meetups() -> None:
    for _number in range(2):
        Meetup.objects.filter(pk=make_meetup().pk).update(seats_taken=1)


def meetups_tomorrow() -> None:
    start = timezone.now() + timedelta(hours=3)
    for _number in range(2):
        make_registrations(make_meetup(starts_at=start, ends_at=start + timedelta(hours=1)), 1)


@pytest.mark.parametrize(
    ("prepare", "loop", "days"),
    [
        (late_applications, application_tick.expire, 17),
        (late_applications, application_tick.remind, 8),
        (unbalanced_meetups, event_tick.mend_counts, 0),
        (meetups_tomorrow, event_tick.remind, 0),
    ],
)
def test_the_loops_of_the_day_leave_turns(
    impatient: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[], None],
    loop: Callable[..., int],
    days: int,
) -> None:
    monkeypatch.setattr(event_tick, "BATCH", 1)
    prepare()
    impatient.waited.clear()

    assert loop(now=timezone.now() + timedelta(days=days)) == 2
    assert len(impatient.waited) >= (2 if connection.vendor == "sqlite" else 0)
    assert set(impatient.waited) == ({turns.TURN} if connection.vendor == "sqlite" else set())
