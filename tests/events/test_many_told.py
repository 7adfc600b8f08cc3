"""What is told to everybody of a meetup costs as many statements for a crowd as for a few."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import pauses, tick
from events.actions import cancel_meetup, change_details
from events.enums import Seat
from events.models import Meetup, Registration
from portal.accounts.actions import erase_member
from portal.notifications.models import Notification, OutgoingMail
from tests.events.factories import make_meetup, make_registrations

FEW, MANY = 2, 12


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"


def statements(act: Callable[[Meetup], Any], meetup: Meetup) -> int:
    with CaptureQueriesContext(connection) as queries:
        act(meetup)
    return len(queries)


def erase_host(meetup: Meetup) -> Any:
    return erase_member(member=meetup.author)


def cancel(meetup: Meetup) -> Any:
    return cancel_meetup(meetup=meetup, by=meetup.author, reason="Salle fermée.")


def move(meetup: Meetup) -> Any:
    values = {"place": "Café d’en face"}
    return change_details(meetup=meetup, by=meetup.author, values=values, read=meetup.revision)


def suspend(meetup: Meetup) -> Any:
    pauses.tell_suspended(meetup, now=timezone.now())


def bring_back(meetup: Meetup) -> Any:
    pauses.tell_back(meetup, now=timezone.now())


def remind(meetup: Meetup) -> Any:
    assert meetup.starts_at
    return tick.remind(now=meetup.starts_at - timedelta(hours=1))


def seat_everybody(meetup: Meetup) -> Any:
    values = {"capacity": MANY + 1}
    return change_details(meetup=meetup, by=meetup.author, values=values, read=meetup.revision)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [erase_host, cancel, move, suspend, bring_back, remind])
def test_a_crowd_is_told_in_as_many_statements_as_a_few(act: Callable[[Meetup], Any]) -> None:
    found = []
    # The first fills what the process keeps from one request to the next.
    for number in (FEW, FEW, MANY):
        meetup = make_meetup(capacity=MANY + 1)
        make_registrations(meetup, number // 2)
        make_registrations(meetup, number // 2, language="en")
        OutgoingMail.objects.all().delete()
        found.append(statements(act, meetup))
        members = set(meetup.registrations.values_list("member", flat=True))
        told = list(Notification.objects.filter(member__in=members).order_by("member"))
        assert [one.member_id for one in told] == sorted(members)
        assert len({one.text for one in told}) == 2, "Chaque langue a la sienne."
        assert OutgoingMail.objects.count() == number

    assert found[1] == found[2]


@pytest.mark.django_db
def test_a_queue_is_seated_in_as_many_statements_as_one() -> None:
    found = []
    for number in (FEW, MANY):
        meetup = make_meetup(capacity=1)
        make_registrations(meetup, 1 + number)
        found.append(statements(seat_everybody, meetup))
        rows = Registration.objects.filter(meetup=meetup, promoted_at__isnull=False)
        assert set(rows.values_list("state", flat=True)) == {Seat.CONFIRMED}
        assert rows.count() == number

    assert found[0] == found[1]


@pytest.mark.django_db(transaction=True)
def test_two_daily_runs_at_once_remind_each_person_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tick, "BATCH", 3)
    meetup = make_meetup(capacity=20)
    make_registrations(meetup, 8)
    assert meetup.starts_at
    now = meetup.starts_at - timedelta(hours=1)

    def run(_number: int) -> int:
        try:
            return tick.remind(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        reminded = list(threads.map(run, range(4)))

    assert sum(reminded) == 8
    told = list(Notification.objects.values_list("member", flat=True))
    assert sorted(told) == sorted(meetup.registrations.values_list("member", flat=True))
