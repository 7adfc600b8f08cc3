from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import escape
from icalendar import Calendar

from events import reference
from events.models import Edition, Festival
from events.models.edition import EARLIEST, LATEST
from events.views.festivals import month_of
from tests.factories import make_user

from .festival_factories import make_edition, make_festival

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
FIRST, LAST = date(2027, 5, 11), date(2027, 5, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def events_in(answer: Any) -> Any:
    return Calendar.from_ical(answer.content).walk("VEVENT")


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


# --- What the database refuses ---------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("starts_on", "ends_on"),
        ("pro_starts_on", "pro_ends_on"),
        ("accreditation_opens_on", "accreditation_closes_on"),
        ("youth_pass_opens_on", "youth_pass_closes_on"),
    ],
)
def test_dates_come_in_order(first: str, last: str) -> None:
    known: list[dict[str, Any]] = [
        {first: FIRST},
        {last: FIRST},
        {first: FIRST, last: FIRST},
    ]
    for fields in known:
        make_edition(**fields).full_clean()
    backwards: dict[str, Any] = {first: FIRST, last: FIRST - timedelta(days=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(**backwards)
    with pytest.raises(ValidationError, match="avant d’avoir"):
        Edition(festival=make_festival(), year=2027, **backwards).full_clean(exclude=["slug"])


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"starts_on": EARLIEST, "ends_on": LATEST}, True),
        ({"starts_on": EARLIEST - timedelta(days=1)}, False),
        ({"accreditation_closes_on": LATEST + timedelta(days=1)}, False),
        ({"year": 2000}, True),
        ({"year": 1999}, False),
        ({"year": 2099}, True),
        ({"year": 2100}, False),
    ],
)
def test_dates_are_within_the_calendar(fields: dict[str, Any], fits: bool) -> None:
    if fits:
        make_edition(**fields)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(**fields)


def test_a_festival_has_one_edition_a_year() -> None:
    festival = make_festival()
    make_edition(festival=festival, year=2027)
    make_edition(festival=festival, year=2028)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(festival=festival, year=2027)


@pytest.mark.parametrize(
    ("fields", "fits"),
    [
        ({"usual_month": 12}, True),
        ({"usual_month": 13}, False),
        ({"usual_month": 0}, False),
        ({"usual_month": None, "departement": "", "region": ""}, True),
        ({"typical_days": 60}, True),
        ({"typical_days": 61}, False),
        ({"typical_days": 0}, False),
        ({"latitude": 48.4, "longitude": -4.5}, True),
        ({"latitude": 91.0, "longitude": 0.0}, False),
        ({"country": "BE", "departement": ""}, True),
        ({"country": "BE", "departement": "29"}, False),
    ],
)
def test_a_festival_keeps_to_its_bounds(fields: dict[str, Any], fits: bool) -> None:
    if fits:
        make_festival(**fields)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        make_festival(**fields)


# --- What is said of dates ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"starts_on": FIRST, "ends_on": LAST}, "du 11\u00a0mai au 22\u00a0mai 2027"),
        ({"starts_on": FIRST, "ends_on": FIRST}, "le 11\u00a0mai 2027"),
        ({"starts_on": FIRST}, "à partir du 11\u00a0mai 2027"),
        ({"ends_on": LAST}, "jusqu’au 22\u00a0mai 2027"),
        ({}, "dates à confirmer"),
    ],
)
def test_an_edition_says_as_much_as_is_known(known: dict[str, date], said: str) -> None:
    assert Edition(year=2027, **known).dates_label == said


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ({"usual_period": "fin janvier"}, "dates à confirmer, d’habitude fin janvier"),
        ({"usual_period": "mars-avril"}, "dates à confirmer, d’habitude en mars-avril"),
        (
            {"usual_period": "première quinzaine de mai"},
            "dates à confirmer, d’habitude la première quinzaine de mai",
        ),
        ({"usual_month": 5}, "dates à confirmer, d’habitude en mai"),
        ({}, "dates à confirmer"),
    ],
)
def test_a_festival_without_dates_says_when_it_usually_is(usual: dict[str, Any], said: str) -> None:
    assert Festival(**usual).usual_label == said


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_accreditations_are_open_on_their_days(day: date, is_open: bool) -> None:
    edition = Edition(accreditation_opens_on=FIRST, accreditation_closes_on=LAST)

    assert edition.accreditation_is_open(today=day) is is_open
    assert not Edition(accreditation_opens_on=FIRST).accreditation_is_open(today=day)


