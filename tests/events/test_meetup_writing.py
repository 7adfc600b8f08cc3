"""The hosts' side of the text: write it, send it, mend it, and what moderators decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from events.actions import register
from events.enums import Seat
from events.forms import DetailsForm, MeetupForm
from events.models import Meetup, MeetupHost, Registration
from portal.accounts.models import User
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.models import Decision
from tests.events.factories import make_meetup, make_registrations, meetup_values
from tests.factories import form_data, make_moderator, make_user

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


def typed(**changes: Any) -> dict[str, Any]:
    """A complete form, as a browser would send it."""
    values = {
        **form_data(MeetupForm()),
        **meetup_values(),
        "starts_at": moment(10),
        "ends_at": moment(10.1),
        "then": "preview",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def sent_details(meetup: Meetup, **changes: Any) -> dict[str, Any]:
    meetup.refresh_from_db()
    return {**form_data(DetailsForm(instance=meetup)), **changes}


# --- Writing -----------------------------------------------------------------------


def test_writing_leads_to_the_preview_then_to_the_queue(hosting: Client, host: User) -> None:
    answer = hosting.post("/rencontres/proposer/", typed(), follow=True)
    meetup = Meetup.objects.get()

    assert answer.redirect_chain == [(meetup.get_absolute_url(), 302)]
    assert (meetup.author, meetup.state) == (host, State.DRAFT)
    assert meetup.hosts.accepted().get().member == host
    answer = hosting.post(f"/rencontres/{meetup.pk}/envoyer/", follow=True)
    meetup.refresh_from_db()
    assert meetup.state == State.SUBMITTED
    assert "Rencontre envoyée" in answer.text
    answer = hosting.post(f"/rencontres/{meetup.pk}/envoyer/", follow=True)
    assert "déjà partie en relecture" in answer.text


def test_same_form_sent_twice_makes_one_draft(hosting: Client) -> None:
    form = typed()
    hosting.post("/rencontres/proposer/", form)
    hosting.post("/rencontres/proposer/", form)

    assert Meetup.objects.count() == 1
    assert MeetupHost.objects.count() == 1


def test_minors_do_not_host(client: Client) -> None:
    client.force_login(make_user(age_band="15-17"))
    answer = client.post("/rencontres/proposer/", typed())

    assert answer.status_code == 403
    assert not Meetup.objects.exists()


def test_draft_needs_a_title_only_and_sending_names_each_gap(hosting: Client) -> None:
    only = {"title": "À finir", "format": "both", "capacity": "10", "then": "draft"}
    hosting.post("/rencontres/proposer/", only)
    meetup = Meetup.objects.get()
    answer = hosting.post(f"/rencontres/{meetup.pk}/envoyer/", follow=True)

    assert set(answer.context["form"].errors) == {
        *Meetup.REQUIRED, *Meetup.REQUIRED_PLACE, *Meetup.REQUIRED_LINK,
    }  # fmt: skip
    meetup.refresh_from_db()
    assert meetup.state == State.DRAFT


@pytest.mark.parametrize(
    ("format", "missing"),
    [("on_site", {"place", "city", "departement"}), ("online", {"join_link"})],
)
def test_what_is_needed_follows_the_format(
    hosting: Client, host: User, format: str, missing: set[str]
) -> None:
    empty: dict[str, Any] = dict.fromkeys(
        ("place", "city", "departement", "join_link", "address"), ""
    )
    meetup = make_meetup(host=host, state=State.DRAFT, format=format, **empty)
    answer = hosting.post(f"/rencontres/{meetup.pk}/envoyer/", follow=True)

    assert set(answer.context["form"].errors) == missing


def test_without_a_referent_it_is_not_sent(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host, state=State.DRAFT, referent_name="", referent_contact="")
    answer = hosting.post(f"/rencontres/{meetup.pk}/envoyer/", follow=True)

    assert set(answer.context["form"].errors) == {"referent_name", "referent_contact"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": moment(-1)}, "starts_at"),
        ({"ends_at": moment(9)}, "ends_at"),
        ({"ends_at": moment(20)}, "ends_at"),
        ({"starts_at": "9999-12-31T23:59"}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59"}, "ends_at"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at"),
        ({"starts_at": "2027-03-28T02:30"}, "starts_at"),
        ({"starts_at": "demain"}, "starts_at"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "501"}, "capacity"),
        ({"capacity": "1e9"}, "capacity"),
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"description": "x" * 10_000}, "description"),
        ({"access_notes": "x" * 10_000}, "access_notes"),
        ({"referent_contact": "x" * 10_000}, "referent_contact"),
        ({"join_link": "javascript:alert(1)"}, "join_link"),
        ({"format": "moon"}, "format"),
        ({"departement": "00"}, "departement"),
        ({"festival": "999999"}, "festival"),
    ],
)
def test_form_refuses(hosting: Client, changes: dict[str, Any], field: str) -> None:
    answer = hosting.post("/rencontres/proposer/", typed(**changes))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Meetup.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["modifier", "details", "envoyer", "retirer", "supprimer", "annuler", "organiser",
     "organiser/inviter", "organiser/reponse"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["visitor", "member", "invited", "seated"])
def test_only_hosts_have_the_hosts_pages(client: Client, path: str, who: str) -> None:
    meetup = make_meetup()
    people = {"member": make_user(), "invited": make_user(), "seated": make_user()}
    register(meetup=meetup, by=people["seated"])
    MeetupHost.objects.create(meetup=meetup, member=people["invited"])
    if who in people:
        client.force_login(people[who])
    verbs = ["get", "post"] if path in {"modifier", "details", "annuler"} else ["post"]
    for verb in ["get"] if path == "organiser" else verbs:
        answer = getattr(client, verb)(f"/rencontres/{meetup.pk}/{path}/")
        if (path, who) == ("organiser/reponse", "invited"):
            assert answer.status_code == 302
        elif who == "visitor":
            assert "/compte/" in answer["Location"]
        else:
            assert answer.status_code == 404


# --- Review ------------------------------------------------------------------------


def test_editing_the_text_goes_back_to_review_and_registrations_stay(
    hosting: Client, host: User
) -> None:
    meetup = make_meetup(host=host)
    [seat] = make_registrations(meetup, 1)
    meetup.refresh_from_db()
    form = {**form_data(MeetupForm(instance=meetup)), "title": "Autre titre"}
    answer = hosting.post(f"/rencontres/{meetup.pk}/modifier/", form, follow=True)

    meetup.refresh_from_db()
    assert (meetup.state, meetup.title, meetup.seats_taken) == (State.SUBMITTED, "Autre titre", 1)
    assert "attend une relecture" in answer.text
    reader = Client()
    assert reader.get(meetup.get_absolute_url()).status_code == 404
    reader.force_login(seat.member)
    assert reader.get(meetup.get_absolute_url()).status_code == 200


def test_editing_the_text_cannot_touch_the_practical_details(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    form = {
        **form_data(MeetupForm(instance=meetup)), "title": "Autre", "capacity": "1", "city": "Lille"
    }  # fmt: skip
    hosting.post(f"/rencontres/{meetup.pk}/modifier/", form)
    meetup.refresh_from_db()

    assert (meetup.title, meetup.capacity, meetup.city) == ("Autre", 3, "Marseille")


def test_edit_made_on_an_old_version_is_told(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    form = {**form_data(MeetupForm(instance=meetup)), "title": "Autre"}
    hosting.post(f"/rencontres/{meetup.pk}/modifier/", {**form, "title": "D’abord"})
    answer = hosting.post(f"/rencontres/{meetup.pk}/modifier/", form)

    assert "modifiée dans une autre fenêtre" in answer.text
    meetup.refresh_from_db()
    assert meetup.title == "D’abord"


@pytest.mark.parametrize("outcome", Outcome)
def test_decision_is_told(host: User, outcome: Outcome) -> None:
    meetup = make_meetup(host=host)
    [seat] = make_registrations(meetup, 1)
    meetup.refresh_from_db()
    meetup.save_edit(read=meetup.revision)
    mail.outbox.clear()
    decide(
        meetup,
        by=make_moderator(),
        revision=meetup.revision,
        outcome=outcome,
        reason=Reason.UNCLEAR if outcome == Outcome.REJECTED else "",
    )
    told = {message.to[0]: message.subject for message in mail.outbox}

    if outcome == Outcome.APPROVED:
        assert told == {host.email: "Votre rencontre est publiée"}
    else:
        assert told == {
            host.email: "Votre rencontre est à corriger",
            seat.member.email: "Une rencontre où vous êtes inscrit·e est en suspens",
        }
        assert Registration.objects.get().state == Seat.CONFIRMED


def test_moderator_reads_the_link_and_decides(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    link = "https://visio.example.org/a-relire"
    meetup = make_meetup(state=State.SUBMITTED, format="both", join_link=link)
    moderator = make_moderator()
    client.force_login(moderator)
    page = client.get(f"/admin/events/meetup/{meetup.pk}/change/")

    assert link in page.text
    assert "Camille Martin" in page.text
    client.post(
        f"/admin/events/meetup/{meetup.pk}/change/",
        {"outcome": "approved", "revision": meetup.revision},
    )
    meetup.refresh_from_db()
    assert meetup.state == State.APPROVED
    assert Decision.objects.count() == 1


def test_details_changed_under_review_are_not_what_was_read(hosting: Client, host: User) -> None:
    meetup = make_meetup(host=host)
    meetup.save_edit(read=meetup.revision)
    read = meetup.revision
    hosting.post(f"/rencontres/{meetup.pk}/details/", sent_details(meetup, place="Chez moi"))
    meetup.refresh_from_db()

    assert meetup.place == "Chez moi"
    assert meetup.state == State.SUBMITTED
    assert meetup.revision > read
