from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from events import agenda, calendars
from events.actions import register
from events.models import AgendaKey, Meetup
from mentoring.models import MentorMeeting
from portal.accounts.models import User
from portal.moderation.enums import State
from portal.shell import ics
from tests.factories import make_user
from tests.mentoring.mentor_factories import make_mentorship

from .factories import make_meetup, make_registrations
from .festival_factories import make_festival

pytestmark = pytest.mark.django_db

PAGE = "/mon-espace/agenda/"


@pytest.fixture
def member() -> User:
    return make_user(display_name="Une Abonnée")


def feed(client: Client, token: str) -> Any:
    return client.get("/agenda.ics", {"cle": token})


def entries(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200
    return {str(one["UID"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def own(member: Any, *, now: datetime | None = None) -> dict[str, Any]:
    found = agenda.components(member, now=now or timezone.now())
    return {str(one["UID"]): one for one in found}


def of(meetup: Meetup) -> str:
    return ics.uid("rencontre", meetup.pk)


# --- The address ---------------------------------------------------------------------------


def test_the_address_is_made_renewed_and_deleted(client: Client, member: User) -> None:
    client.force_login(member)
    assert "Créer mon adresse" in client.get(PAGE).content.decode()
    assert not AgendaKey.objects.exists()

    client.post(PAGE + "creer/")
    first = AgendaKey.objects.get(member=member).token
    client.post(PAGE + "creer/")
    assert AgendaKey.objects.get(member=member).token == first
    assert f"/agenda.ics?cle={first}" in client.get(PAGE).content.decode()

    client.post(PAGE + "renouveler/")
    second = AgendaKey.objects.get(member=member).token
    assert second != first
    assert (feed(client, first).status_code, feed(client, second).status_code) == (404, 200)

    client.post(PAGE + "supprimer/")
    assert not AgendaKey.objects.exists()
    assert feed(client, second).status_code == 404


def test_the_phone_is_offered_to_subscribe(
    client: Client, member: User, settings: Settings
) -> None:
    settings.SITE_URL = "https://premierclap.example"
    client.force_login(member)
    key = AgendaKey.objects.create(member=member)
    page = client.get(PAGE).content.decode()

    assert f'href="webcal://premierclap.example/agenda.ics?cle={key.token}"' in page
    assert f'value="https://premierclap.example/agenda.ics?cle={key.token}"' in page


@pytest.mark.parametrize("action", ["creer/", "renouveler/", "supprimer/"])
def test_a_visit_changes_nothing(client: Client, member: User, action: str) -> None:
    client.force_login(member)
    key = AgendaKey.objects.create(member=member)

    assert client.get(PAGE + action).status_code == 405
    key.refresh_from_db()


@pytest.mark.parametrize("action", ["", "creer/", "renouveler/", "supprimer/"])
def test_strangers_are_asked_to_sign_in(client: Client, member: User, action: str) -> None:
    key = AgendaKey.objects.create(member=member)
    answer = client.get(PAGE) if not action else client.post(PAGE + action)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/login/")
    assert AgendaKey.objects.get().token == key.token


def test_one_renews_ones_own_address_only(client: Client, member: User) -> None:
    others = AgendaKey.objects.create(member=make_user())
    client.force_login(member)

    assert client.post(PAGE + "renouveler/").status_code == 404
    client.post(PAGE + "supprimer/")
    assert AgendaKey.objects.get().token == others.token


def test_keys_are_long_and_never_the_same() -> None:
    keys = {AgendaKey.objects.create(member=make_user()).token for _ in range(20)}

    assert len(keys) == 20
    # 32 signs of 6 bits: 192 bits.
    assert {len(key) for key in keys} == {32}


@pytest.mark.parametrize(("length", "fits"), [(31, False), (32, True)])
def test_a_short_key_is_refused(member: User, length: int, fits: bool) -> None:
    key = AgendaKey(member=member, token="k" * length)
    if fits:
        key.save()
        return
    with pytest.raises(ValidationError):
        key.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        key.save()


# --- Who reads it ----------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "x" * 64, "x" * 65, "x" * 9000, "é" * 32])
def test_a_wrong_key_opens_nothing(client: Client, member: User, token: str) -> None:
    AgendaKey.objects.create(member=member)

    assert feed(client, token).status_code == 404
    assert client.get("/agenda.ics").status_code == 404


def test_a_member_who_left_has_no_feed(client: Client) -> None:
    suspended, leaving, erased = make_user(), make_user(), make_user()
    tokens = [AgendaKey.objects.create(member=one).token for one in (suspended, leaving, erased)]
    assert [feed(client, token).status_code for token in tokens] == [200, 200, 200]
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    User.objects.filter(pk=leaving.pk).update(leaving_since=timezone.now())
    erased.delete()

    assert [feed(client, token).status_code for token in tokens] == [404, 404, 404]


def test_the_feed_asks_for_no_session_and_stays_private(client: Client, member: User) -> None:
    answer = feed(client, AgendaKey.objects.create(member=member).token)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert Calendar.from_ical(answer.content)["VERSION"] == "2.0"


def test_too_many_wrong_keys_are_slowed_down(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"agenda": "3/h/key", "agenda_wrong": "2/h/ip"}
    token = AgendaKey.objects.create(member=member).token
    wrong = [feed(client, "x" * 32).status_code for _ in range(4)]
    right = [feed(client, token).status_code for _ in range(4)]

    assert wrong == [404, 404, 429, 429]
    assert right == [200, 200, 200, 429]


# --- What is in it ---------------------------------------------------------------------------


def test_ones_seats_queues_and_hostings_each_once(client: Client, member: User) -> None:
    seat = make_meetup(title="Ma place")
    register(meetup=seat, by=member)
    full = make_meetup(title="Complet", capacity=1)
    make_registrations(full, 1)
    register(meetup=full, by=member)
    hosted = make_meetup(title="Chez moi", host=member)
    elsewhere = make_meetup(title="Sans moi")
    found = entries(feed(client, AgendaKey.objects.create(member=member).token))

    assert set(found) == {of(seat), of(full), of(hosted)}
    assert of(elsewhere) not in found
    assert [(str(found[of(one)]["SUMMARY"]), str(found[of(one)]["STATUS"])) for one in
            (seat, full, hosted)] == [
        ("Ma place", "CONFIRMED"),
        ("Liste d’attente\u00a0: Complet", "TENTATIVE"),
        ("Vous recevez\u00a0: Chez moi", "CONFIRMED"),
    ]  # fmt: skip
    assert found[of(seat)]["DTSTART"].dt == seat.starts_at
    assert found[of(seat)]["URL"].endswith(seat.get_absolute_url())
    assert str(found[of(seat)]["LOCATION"]) == "Café du Contrechamp, 12 rue du Clap, Marseille"


def test_nobody_else_is_named_and_no_link_leaves_the_page(client: Client, member: User) -> None:
    meetup = make_meetup(
        host=make_user(display_name="Hôte Secrète"),
        format="both",
        join_link="https://visio.example.org/secret",
        referent_name="Référente Secrète",
        capacity=5,
    )
    make_registrations(meetup, 2, display_name="Inscrit Secret")
    register(meetup=meetup, by=member)
    answer = feed(client, AgendaKey.objects.create(member=member).token)

    assert of(meetup) in entries(answer)
    text = answer.content.decode().replace("\r\n ", "")
    assert "Secr" not in text
    assert "visio.example.org" not in text
    assert "Une Abonnée" not in text


def test_a_cancelled_meetup_is_shown_as_such(member: User) -> None:
    meetup = make_meetup(title="Café")
    register(meetup=meetup, by=member)
    before = own(member)[of(meetup)]
    Meetup.objects.filter(pk=meetup.pk).update(
        cancelled_at=timezone.now(), cancel_reason="Le café ferme."
    )
    after = own(member)[of(meetup)]

    assert (str(after["STATUS"]), str(after["SUMMARY"])) == ("CANCELLED", "Annulée\u00a0: Café")
    assert str(after["DESCRIPTION"]) == "Le café ferme."
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.DRAFT, False),
        (State.SUBMITTED, True),
        (State.APPROVED, True),
        (State.REJECTED, False),
        (State.WITHDRAWN, False),
    ],
)
def test_of_ones_own_meetups_only_those_that_may_happen(
    member: User, state: State, shown: bool
) -> None:
    meetup = make_meetup(host=member, state=state)
    found = own(member)

    assert set(found) == ({of(meetup)} if shown else set())
    if state == State.SUBMITTED:
        assert str(found[of(meetup)]["STATUS"]) == "TENTATIVE"


def test_what_is_over_stays_three_months(member: User) -> None:
    meetup = make_meetup(host=member)
    limit = (meetup.starts_at or timezone.now()) + calendars.KEPT

    assert own(member, now=limit - timedelta(hours=1))
    assert not own(member, now=limit + timedelta(hours=1))


def test_an_invitation_without_an_answer_is_no_appointment(member: User) -> None:
    meetup = make_meetup()
    meetup.hosts.create(member=member)

    assert not own(member)


def test_meetings_of_ones_mentorships(client: Client) -> None:
    mentorship = make_mentorship()
    starts_at = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    meeting = MentorMeeting.objects.create(
        mentorship=mentorship, author=mentorship.mentor, starts_at=starts_at
    )
    uid = ics.uid("mentorat", meeting.pk)

    assert own(mentorship.mentor)[uid]["DTSTART"].dt == starts_at
    assert uid in own(mentorship.mentee)
    assert not own(make_user())


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_costs_the_same_for_one_meetup_or_three(
    client: Client,
    member: User,
    item_count: int,
    settings: Settings,
    django_assert_num_queries: Any,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # the counter lives in the cache, here a table
    for _ in range(item_count):
        register(meetup=make_meetup(), by=member)
        make_meetup(host=member)
    token = AgendaKey.objects.create(member=member).token
    with django_assert_num_queries(5):
        feed(client, token)


# --- Festivals and the public feed -----------------------------------------------------------


def test_file_of_a_festival_brings_its_published_meetups(client: Client) -> None:
    festival = make_festival(slug="cannes")
    published = make_meetup(festival=festival, join_link="https://visio.example.org/x")
    waiting = make_meetup(festival=festival, state=State.SUBMITTED)
    called_off = make_meetup(festival=festival)
    Meetup.objects.filter(pk=called_off.pk).update(
        cancelled_at=timezone.now(), cancel_reason="Grève des trains."
    )
    make_meetup(festival=make_festival())
    answer = client.get("/festivals/cannes.ics")
    found = entries(answer)

    assert set(found) == {of(published), of(called_off)}
    assert of(waiting) not in found
    assert str(found[of(called_off)]["STATUS"]) == "CANCELLED"
    assert b"visio.example.org" not in answer.content


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_of_a_festival_costs_the_same_for_one_meetup_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    festival = make_festival()
    for _ in range(item_count):
        make_meetup(festival=festival)
    make_meetup(festival=festival, state=State.SUBMITTED, title="Pas encore relue")
    with django_assert_num_queries(3):
        answer = client.get(festival.get_absolute_url())

    assert len(answer.context["meetups"]) == item_count
    assert "Pas encore relue" not in answer.content.decode()


def test_feed_of_meetups_holds_those_to_come_and_nobody_s_name(client: Client) -> None:
    evil = "Titre <script>alert(1)</script> & \x0b suite"
    shown = make_meetup(
        title=evil,
        description="Texte <b>gras</b>",
        host=make_user(display_name="Hôte Secrète"),
        referent_name="Référente Secrète",
        format="both",
        join_link="https://visio.example.org/secret",
    )
    make_meetup(title="Brouillon", state=State.SUBMITTED)
    past = make_meetup(title="Passée")
    Meetup.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now()
    )
    cancelled = make_meetup(title="Annulée")
    Meetup.objects.filter(pk=cancelled.pk).update(
        cancelled_at=timezone.now(), cancel_reason="Grève."
    )
    answer = client.get("/rencontres/flux.atom")
    text = answer.content.decode()

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert text.count("<entry>") == 1
    assert f"<id>{ics.iri('rencontre', shown.pk)}</id>" in text
    assert "Titre &lt;script&gt;alert(1)&lt;/script&gt; &amp; suite" in text
    assert "&amp;lt;b&amp;gt;" in text
    for secret in ("Secr", "visio", "Brouillon", "Passée", "Annulée"):
        assert secret not in text, secret


def test_feed_of_meetups_is_there_when_nothing_is_planned(client: Client) -> None:
    assert b"<feed" in client.get("/rencontres/flux.atom").content


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_of_meetups_costs_the_same_for_one_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_meetup(festival=make_festival())
    with django_assert_num_queries(1):
        client.get("/rencontres/flux.atom")


def test_home_is_given_the_next_dates(client: Client, member: User) -> None:
    festival = make_festival()
    festival.editions.create(year=2000, slug="x", starts_on=date(2000, 5, 1))
    edition = festival.editions.create(
        year=2099, slug="y", starts_on=date(2099, 5, 1), ends_on=date(2099, 5, 2)
    )
    meetup = make_meetup()
    register(meetup=meetup, by=member)
    home = client.get("/").context
    client.force_login(member)
    dashboard = client.get("/mon-espace/").context

    assert list(home["events_editions"]) == [edition]
    assert list(home["events_meetups"]) == [meetup]
    assert [seat.meetup for seat in dashboard["events_seats"]] == [meetup]
