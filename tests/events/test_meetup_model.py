"""What a meetup is, and who sees it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from events import when
from events.actions import cancel_meetup
from events.models import Meetup, MeetupHost
from portal.moderation.enums import State
from tests.events.factories import begin, make_meetup, make_registrations, meetup_values
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", {State.APPROVED}),
        ("member", {State.APPROVED}),
        ("invited", {State.APPROVED}),
        ("host", set(State)),
        ("moderator", set(State) - {State.DRAFT}),
    ],
)
def test_visibility(state: State, who: str, seen: set[State]) -> None:
    host, invited = make_user(), make_user()
    meetup = make_meetup(host=host, state=state)
    MeetupHost.objects.create(meetup=meetup, member=invited)
    people: dict[str, Any] = {
        "visitor": AnonymousUser(),
        "member": make_user(),
        "invited": invited,
        "host": host,
        "moderator": make_moderator(),
    }

    assert Meetup.objects.visible_to(people[who]).exists() == (state in seen)


@pytest.mark.parametrize(
    ("state", "seen"),
    [(State.SUBMITTED, True), (State.REJECTED, False), (State.WITHDRAWN, False)],
)
def test_registered_people_see_the_page_while_an_edit_is_read(state: State, seen: bool) -> None:
    meetup = make_meetup(capacity=1)
    seated, waiting = make_registrations(meetup, 2)
    Meetup.objects.filter(pk=meetup.pk).update(state=state)

    for registration in (seated, waiting):
        assert Meetup.objects.visible_to(registration.member).exists() is seen
    assert not Meetup.objects.visible_to(make_user()).exists()


def test_cancelled_and_past_stay_visible_but_are_not_upcoming() -> None:
    cancelled, past, coming = make_meetup(), make_meetup(), make_meetup()
    cancel_meetup(meetup=cancelled, by=None, reason="Salle fermée.")
    begin(past, over=True)

    assert Meetup.objects.visible_to(AnonymousUser()).count() == 3
    assert list(Meetup.objects.upcoming()) == [coming]
    assert list(Meetup.objects.past()) == [past]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("cancelled", [True, False])
def test_upcoming_in_python_and_in_the_database_agree(
    state: State, begun: bool, cancelled: bool
) -> None:
    meetup = make_meetup(state=state)
    if begun:
        begin(meetup)
    if cancelled:
        Meetup.objects.update(cancelled_at=NOW, cancel_reason="x", published_at=NOW)
    meetup.refresh_from_db()

    assert meetup.is_upcoming() == Meetup.objects.upcoming().exists()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("meetup_format_known", {"format": "hybrid"}),
        ("meetup_dates_in_order", {"ends_at": NOW, "starts_at": NOW}),
        ("meetup_sensible_dates", {"starts_at": NOW.replace(year=1999)}),
        ("meetup_sensible_dates", {"ends_at": NOW.replace(year=2999)}),
        ("meetup_sensible_capacity", {"capacity": 0}),
        ("meetup_sensible_capacity", {"capacity": 501}),
        ("meetup_seats_within_capacity", {"seats_taken": 4}),
        ("meetup_cancelled_says_why", {"cancelled_at": NOW, "published_at": NOW}),
        ("meetup_cancelled_says_why", {"cancel_reason": "x"}),
        ("meetup_cancelled_says_why", {"cancelled_at": NOW, "cancel_reason": "x"}),
        ("meetup_sent_is_complete", {"referent_name": ""}),
        ("meetup_sent_is_complete", {"referent_contact": ""}),
        ("meetup_sent_is_complete", {"starts_at": None}),
        ("meetup_sent_is_complete", {"city": ""}),
        ("meetup_sent_is_complete", {"format": "online"}),
        ("meetup_sent_is_complete", {"format": "both"}),
    ],
)
def test_database_refuses(constraint: str, values: dict[str, Any]) -> None:
    sent = {"state": State.SUBMITTED, "submitted_at": NOW}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Meetup.objects.create(**{**meetup_values(), **sent, **values})
    Meetup.objects.create(**meetup_values(), **sent)


@pytest.mark.parametrize(
    "values",
    [
        {"format": "online", "join_link": "https://visio.example.org", "place": "", "city": "",
         "departement": ""},
        {"format": "both", "join_link": "https://visio.example.org"},
        {"cancelled_at": NOW, "cancel_reason": "x", "published_at": NOW},
        {"seats_taken": 3},
        {"capacity": 500},
    ],
)  # fmt: skip
def test_database_accepts(values: dict[str, Any]) -> None:
    sent = {"state": State.SUBMITTED, "submitted_at": NOW}
    Meetup.objects.create(**{**meetup_values(), **sent, **values})


@pytest.mark.parametrize(
    "values", [{"invited_at": NOW, "accepted_at": NOW - timedelta(days=1)}, {"again": True}]
)
def test_database_refuses_a_host_twice_or_before_the_invitation(values: dict[str, Any]) -> None:
    meetup, member = make_meetup(), make_user()
    if values.pop("again", False):
        MeetupHost.objects.create(meetup=meetup, member=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetupHost.objects.create(meetup=meetup, member=member, **values)


def test_moment_is_written_in_paris_time() -> None:
    start = datetime.fromisoformat("2026-11-27T18:00+00:00")
    assert when.span(start, start + timedelta(hours=2, minutes=30)) == (
        "vendredi 27\u00a0novembre 2026, de 19\u00a0h à 21\u00a0h\u00a030"
    )
    assert when.span(start, start + timedelta(hours=6)) == (
        "du vendredi 27\u00a0novembre 2026, 19\u00a0h, au samedi 28\u00a0novembre 2026, 1\u00a0h"
    )
    assert when.span(start, None) == "vendredi 27\u00a0novembre 2026, 19\u00a0h"


def test_edit_made_before_a_registration_keeps_the_seat() -> None:
    meetup = make_meetup()
    old = Meetup.objects.get(pk=meetup.pk)
    make_registrations(meetup, 2)
    old.title = "Autre titre"
    old.save_edit(read=old.revision)

    meetup.refresh_from_db()
    assert (meetup.title, meetup.seats_taken, meetup.last_position) == ("Autre titre", 2, 2)
