"""What everybody reads: the calendar, one page each, its file for a phone."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import demo
from events.actions import cancel_meetup, register
from events.models import Festival, Meetup, Registration
from portal.accounts import demo as people
from portal.moderation import reference
from portal.moderation.enums import State
from portal.moderation.models import Report
from tests.events.factories import begin, make_meetup, make_registrations
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db

SECRET = "https://visio.example.org/secret-42"


def online(**fields: Any) -> Meetup:
    return make_meetup(format="both", join_link=SECRET, **fields)


def test_link_to_join_is_for_those_who_have_a_seat_and_those_who_host(client: Client) -> None:
    host = make_user()
    meetup = online(host=host, capacity=1)
    seated, waiting = make_registrations(meetup, 2)
    for who, shown in (
        (None, False),
        (make_user(), False),
        (waiting.member, False),
        (seated.member, True),
        (host, True),
    ):
        client.logout()
        if who:
            client.force_login(who)
        page = client.get(meetup.get_absolute_url()).text
        assert (SECRET in page) is shown
        file = client.get(meetup.get_absolute_url().rstrip("/") + ".ics")
        assert file["Content-Type"].startswith("text/calendar")
        assert SECRET not in file.text
        assert "secret-42" not in client.get("/rencontres/").text


def test_calendar_file_says_that_it_is_cancelled(client: Client) -> None:
    meetup = make_meetup()
    cancel_meetup(meetup=meetup, by=None, reason="Salle fermée.")
    file = client.get(meetup.get_absolute_url().rstrip("/") + ".ics").text

    assert "STATUS:CANCELLED" in file


def test_cancelled_page_stays_and_says_why(client: Client) -> None:
    meetup = online()
    [seat] = make_registrations(meetup, 1)
    cancel_meetup(meetup=meetup, by=None, reason="La salle est inondée.")
    client.force_login(seat.member)
    page = client.get(meetup.get_absolute_url())

    assert page.status_code == 200
    assert "La salle est inondée." in page.text
    assert SECRET not in page.text
    assert "Prendre une place" not in page.text
    assert meetup.title not in client.get("/rencontres/").text


def test_page_has_its_canonical_address(client: Client) -> None:
    meetup = make_meetup()
    answer = client.get(f"/rencontres/{meetup.pk}-autre/")

    assert (answer.status_code, answer["Location"]) == (302, meetup.get_absolute_url())


def test_referent_and_report_link_are_on_the_page(client: Client) -> None:
    meetup = make_meetup()
    page = client.get(meetup.get_absolute_url()).text

    assert "Camille Martin" in page
    assert "brassard orange" in page
    assert f"/signaler/rencontre/{meetup.pk}/" in page
    told = {"reason": "scam", "text": "Entrée payante.", "good_faith": "on"}
    client.post(f"/signaler/rencontre/{meetup.pk}/", told)
    assert Report.objects.get().target == meetup


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.REJECTED, State.WITHDRAWN])
def test_hidden_is_a_404_everywhere(client: Client, state: State) -> None:
    meetup = make_meetup(state=state)
    address = meetup.get_absolute_url()
    for who in (None, make_user()):
        if who:
            client.force_login(who)
        assert client.get(address).status_code == 404
        assert client.get(address.rstrip("/") + ".ics").status_code == 404
        assert client.get(f"/signaler/rencontre/{meetup.pk}/").status_code == 404


def test_visitor_is_led_to_an_account(client: Client) -> None:
    meetup = make_meetup()
    page = client.get(meetup.get_absolute_url()).text
    assert "Créer mon compte" in page
    answer = client.post(f"/rencontres/{meetup.pk}/inscription/")
    assert answer.status_code == 302
    assert "/compte/" in answer["Location"]
    assert not Registration.objects.exists()


def test_calendar_is_in_order_and_leaves_out_what_is_past(client: Client) -> None:
    soon = timezone.now() + timedelta(days=1)
    make_meetup(title="Deuxième")
    make_meetup(title="Première", starts_at=soon, ends_at=soon + timedelta(hours=1))
    past = make_meetup(title="Ancienne")
    begin(past, over=True)

    assert titles(client, "/rencontres/") == ["Première", "Deuxième"]
    assert titles(client, "/rencontres/passees/") == ["Ancienne"]


def titles(client: Client, address: str) -> list[str]:
    return [meetup.title for meetup in client.get(address).context["page"].rows]


def test_pages_go_on_and_come_back_without_skipping_anybody(client: Client) -> None:
    start = timezone.now() + timedelta(days=2)
    model = make_meetup()
    values = {
        field.attname: getattr(model, field.attname)
        for field in Meetup._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name != "creation_key"
    }
    Meetup.objects.all().delete()
    # Three at the same hour everywhere: the number decides among them.
    for n in range(45):
        begins = start + timedelta(hours=n // 3)
        times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
        Meetup.objects.create(**{**values, **times, "title": f"no {n:02d}"})
    first = client.get("/rencontres/")
    second = client.get("/rencontres/" + first.context["page"].next_url)
    third = client.get("/rencontres/" + second.context["page"].next_url)
    pages = [[one.title for one in page.context["page"].rows] for page in (first, second, third)]

    assert [title for page in pages for title in page] == [f"no {n:02d}" for n in range(45)]
    assert first.context["page"].previous_url == third.context["page"].next_url == ""
    back = client.get("/rencontres/" + third.context["page"].previous_url)
    assert [one.title for one in back.context["page"].rows] == pages[1]
    back = client.get("/rencontres/" + back.context["page"].previous_url)
    assert [one.title for one in back.context["page"].rows] == pages[0]
    assert back.context["page"].previous_url == ""


@pytest.mark.parametrize(
    "query",
    ["apres=x", "apres=1-", "apres=99999999999999999-1", "avant=0-0", "apres=" + "9" * 400,
     "apres=٣-٣", "mois=2026-13", "mois=x", "region=x&departement=99&festival=x&format=x",
     "apres=-1-1"],
)  # fmt: skip
def test_unreadable_addresses_are_no_error(client: Client, query: str) -> None:
    make_meetup()
    assert client.get(f"/rencontres/?{query}").status_code == 200


def test_filters(client: Client) -> None:
    festival = Festival.objects.create(
        slug="f", name="Festival", short_name="Festival", city="Lyon", confidence="mixed"
    )
    next_month = timezone.localtime().replace(day=15, hour=12) + timedelta(days=31)
    make_meetup(title="Marseille", starts_at=next_month, ends_at=next_month + timedelta(hours=1))
    later = next_month + timedelta(days=62)
    other: dict[str, Any] = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    make_meetup(title="Lyon", city="Lyon", departement="69", festival=festival, **other)
    make_meetup(
        title="Ligne", format="online", join_link=SECRET, city="", departement="", place="", **other
    )

    for query, expected in (
        ("", {"Marseille", "Lyon", "Ligne"}),
        ("region=Auvergne-Rhône-Alpes", {"Lyon"}),
        ("departement=13", {"Marseille"}),
        ("format=en-ligne", {"Ligne"}),
        ("festival=f", {"Lyon"}),
        (f"mois={next_month:%Y-%m}", {"Marseille"}),
    ):
        assert set(titles(client, f"/rencontres/?{query}")) == expected
    assert "Festival" in client.get("/rencontres/?festival=f").text


@pytest.mark.parametrize("address", ["/rencontres/", "/rencontres/passees/"])
def test_empty_list_says_what_to_do(client: Client, address: str) -> None:
    assert "Proposer une rencontre" in client.get(address).text
    assert "Voir toutes les rencontres" in client.get(address + "?departement=69").text


@pytest.mark.parametrize("who", [None, "member"])
def test_list_costs_the_same_however_long(client: Client, who: str | None) -> None:
    if who:
        client.force_login(make_user())
    asked = []
    moderator = make_moderator()
    for _ in range(3):
        make_meetup(moderator=moderator)
        with CaptureQueriesContext(connection) as queries:
            client.get("/rencontres/")
        asked.append(len(queries))

    assert asked[1] == asked[2] <= 8


@pytest.mark.parametrize("who", ["visitor", "member", "seated", "host", "moderator"])
def test_page_costs_the_same_however_many_come(client: Client, who: str) -> None:
    host, seated = make_user(), make_user()
    meetup = make_meetup(host=host, capacity=5)
    register(meetup=meetup, by=seated, shown=True)
    signed: dict[str, Any] = {
        "member": make_user(), "seated": seated, "host": host, "moderator": make_moderator()
    }  # fmt: skip
    if who in signed:
        client.force_login(signed[who])
    asked = []
    for _ in range(3):
        for _again in range(3):
            register(meetup=meetup, by=make_user(), shown=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(meetup.get_absolute_url())
        asked.append(len(queries))

    assert asked[1] == asked[2] <= 12


def test_demo_is_idempotent_and_alive(client: Client) -> None:
    reference.load()
    people.build()
    demo.build()
    demo.build()

    assert Meetup.objects.count() == len(demo.MEETUPS)
    full = Meetup.objects.get(title=demo.MEETUPS[demo.FULL][0])
    assert full.full
    assert full.registrations.waiting().exists()
    assert Meetup.objects.filter(cancelled_at__isnull=False).count() == 1
    assert Meetup.objects.filter(state=State.SUBMITTED).count() == 1
    assert "démo" in client.get("/rencontres/").text


def test_seed_makes_as_many_as_asked() -> None:
    from events import seed

    for _ in range(3):
        make_user()
    line = seed.build(members=3, listings=0, meetups=40, seed=1)

    assert Meetup.objects.count() == 40
    assert "40 rencontres" in line
    assert Meetup.objects.upcoming().exists()
    for meetup in Meetup.objects.all():
        assert meetup.seats_taken == meetup.registrations.confirmed().count()


def test_moment_of_an_overseas_reader_is_said_to_be_in_paris_time(client: Client) -> None:
    start = datetime.fromisoformat("2027-01-15T18:00+00:00")
    meetup = make_meetup(
        departement="974", city="Saint-Denis", starts_at=start, ends_at=start + timedelta(hours=1)
    )
    page = client.get(meetup.get_absolute_url()).text

    assert "de 19\u00a0h à 20\u00a0h" in page
    assert "heure de Paris" in page


def test_export_speaks_of_the_member_alone() -> None:
    from events import privacy

    member, other = make_user(), make_user(display_name="Zoé Autre")
    register(meetup=make_meetup(host=other), by=member, shown=True)
    make_meetup(host=member)
    rows = [
        *privacy.export_meetups(member),
        *privacy.export_registrations(member),
        *privacy.export_hostings(member),
    ]

    assert len(rows) == 3
    assert "Zoé" not in json.dumps(rows, default=str, ensure_ascii=False)
