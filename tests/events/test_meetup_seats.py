"""One's own seat from the pages, who sees who comes, and what the daily run does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import (
    register,
)
from events.enums import Seat
from events.models import Meetup, Registration
from portal.contact.models import Block
from portal.moderation.enums import State
from tests.events.factories import make_meetup, make_registrations
from tests.factories import make_role, make_user

pytestmark = pytest.mark.django_db


def held(meetup: Meetup) -> tuple[int, int, int]:
    """Seats counted, seats confirmed, people waiting."""
    meetup.refresh_from_db()
    return (
        meetup.seats_taken,
        meetup.registrations.confirmed().count(),
        meetup.registrations.waiting().count(),
    )


# --- Pages -------------------------------------------------------------------------


def test_taking_a_seat_from_the_page(client: Client) -> None:
    meetup, member, role = make_meetup(capacity=1), make_user(), make_role(title="Scripte")
    client.force_login(member)
    answer = client.post(
        f"/rencontres/{meetup.pk}/inscription/", {"shown": "on", "as_role": role.pk}, follow=True
    )

    assert answer.redirect_chain == [(meetup.get_absolute_url(), 302)]
    assert "Votre place est confirmée" in answer.text
    seat = Registration.objects.get()
    assert (seat.shown, seat.as_role) == (True, role)


def test_rank_is_shown_on_the_page_and_in_the_list(client: Client) -> None:
    meetup = make_meetup(capacity=1)
    make_registrations(meetup, 3)
    member = make_user()
    client.force_login(member)
    answer = client.post(f"/rencontres/{meetup.pk}/inscription/", follow=True)

    assert "3e sur la liste" in answer.text
    assert "3e" in client.get("/rencontres/les-miennes/").text


def test_giving_back_from_the_page(client: Client) -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    client.force_login(seat.member)
    answer = client.post(f"/rencontres/{meetup.pk}/desistement/", follow=True)

    assert "Votre inscription est annulée" in answer.text
    assert held(meetup) == (0, 0, 0)


@pytest.mark.parametrize("what", ["desistement", "affichage"])
def test_strangers_have_no_registration_to_change(client: Client, what: str) -> None:
    meetup = make_meetup()
    make_registrations(meetup, 1)
    client.force_login(make_user())

    assert client.post(f"/rencontres/{meetup.pk}/{what}/").status_code == 404


def test_choosing_how_to_appear(client: Client) -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    client.force_login(seat.member)
    client.post(f"/rencontres/{meetup.pk}/affichage/", {"shown": "on", "as_role": "999999"})
    seat.refresh_from_db()

    assert (seat.shown, seat.as_role) == (True, None)


def test_seat_can_be_given_back_while_the_page_is_being_corrected(client: Client) -> None:
    meetup = make_meetup()
    [seat] = make_registrations(meetup, 1)
    Meetup.objects.filter(pk=meetup.pk).update(state=State.REJECTED)
    client.force_login(seat.member)

    assert client.get(meetup.get_absolute_url()).status_code == 404
    assert "Rendre la place" in client.get("/rencontres/les-miennes/").text
    answer = client.post(f"/rencontres/{meetup.pk}/desistement/", follow=True)
    assert answer.redirect_chain == [("/rencontres/les-miennes/", 302)]
    assert held(meetup) == (0, 0, 0)


def test_own_list_costs_the_same_however_long(client: Client) -> None:
    member = make_user()
    client.force_login(member)
    asked = []
    for _ in range(3):
        register(meetup=make_meetup(), by=member)
        make_meetup(host=member)
        with CaptureQueriesContext(connection) as queries:
            client.get("/rencontres/les-miennes/")
        asked.append(len(queries))

    assert asked[2] == asked[1] <= 8


# --- Who sees who comes ------------------------------------------------------------


def test_list_of_who_comes_shows_those_who_said_so_to_those_who_have_a_seat(
    client: Client,
) -> None:
    host = make_user(display_name="Hélène Hôte")
    meetup = make_meetup(host=host, capacity=4, minors_welcome=True)
    role = make_role(title="Scripte")
    said = make_user(display_name="Sacha Montrée")
    blocked = make_user(display_name="Bruno Bloqué")
    reader = make_user(display_name="Lou Lectrice")
    register(meetup=meetup, by=said, shown=True, as_role=role)
    register(meetup=meetup, by=blocked, shown=True)
    register(meetup=meetup, by=make_user(display_name="Dominique Discrète"))
    register(meetup=meetup, by=reader)
    late = make_user(display_name="Théo Tardif")
    register(meetup=meetup, by=late, shown=True)
    Block.objects.create(blocker=blocked, blocked=reader)
    address = meetup.get_absolute_url()

    client.force_login(reader)
    seen = client.get(address).text
    assert "Sacha Montrée" in seen
    assert "Scripte" in seen
    for hidden in ("Bruno Bloqué", "Dominique Discrète", "Théo Tardif"):
        assert hidden not in seen
    for outsider in (late, make_user()):
        client.force_login(outsider)
        assert "Sacha Montrée" not in client.get(address).text
    client.logout()
    assert "Sacha Montrée" not in client.get(address).text
    client.force_login(host)
    door = client.get(f"/rencontres/{meetup.pk}/organiser/").text
    assert "Dominique Discrète" in door
    assert "Théo Tardif" in door
    assert "@example.org" not in door


def test_people_of_15_to_17_are_never_listed(client: Client) -> None:
    meetup = make_meetup(minors_welcome=True)
    minor = make_user(age_band="15-17", display_name="Mina Mineure")
    register(meetup=meetup, by=minor)
    # Even when a row says so by mistake.
    Registration.objects.update(shown=True)
    [reader] = make_registrations(meetup, 1)
    client.force_login(reader.member)

    assert "Mina Mineure" not in client.get(meetup.get_absolute_url()).text


# --- Reminders ---------------------------------------------------------------------


def test_reminder_goes_once_to_those_who_have_a_seat() -> None:
    from events import tick

    meetup = make_meetup(capacity=1)
    seated, _waiting = make_registrations(meetup, 2)
    make_registrations(make_meetup(), 1)
    assert meetup.starts_at
    assert meetup.ends_at
    now = meetup.starts_at - timedelta(hours=24)
    Meetup.objects.exclude(pk=meetup.pk).update(
        starts_at=meetup.starts_at + timedelta(hours=2), ends_at=meetup.ends_at + timedelta(hours=2)
    )
    mail.outbox.clear()
    tick.run(now=now - timedelta(minutes=1))
    assert not mail.outbox
    tick.run(now=now)
    tick.run(now=now + timedelta(hours=1))

    [message] = mail.outbox
    assert message.to == [seated.member.email]
    assert "brassard orange" in str(message.body)


def test_daily_run_fills_the_seat_of_a_deleted_account() -> None:
    from events import tick

    meetup = make_meetup(capacity=1)
    seated, first = make_registrations(meetup, 2)
    seated.member.delete()
    tick.run(now=timezone.now())

    first.refresh_from_db()
    assert first.state == Seat.CONFIRMED
    assert held(meetup) == (1, 1, 0)
    assert "0 décompte" in tick.run(now=timezone.now())
