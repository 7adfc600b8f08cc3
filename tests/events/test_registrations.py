"""Seats: taken, given back, passed on; never one too many, and nobody forgotten."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from events.actions import (
    Refused,
    cancel_meetup,
    cancel_registration,
    change_details,
    leave_everything,
    register,
)
from events.enums import Seat
from events.models import Meetup, MeetupHost, Registration
from portal.contact.models import Block
from portal.moderation.enums import State
from portal.notifications.models import Notification
from tests.events.factories import begin, make_meetup, make_registrations, ranks
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def held(meetup: Meetup) -> tuple[int, int, int]:
    """Seats counted, seats confirmed, people waiting."""
    meetup.refresh_from_db()
    return (
        meetup.seats_taken,
        meetup.registrations.confirmed().count(),
        meetup.registrations.waiting().count(),
    )


def test_seats_fill_then_the_queue_begins() -> None:
    meetup = make_meetup(capacity=2)
    first, second, third, fourth = make_registrations(meetup, 4)

    assert [one.state for one in (first, second, third, fourth)] == [
        Seat.CONFIRMED, Seat.CONFIRMED, Seat.WAITING, Seat.WAITING,
    ]  # fmt: skip
    assert ranks(meetup) == [(third.member_id, 1), (fourth.member_id, 2)]
    assert held(meetup) == (2, 2, 2)


def test_registering_twice_is_registering_once() -> None:
    meetup, member = make_meetup(), make_user()
    first = register(meetup=meetup, by=member)
    again = register(meetup=meetup, by=member, shown=True)

    assert again == first
    assert held(meetup) == (1, 1, 0)


def test_coming_back_is_at_the_end_of_the_queue() -> None:
    meetup = make_meetup(capacity=1)
    seated, first, second = make_registrations(meetup, 3)
    cancel_registration(meetup=meetup, by=first.member)
    register(meetup=meetup, by=first.member)

    assert ranks(meetup) == [(second.member_id, 1), (first.member_id, 2)]
    assert Registration.objects.filter(member=first.member).count() == 1
    assert seated.state == Seat.CONFIRMED


def test_seat_given_back_goes_to_the_first_who_is_told_once() -> None:
    meetup = make_meetup(capacity=1)
    seated, first, second = make_registrations(meetup, 3)
    mail.outbox.clear()
    promoted = cancel_registration(meetup=meetup, by=seated.member)
    cancel_registration(meetup=meetup, by=seated.member)

    assert [one.member_id for one in promoted] == [first.member_id]
    first.refresh_from_db()
    assert first.state == Seat.CONFIRMED
    assert first.promoted_at is not None
    assert ranks(meetup) == [(second.member_id, 1)]
    assert held(meetup) == (1, 1, 1)
    [message] = mail.outbox
    assert message.to == [first.member.email]
    assert message.subject == "Une place s’est libérée pour vous"
    assert Notification.objects.filter(member=first.member).count() == 1
    assert not Notification.objects.filter(member=second.member).exists()


def test_giving_back_a_number_frees_no_seat() -> None:
    meetup = make_meetup(capacity=1)
    _seated, first, second = make_registrations(meetup, 3)

    assert cancel_registration(meetup=meetup, by=first.member) == []
    assert held(meetup) == (1, 1, 1)
    assert ranks(meetup) == [(second.member_id, 1)]


def test_member_whose_account_is_closed_is_passed_over() -> None:
    meetup = make_meetup(capacity=1)
    seated, first, second = make_registrations(meetup, 3)
    first.member.is_active = False
    first.member.save()
    cancel_registration(meetup=meetup, by=seated.member)

    second.refresh_from_db()
    assert second.state == Seat.CONFIRMED


def cancelled() -> Meetup:
    meetup = make_meetup()
    cancel_meetup(meetup=meetup, by=None, reason="Salle fermée.")
    return meetup


def begun() -> Meetup:
    meetup = make_meetup()
    begin(meetup)
    return meetup


def past() -> Meetup:
    meetup = make_meetup()
    begin(meetup, over=True)
    return meetup


CLOSED: Any = [cancelled, begun, past, lambda: make_meetup(state=State.SUBMITTED)]


@pytest.mark.parametrize("build", CLOSED)
def test_nobody_registers_where_registrations_are_closed(build: Any) -> None:
    meetup = build()
    with pytest.raises(Refused, match="closes"):
        register(meetup=meetup, by=make_user())
    assert held(meetup) == (0, 0, 0)


@pytest.mark.parametrize(
    ("build", "status"),
    [
        (cancelled, 302),
        (begun, 302),
        (past, 302),
        (lambda: make_meetup(state=State.DRAFT), 404),
        (lambda: make_meetup(state=State.SUBMITTED), 404),
        (lambda: make_meetup(state=State.REJECTED), 404),
        (lambda: make_meetup(state=State.WITHDRAWN), 404),
    ],
)
def test_registering_for_what_is_closed_or_hidden(client: Client, build: Any, status: int) -> None:
    meetup = build()
    client.force_login(make_user())
    answer = client.post(f"/rencontres/{meetup.pk}/inscription/")

    assert answer.status_code == status
    assert not Registration.objects.exists()
    if status == 302:
        page = client.get(meetup.get_absolute_url())
        assert "Les inscriptions sont closes." in page.text
        assert "Prendre une place" not in page.text


def test_hosts_take_no_seat() -> None:
    host = make_user()
    meetup = make_meetup(host=host)
    with pytest.raises(Refused, match="organisez"):
        register(meetup=meetup, by=host)


@pytest.mark.parametrize("welcome", [True, False])
def test_people_of_15_to_17_come_where_they_are_welcome(welcome: bool) -> None:
    meetup, minor = make_meetup(minors_welcome=welcome), make_user(age_band="15-17")
    if welcome:
        seat = register(meetup=meetup, by=minor, shown=True)
        assert seat.state == Seat.CONFIRMED
        assert seat.shown is False
    else:
        with pytest.raises(Refused, match="majeures"):
            register(meetup=meetup, by=minor)


@pytest.mark.parametrize("host_blocks", [True, False])
def test_block_refuses_with_the_words_of_any_closed_list(client: Client, host_blocks: bool) -> None:
    host, member = make_user(), make_user()
    meetup = make_meetup(host=host)
    one, other = (host, member) if host_blocks else (member, host)
    Block.objects.create(blocker=one, blocked=other)
    client.force_login(member)
    answer = client.post(f"/rencontres/{meetup.pk}/inscription/", follow=True)

    assert "Les inscriptions sont closes." in answer.text
    assert not Registration.objects.exists()


def test_after_the_beginning_nothing_moves(client: Client) -> None:
    meetup = make_meetup(capacity=1)
    seated, first = make_registrations(meetup, 2)
    begin(meetup)
    with pytest.raises(Refused):
        cancel_registration(meetup=meetup, by=seated.member)
    with pytest.raises(Refused):
        change_details(meetup=meetup, by=None, values={"capacity": 9}, read=meetup.revision)
    with pytest.raises(Refused):
        cancel_meetup(meetup=meetup, by=None, reason="Trop tard.")
    client.force_login(seated.member)
    answer = client.post(f"/rencontres/{meetup.pk}/desistement/", follow=True)

    assert "rien n’y change plus" in answer.text
    first.refresh_from_db()
    assert first.state == Seat.WAITING


def test_seats_are_passed_on_while_an_edit_is_being_read() -> None:
    meetup = make_meetup(capacity=1)
    seated, first = make_registrations(meetup, 2)
    meetup.refresh_from_db()
    meetup.save_edit(read=meetup.revision)
    cancel_registration(meetup=meetup, by=seated.member)

    first.refresh_from_db()
    assert first.state == Seat.CONFIRMED
    with pytest.raises(Refused):
        register(meetup=meetup, by=make_user())


# --- Capacity ----------------------------------------------------------------------


def test_capacity_does_not_go_below_those_who_have_a_seat() -> None:
    meetup = make_meetup(capacity=3)
    make_registrations(meetup, 2)
    meetup.refresh_from_db()
    with pytest.raises(ValidationError, match="2 personnes ont déjà leur place"):
        change_details(meetup=meetup, by=None, values={"capacity": 1}, read=meetup.revision)
    change_details(meetup=meetup, by=None, values={"capacity": 2}, read=meetup.revision)

    assert held(meetup) == (2, 2, 0)
    assert meetup.capacity == 2


def test_more_seats_go_to_the_queue_at_once_in_order() -> None:
    meetup = make_meetup(capacity=1)
    _seated, first, second, third = make_registrations(meetup, 4)
    meetup.refresh_from_db()
    mail.outbox.clear()
    promoted = change_details(meetup=meetup, by=None, values={"capacity": 3}, read=meetup.revision)

    assert [one.member_id for one in promoted] == [first.member_id, second.member_id]
    assert ranks(meetup) == [(third.member_id, 1)]
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        one.member.email for one in (first, second)
    )


def test_database_refuses_one_seat_too_many() -> None:
    meetup = make_meetup(capacity=1)
    make_registrations(meetup, 1)
    this = Meetup.objects.filter(pk=meetup.pk)
    with (
        pytest.raises(IntegrityError, match="meetup_seats_within_capacity"),
        transaction.atomic(),
    ):
        this.update(seats_taken=F("seats_taken") + 1)
    this.update(capacity=2, seats_taken=2)


# --- The whole meetup called off ---------------------------------------------------


def test_cancelling_tells_everybody_those_who_wait_too() -> None:
    host = make_user()
    meetup = make_meetup(host=host, capacity=1)
    seats = make_registrations(meetup, 3)
    left = seats.pop()
    cancel_registration(meetup=meetup, by=left.member)
    mail.outbox.clear()
    assert cancel_meetup(meetup=meetup, by=host, reason="La salle est inondée.")
    assert not cancel_meetup(meetup=meetup, by=host, reason="La salle est inondée.")

    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        one.member.email for one in seats
    )
    assert all("La salle est inondée." in str(message.body) for message in mail.outbox)
    assert Notification.objects.filter(text__contains="n’aura pas lieu").count() == 2


def test_leaving_frees_the_seats_and_calls_off_what_nobody_else_hosts() -> None:
    leaving, other = make_user(), make_user()
    theirs = make_meetup(capacity=1)
    register(meetup=theirs, by=leaving)
    [waiting] = make_registrations(theirs, 1)
    alone = make_meetup(host=leaving)
    [guest] = make_registrations(alone, 1)
    shared = make_meetup(host=leaving)
    now = timezone.now()
    MeetupHost.objects.create(meetup=shared, member=other, invited_at=now, accepted_at=now)
    draft = make_meetup(host=leaving, state=State.DRAFT)
    leave_everything(member=leaving)

    waiting.refresh_from_db()
    assert waiting.state == Seat.CONFIRMED
    alone.refresh_from_db()
    assert alone.cancelled_at is not None
    assert "Camille" not in alone.referent_name
    assert Notification.objects.filter(member=guest.member, text__contains="pas lieu").exists()
    shared.refresh_from_db()
    assert shared.cancelled_at is None
    assert not Meetup.objects.filter(pk=draft.pk).exists()
    leaving.delete()
    assert held(theirs) == (1, 1, 0)


# --- Constraints -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("registration_state_known", {"state": "late"}),
        ("registration_confirmed_when", {"state": "confirmed", "confirmed_at": None}),
        ("registration_confirmed_when", {"state": "waiting", "confirmed_at": timezone.now()}),
        ("registration_cancelled_when", {"state": "cancelled"}),
        ("registration_cancelled_when", {"state": "waiting", "cancelled_at": timezone.now()}),
        ("registration_promoted_was_confirmed", {"promoted_at": timezone.now()}),
    ],
)
def test_database_keeps_who_and_when_together(constraint: str, values: dict[str, Any]) -> None:
    meetup = make_meetup()
    row = {"meetup": meetup, "member": make_user(), "state": "waiting", "position": 1, **values}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Registration.objects.create(**row)
    valid = {"state": "waiting", "confirmed_at": None, "cancelled_at": None, "promoted_at": None}
    Registration.objects.create(**{**row, **valid})


@pytest.mark.parametrize("again", ["member", "position"])
def test_database_keeps_one_row_a_member_and_one_number_a_row(again: str) -> None:
    meetup, member = make_meetup(), make_user()
    Registration.objects.create(meetup=meetup, member=member, state="waiting", position=1)
    row = {"member": make_user(), "position": 2}
    row[again] = {"member": member, "position": 1}[again]
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(meetup=meetup, state="waiting", **row)
