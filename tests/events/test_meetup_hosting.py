"""The hosts' side once it is published: change the details, call off, receive."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from events.actions import accept_hosting, invite_host, register
from events.enums import Seat
from events.forms import DetailsForm
from events.models import Meetup, MeetupHost, Registration
from portal.accounts.actions import request_erasure
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.notifications.models import Notification
from tests.events.factories import begin, make_meetup, make_registrations
from tests.factories import form_data, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> User:
    return make_user(display_name="Hélène Hôte")


@pytest.fixture
def hosting(client: Client, host: User) -> Client:
    client.force_login(host)
    return client


def moment(days: float) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def sent_details(meetup: Meetup, **changes: Any) -> dict[str, Any]:
    meetup.refresh_from_db()
    return {**form_data(DetailsForm(instance=meetup)), **changes}


# --- Practical details -------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"place": "Autre café"}, True),
        ({"starts_at": moment(11), "ends_at": moment(11.1)}, True),
        ({"format": "both", "join_link": "https://visio.example.org/x"}, True),
        ({"capacity": "9"}, False),
        ({"access_notes": "Ascenseur."}, False),
        ({}, False),
    ],
)
def test_details_change_at_once_and_people_are_told_what_matters(
    hosting: Client, host: User, changes: dict[str, Any], told: bool
) -> None:
    meetup = make_meetup(host=host, capacity=1)
    seats = make_registrations(meetup, 1)
    [gone] = make_registrations(meetup, 1)
    Registration.objects.filter(pk=gone.pk).update(
        state=Seat.CANCELLED, cancelled_at=timezone.now()
    )
    mail.outbox.clear()
    answer = hosting.post(f"/rencontres/{meetup.pk}/details/", sent_details(meetup, **changes))

    assert answer["Location"] == f"/rencontres/{meetup.pk}/organiser/"
    meetup.refresh_from_db()
    assert meetup.state == State.APPROVED
    assert [message.to[0] for message in mail.outbox] == [one.member.email for one in seats if told]
    assert all("https://visio" not in str(message.body) for message in mail.outbox)


def test_capacity_below_the_seats_taken_is_refused_with_the_number(
    hosting: Client, host: User
) -> None:
    meetup = make_meetup(host=host, capacity=5)
    make_registrations(meetup, 4)
    answer = hosting.post(f"/rencontres/{meetup.pk}/details/", sent_details(meetup, capacity="3"))

    assert "4 personnes ont déjà leur place" in answer.text
    meetup.refresh_from_db()
    assert (meetup.capacity, meetup.seats_taken) == (5, 4)


def test_more_seats_promote_and_say_so(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host, capacity=1)
    make_registrations(meetup, 3)
    answer = hosting.post(
        f"/rencontres/{meetup.pk}/details/", sent_details(meetup, capacity="3"), follow=True
    )

    assert "2 personnes qui attendaient ont leur place." in answer.text


def test_details_changed_in_two_windows_are_told(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    form = sent_details(meetup, place="Ici")
    hosting.post(f"/rencontres/{meetup.pk}/details/", {**form, "place": "Là"})
    answer = hosting.post(f"/rencontres/{meetup.pk}/details/", form)

    assert "modifiée dans une autre fenêtre" in answer.text
    meetup.refresh_from_db()
    assert meetup.place == "Là"


@pytest.mark.parametrize("changes", [{"starts_at": moment(-1)}, {"place": ""}, {"ends_at": ""}])
def test_details_refuse_what_cannot_take_place(
    hosting: Client, host: User, changes: dict[str, Any]
) -> None:
    meetup = make_meetup(host=host)
    answer = hosting.post(f"/rencontres/{meetup.pk}/details/", sent_details(meetup, **changes))

    assert set(answer.context["form"].errors) == set(changes)


def test_details_of_what_has_begun_do_not_change(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    form = sent_details(meetup, place="Ailleurs")
    begin(meetup)
    answer = hosting.post(f"/rencontres/{meetup.pk}/details/", form, follow=True)

    assert "à venir seulement" in answer.text
    meetup.refresh_from_db()
    assert meetup.place == "Café du Contrechamp"


# --- Calling off, taking back ------------------------------------------------------


def test_cancelling_asks_why_then_tells(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    make_registrations(meetup, 2)
    assert "2 personnes ont leur place" in hosting.get(f"/rencontres/{meetup.pk}/annuler/").text
    answer = hosting.post(f"/rencontres/{meetup.pk}/annuler/", {"reason": ""})
    assert "reason" in answer.context["form"].errors
    mail.outbox.clear()
    answer = hosting.post(
        f"/rencontres/{meetup.pk}/annuler/", {"reason": "Salle inondée."}, follow=True
    )

    assert "Salle inondée." in answer.text
    assert len(mail.outbox) == 2
    again = hosting.post(f"/rencontres/{meetup.pk}/annuler/", {"reason": "Encore."}, follow=True)
    assert "ne peut plus être annulée" in again.text
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("people", [0, 1])
def test_withdrawing_is_for_what_nobody_is_registered_for(
    hosting: Client, host: User, people: int
) -> None:
    meetup = make_meetup(host=host)
    make_registrations(meetup, people)
    answer = hosting.post(f"/rencontres/{meetup.pk}/retirer/", follow=True)

    meetup.refresh_from_db()
    assert meetup.state == (State.APPROVED if people else State.WITHDRAWN)
    assert ("annulez la rencontre" in answer.text) is bool(people)


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.REJECTED])
def test_deleting_is_for_what_nobody_has_decided_on(
    hosting: Client, host: User, state: State
) -> None:
    meetup = make_meetup(host=host, state=state)
    hosting.post(f"/rencontres/{meetup.pk}/supprimer/")

    assert Meetup.objects.exists() is (state != State.DRAFT)


# --- Hosts -------------------------------------------------------------------------


def test_invited_member_hosts_once_they_accept(client: Client, host: User) -> None:
    meetup, friend = make_meetup(host=host), make_user(display_name="Farid Complice")
    register(meetup=meetup, by=friend)
    invite_host(meetup=meetup, by=host, member=friend)
    invite_host(meetup=meetup, by=host, member=friend)
    address = meetup.get_absolute_url()
    assert "Farid Complice" not in client.get(address).text
    assert Notification.objects.filter(member=friend).count() == 1
    client.force_login(friend)
    assert "Accepter" in client.get("/rencontres/les-miennes/").text
    client.post(f"/rencontres/{meetup.pk}/organiser/reponse/", {"answer": "accept"})

    assert "Farid Complice" in client.get(address).text
    meetup.refresh_from_db()
    # Hosts take no seat.
    assert meetup.seats_taken == 0


def test_whoever_declines_to_host_is_not_asked_again(client: Client, host: User) -> None:
    meetup, friend = make_meetup(host=host), make_user(display_name="Farid Complice")
    invite_host(meetup=meetup, by=host, member=friend)
    address = f"/rencontres/{meetup.pk}/organiser/reponse/"
    client.force_login(friend)
    client.post(address, {"answer": "decline"})
    assert "Accepter" not in client.get("/rencontres/les-miennes/").text
    invite_host(meetup=meetup, by=host, member=friend)

    assert Notification.objects.filter(member=friend).count() == 1
    assert client.post(address, {"answer": "accept"}).status_code == 404
    assert meetup.hosts.get(member=friend).accepted_at is None
    client.force_login(host)
    assert "a décliné l’invitation" in client.get(f"/rencontres/{meetup.pk}/organiser/").text


def test_invitation_has_one_answer(host: User) -> None:
    now, invited = timezone.now(), make_meetup(host=host)
    for answers in ({"accepted_at": now}, {"declined_at": now}, {}):
        MeetupHost.objects.create(meetup=invited, member=make_user(), invited_at=now, **answers)
    with pytest.raises(IntegrityError, match="meetuphost_one_answer"):
        MeetupHost.objects.create(
            meetup=invited, member=make_user(), invited_at=now, accepted_at=now, declined_at=now
        )


def test_last_host_stays_the_others_may_leave(client: Client, host: User) -> None:
    meetup, friend = make_meetup(host=host), make_user()
    client.force_login(host)
    answer = client.post(f"/rencontres/{meetup.pk}/organiser/reponse/", follow=True)
    assert "dernière personne" in answer.text
    invite_host(meetup=meetup, by=host, member=friend)
    answer = client.post(f"/rencontres/{meetup.pk}/organiser/reponse/", follow=True)
    assert "dernière personne" in answer.text
    accept_hosting(meetup=meetup, by=friend)
    client.post(f"/rencontres/{meetup.pk}/organiser/reponse/")

    assert meetup.hosts.get().member == friend


def test_only_contacts_are_invited(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    for value in (str(make_user().pk), "x", "", "9" * 30, "-1"):
        answer = hosting.post(f"/rencontres/{meetup.pk}/organiser/inviter/", {"member": value})
        assert answer.status_code == 404
    assert meetup.hosts.count() == 1


def test_door_list_costs_the_same_however_many_come(
    hosting: Client, host: User, django_assert_max_num_queries: Any
) -> None:
    meetup = make_meetup(host=host, capacity=2)
    make_registrations(meetup, 5)
    with django_assert_max_num_queries(12):
        page = hosting.get(f"/rencontres/{meetup.pk}/organiser/")

    assert "Liste d’attente" in page.text


# --- Leaving the site -----------------------------------------------------------------------


def days(after: float) -> dict[str, Any]:
    start = timezone.now() + timedelta(days=after)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def test_whoever_leaves_is_told_what_they_host_alone(hosting: Client, host: User) -> None:
    far, near = make_meetup(host=host, **days(30)), make_meetup(host=host, **days(3))
    make_registrations(far, 2)
    past, draft = make_meetup(host=host, **days(5)), make_meetup(host=host, state=State.DRAFT)
    begin(past)
    at = timezone.now()
    shared, other = make_meetup(host=host, **days(9)), make_user()
    Meetup.objects.filter(pk=past.pk).update(title="Passée")
    Meetup.objects.filter(pk=shared.pk).update(title="À deux")
    Meetup.objects.filter(pk=draft.pk).update(title="Brouillon")
    MeetupHost.objects.create(meetup=shared, member=other, accepted_at=at, invited_at=at)
    page = hosting.get("/compte/supprimer/").text
    assert page.count("Vous êtes seul·e à l’organiser") == 1
    assert page.count("on vous y attend toujours") == 1
    assert "2 personnes inscrites" in page
    assert f'href="/rencontres/{far.pk}/organiser/"' in page
    for title in ("Passée", "À deux", "Brouillon"):
        assert title not in page

    request_erasure(member=host)
    page = hosting.get("/compte/supprimer/").text
    assert page.count("on vous y attend toujours") == 1
    assert page.count("Elle sera annulée avec votre compte") == 1
    assert hosting.get(f"/rencontres/{near.pk}/organiser/").status_code == 200
    request_erasure(member=other)
    assert "À deux" in hosting.get("/compte/supprimer/").text


def test_nobody_else_is_told(client: Client) -> None:
    make_meetup()
    client.force_login(make_user())

    assert "On compte sur vous" not in client.get("/compte/supprimer/").text