def test_next_edition_is_the_nearest_that_is_not_over() -> None:
    festival = make_festival()
    make_edition(festival=festival, year=2026, ends_on=TODAY - timedelta(days=1))
    make_edition(festival=festival, year=2028)
    after = make_edition(festival=festival, year=2027, starts_on=TODAY, ends_on=TODAY)

    assert festival.next_edition(today=TODAY) == after
    assert festival.next_edition(today=TODAY + timedelta(days=1)) is None
    assert list(Edition.objects.coming(today=TODAY)) == [after]
    assert not Edition.objects.coming(today=TODAY + timedelta(days=1))


# --- The list ------------------------------------------------------------------------------


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_for_one_festival_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_edition(starts_on=FIRST)
    with django_assert_num_queries(2):
        client.get("/festivals/")


def test_list_starts_at_the_present_month() -> None:
    usual = {month: make_festival(usual_month=month) for month in range(1, 13)}
    months = {number: month_of(one, None, today=TODAY) for number, one in usual.items()}

    assert months[11] == date(2026, 11, 1)
    assert months[12] == date(2026, 12, 1)
    assert months[1] == date(2027, 1, 1)
    assert months[10] == date(2027, 10, 1)


def test_list_puts_a_dated_festival_in_its_true_month(client: Client) -> None:
    moved = make_festival(short_name="Déplacé", usual_month=6)
    make_edition(festival=moved, starts_on=FIRST, ends_on=LAST, confidence="verified")
    make_festival(short_name="Sans mois")
    answer = client.get("/festivals/")

    assert [month["slug"] for month in answer.context["months"]] == ["2027-05"]
    (row,) = answer.context["months"][0]["rows"]
    assert row["when"] == "du 11\u00a0mai au 22\u00a0mai 2027"
    assert row["tags"] == [{"kind": "ok", "text": "dates annoncées"}]
    assert [row["festival"].short_name for row in answer.context["unknown"]] == ["Sans mois"]


def test_an_edition_under_way_stands_in_the_present_month() -> None:
    festival = make_festival()
    edition = make_edition(
        festival=festival, starts_on=date(2026, 10, 28), ends_on=TODAY, confidence="mixed"
    )
    assert month_of(festival, edition, today=TODAY) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A", "B", "C"}),
        ("?specialite=animation", {"A"}),
        ("?specialite=animation&specialite=series", {"A", "B"}),
        ("?specialite=animation&region=Bretagne", set()),
        ("?region=Bretagne", {"B", "C"}),
        ("?mois=11", {"A", "C"}),
        ("?q=ANNECY", {"A"}),
        ("?q=séries bretagne", {"B"}),
        ("?q=rien", set()),
        ("?specialite=inconnue&mois=13&region=Atlantide", {"A", "B", "C"}),
        ("?q=" + "x" * 400, {"A", "B", "C"}),
        ("?mois=11&mois=trop", {"A", "C"}),
    ],
)
def test_list_keeps_what_matches_every_filter(client: Client, query: str, found: set[str]) -> None:
    make_festival(
        short_name="A", city="Annecy", region="Auvergne-Rhône-Alpes", departement="74",
        specialties=["animation"], usual_month=11,
    )  # fmt: skip
    make_festival(short_name="B", specialties=["series", "inconnue"], usual_month=3)
    make_festival(short_name="C", usual_month=11)
    answer = client.get("/festivals/" + query)
    rows = [row for month in answer.context["months"] for row in month["rows"]]

    assert answer.status_code == 200
    assert {row["festival"].short_name for row in rows} == found
    assert answer.context["count"] == len(found)
    assert ("Voir tous les festivals" in text_of(answer)) is (not found)


# --- One festival ------------------------------------------------------------------------------


