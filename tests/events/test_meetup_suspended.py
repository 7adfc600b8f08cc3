"""A meetup out of sight: hidden, or left alone by suspended hosts. Seats stay, people are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from events import pauses, tick
from events.actions import register
from events.models import Meetup, MeetupHost
from portal.moderation import decisions
from portal.notifications.models import Notification
from tests.events.factories import make_meetup, make_registrations, ranks
from tests.factories import make_internship, make_user
from tests.portal.moderation.factories import HIDE, SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db


def suspend(member: Any) -> Any:
    return settle(case_of(make_internship(author=member)), SUSPEND)


def lift(measure: Any) -> None:
    decisions.lift_early(measure=measure, by=measure.decided_by, word="Erreur.")


def told(member: Any) -> list[str]:
    return [one.text for one in Notification.objects.filter(member=member, topic="rencontres")]


def status(meetup: Meetup, who: Any = None) -> int:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.get(meetup.get_absolute_url()).status_code


def test_a_suspended_host_suspends_the_meetup_and_tells_each_person_once() -> None:
    meetup = make_meetup(capacity=2)
    people = [one.member for one in make_registrations(meetup, 3)]
    before = ranks(meetup)
    Notification.objects.all().delete()
    mail.outbox.clear()

    measure = suspend(meetup.author)

    meetup.refresh_from_db()
    assert meetup.paused_at
    assert ranks(meetup) == before
    assert meetup.seats_taken == 2
    assert meetup not in Meetup.objects.upcoming()
    assert not meetup.is_upcoming()
    for person in people:
        [line] = told(person)
        assert "suspendue" in line
        assert sum(person.email in one.to for one in mail.outbox) == 1
    assert status(meetup) == 404
    assert status(meetup, make_user()) == 404
    # Whoever is registered reads what became of it.
    assert status(meetup, people[0]) == 200

    lift(measure)

    assert Meetup.objects.get().paused_at is None
    assert ranks(meetup) == before
    assert status(meetup) == 200
    for person in people:
        assert len(told(person)) == 2
        assert "de retour" in told(person)[0] + told(person)[1]


def test_another_host_keeps_it_going() -> None:
    meetup = make_meetup()
    now = timezone.now()
    other = make_user()
    MeetupHost.objects.create(meetup=meetup, member=other, invited_at=now, accepted_at=now)
    [seat] = make_registrations(meetup, 1)
    Notification.objects.all().delete()

    suspend(meetup.author)
    assert status(meetup) == 200
    assert told(seat.member) == []

    suspend(other)
    assert status(meetup) == 404


def test_an_invited_host_who_has_not_accepted_is_nobody() -> None:
    meetup = make_meetup()
    MeetupHost.objects.create(meetup=meetup, member=make_user())
    suspend(meetup.author)
    assert status(meetup) == 404


def test_a_hidden_meetup_tells_and_comes_back_with_its_seats() -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    Notification.objects.all().delete()

    measure = settle(case_of(meetup), HIDE)
    assert len(told(seat.member)) == 1
    lift(measure)

    assert len(told(seat.member)) == 2
    meetup.refresh_from_db()
    assert meetup.seats_taken == 1
    assert status(meetup) == 200


def test_what_has_begun_tells_nobody() -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    start = timezone.now() - timedelta(hours=1)
    Meetup.objects.update(starts_at=start, ends_at=start + timedelta(hours=2))
    Notification.objects.all().delete()
    suspend(meetup.author)
    assert told(seat.member) == []


def test_a_suspension_that_ends_by_itself_brings_it_back_with_tick_once() -> None:
    meetup = make_meetup(starts_at=timezone.now() + timedelta(days=60),
                         ends_at=timezone.now() + timedelta(days=60, hours=2))  # fmt: skip
    [seat] = make_registrations(meetup, 1)
    Notification.objects.all().delete()
    suspend(meetup.author)
    tick.run(now=timezone.now())
    later = timezone.now() + timedelta(days=31)
    tick.run(now=later)
    tick.run(now=later)
    assert len(told(seat.member)) == 2
    assert pauses.catch_up(now=later) == 0
    assert status(meetup) == 200


def test_nobody_is_reminded_of_a_suspended_meetup_and_a_seat_can_be_given_back() -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    suspend(meetup.author)
    Notification.objects.all().delete()
    assert meetup.starts_at
    assert tick.remind(now=meetup.starts_at - timedelta(hours=2)) == 0
    client = Client()
    client.force_login(seat.member)
    page = client.get(meetup.get_absolute_url()).content.decode()
    assert "suspendue pour l’instant" in page
    from events.actions import Refused

    with pytest.raises(Refused):
        register(meetup=Meetup.objects.get(), by=make_user())