def test_every_festival_of_the_data_has_its_page_and_its_file(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    reference.load()
    for festival in Festival.objects.all():
        with django_assert_max_num_queries(12):
            answer = client.get(festival.get_absolute_url())
        assert answer.status_code == 200, festival.slug
        assert escape(festival.name) in text_of(answer), festival.slug
        assert "None" not in text_of(answer), festival.slug
        file = client.get(f"/festivals/{festival.slug}.ics")
        assert Calendar.from_ical(file.content)["X-WR-CALNAME"] == festival.short_name
    for month in range(1, 13):
        assert client.get(f"/festivals/mois/2027-{month:02}/").status_code == 200


def test_a_festival_of_which_nothing_is_known_has_a_page(client: Client) -> None:
    bare = make_festival(departement="", region="", country="BE", confidence="not_found")
    answer = client.get(bare.get_absolute_url())

    assert answer.status_code == 200
    assert "None" not in text_of(answer)
    assert "dates à confirmer" in text_of(answer)
    assert "Proposer une rencontre pendant ce festival" in text_of(answer)
    assert f"/rencontres/proposer/?festival={bare.slug}" in text_of(answer)


def test_page_says_the_doubts_and_the_windows(client: Client) -> None:
    festival = make_festival()
    make_edition(
        festival=festival,
        starts_on=FIRST,
        ends_on=LAST,
        accreditation_opens_on=TODAY,
        accreditation_closes_on=TODAY,
        youth_pass="3 jours à Cannes",
        confidence="general_knowledge",
        source="Le site",
    )
    make_edition(festival=festival, year=2025, ends_on=date(2025, 5, 1))
    answer = client.get(festival.get_absolute_url())

    assert "à vérifier" in text_of(answer)
    assert "ouvertes" in text_of(answer)
    assert "3 jours à Cannes" in text_of(answer)
    assert "Source\u00a0: Le site" in text_of(answer)
    assert [line["edition"].year for line in answer.context["past"]] == [2025]


def test_unknown_festival_is_not_found(client: Client) -> None:
    assert client.get("/festivals/inconnu/").status_code == 404
    assert client.get("/festivals/inconnu.ics").status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_page_costs_the_same_with_one_edition_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    festival = make_festival()
    for index in range(item_count):
        make_edition(festival=festival, year=2027 + index)
    with django_assert_num_queries(3):
        client.get(festival.get_absolute_url())


def test_markup_in_the_admin_s_texts_is_shown_not_run(client: Client) -> None:
    evil = "<img src=x onerror=alert(1)>"
    festival = make_festival(
        name=evil, short_name=evil, specialty=evil, newcomer_interest=evil, city=evil,
        usual_month=11, usual_period=evil, sources=[evil],
    )  # fmt: skip
    make_edition(festival=festival, starts_on=TODAY, source=evil, youth_pass=evil)
    make_festival(usual_month=11, short_name=evil, usual_period=evil)

    for address in ("/festivals/", "/festivals/mois/", festival.get_absolute_url()):
        assert "<img src=x" not in text_of(client.get(address))


def test_pages_are_the_same_for_a_member(client: Client) -> None:
    festival = make_festival()
    client.force_login(make_user())

    for address in ("/festivals/", "/festivals/mois/", festival.get_absolute_url()):
        assert client.get(address).status_code == 200


def test_file_of_a_festival_holds_what_is_known(client: Client) -> None:
    festival = make_festival(slug="cannes", short_name="Cannes", city="Cannes")
    make_edition(
        festival=festival,
        starts_on=FIRST,
        ends_on=LAST,
        pro_starts_on=FIRST,
        pro_ends_on=FIRST,
        accreditation_opens_on=date(2027, 1, 15),
        accreditation_closes_on=date(2027, 3, 1),
        youth_pass_opens_on=date(2027, 2, 1),
    )
    make_edition(festival=festival, year=2028)
    make_edition(festival=festival, year=2029, ends_on=date(2029, 5, 1))
    answer = client.get("/festivals/cannes.ics")
    found = {str(one["SUMMARY"]): (one["DTSTART"].dt, one["DTEND"].dt) for one in events_in(answer)}
    day = timedelta(days=1)

    assert found == {
        "Cannes 2027": (FIRST, LAST + day),
        "Cannes 2027\u00a0: journées professionnelles": (FIRST, FIRST + day),
        "Cannes 2027\u00a0: les accréditations ouvrent": (date(2027, 1, 15), date(2027, 1, 16)),
        "Cannes 2027\u00a0: dernier jour pour s’accréditer": (date(2027, 3, 1), date(2027, 3, 2)),
        "Cannes 2027\u00a0: les passes jeunes ouvrent": (date(2027, 2, 1), date(2027, 2, 2)),
        "Cannes 2029 se termine": (date(2029, 5, 1), date(2029, 5, 2)),
    }
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cannes.ics"'
    assert answer["Cache-Control"] == "public, max-age=3600"
