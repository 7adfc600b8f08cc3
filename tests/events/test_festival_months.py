from datetime import date
from typing import Any

import pytest
from django.test import Client

from events import dates, month_sheet
from events.views.festivals import FIRST_MONTH, MONTHS_AHEAD

from .festival_factories import make_edition, make_festival

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
FIRST, LAST = date(2027, 5, 11), date(2027, 5, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def labels(answer: Any) -> tuple[list[str], list[str]]:
    rows = [row["festival"].short_name for row in answer.context["rows"]]
    return rows, [item["title"] for item in answer.context["undated"]]


def test_month_shows_dated_editions_apart_from_those_to_confirm(client: Client) -> None:
    dated = make_festival(short_name="Daté", usual_month=5)
    make_edition(festival=dated, starts_on=FIRST, ends_on=LAST)
    unknown = make_festival(short_name="Sans date", usual_month=5)
    make_edition(festival=unknown, year=2027)
    make_edition(festival=unknown, year=2026, starts_on=date(2026, 5, 4))
    make_festival(short_name="Un autre mois", usual_month=6)
    answer = client.get("/festivals/mois/2027-05/")

    assert labels(answer) == (["Daté"], ["Sans date"])
    assert "dates à confirmer" in answer.content.decode()


def test_a_festival_that_moved_is_not_announced_in_its_usual_month(client: Client) -> None:
    moved = make_festival(short_name="Déplacé", usual_month=5)
    make_edition(festival=moved, year=2027, starts_on=date(2027, 7, 6))

    assert labels(client.get("/festivals/mois/2027-05/")) == ([], [])
    assert labels(client.get("/festivals/mois/2027-07/")) == (["Déplacé"], [])


@pytest.mark.parametrize(
    ("known", "month", "shown"),
    [
        ({"starts_on": date(2027, 1, 29), "ends_on": date(2027, 2, 6)}, "2027-01", True),
        ({"starts_on": date(2027, 1, 29), "ends_on": date(2027, 2, 6)}, "2027-02", True),
        ({"starts_on": date(2027, 1, 29), "ends_on": date(2027, 2, 6)}, "2027-03", False),
        ({"starts_on": date(2027, 1, 29), "ends_on": date(2027, 3, 2)}, "2027-02", True),
        ({"starts_on": date(2027, 1, 31)}, "2027-01", True),
        ({"starts_on": date(2027, 1, 31)}, "2027-02", False),
        ({"ends_on": date(2027, 2, 1)}, "2027-02", True),
        ({"ends_on": date(2027, 2, 1)}, "2027-01", False),
        ({"starts_on": date(2026, 12, 31), "ends_on": date(2027, 1, 1)}, "2027-01", True),
        ({"starts_on": date(2027, 12, 31)}, "2027-12", True),
    ],
)
def test_month_borders(client: Client, known: dict[str, Any], month: str, shown: bool) -> None:
    make_edition(**known)
    answer = client.get(f"/festivals/mois/{month}/")

    assert bool(answer.context["rows"]) is shown
    assert bool(answer.context["days"]) is shown


def test_month_day_by_day() -> None:
    festival = make_festival(short_name="Clermont", city="Clermont-Ferrand")
    edition = make_edition(festival=festival, starts_on=date(2027, 1, 29), ends_on=date(2027, 2, 6))
    closing = make_edition(year=2027, ends_on=date(2027, 2, 1))
    january = month_sheet.days(date(2027, 1, 1), [edition], today=date(2027, 1, 30))
    february = month_sheet.days(date(2027, 2, 1), [closing, edition], today=TODAY)

    assert len(january) == 31
    assert [day["number"] for day in january if day["items"]] == [29, 30, 31]
    assert [day["items"][0]["run"] for day in january[28:]] == ["start", "on", "on"]
    assert [day["number"] for day in january if day["today"]] == [30]
    assert len(february) == 28
    first, second = february[0]["items"]
    assert (first["run"], second["run"]) == ("start", "")
    assert second["note"] == "dernier jour"
    assert [day["number"] for day in february if day["items"]] == [1, 2, 3, 4, 5, 6]


def test_a_crowded_day_says_how_many_more_there_are() -> None:
    editions = [make_edition(starts_on=FIRST, ends_on=LAST) for _ in range(8)]
    days = month_sheet.days(date(2027, 5, 1), editions, today=TODAY)
    items = days[10]["items"]

    assert len(items) == month_sheet.MOST_LANES + 1
    assert items[-1]["title"] == "et 3 autres"


def test_editions_that_follow_each_other_share_a_lane() -> None:
    first = make_edition(starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 4))
    long = make_edition(starts_on=date(2027, 5, 2), ends_on=date(2027, 5, 10))
    after = make_edition(starts_on=date(2027, 5, 5), ends_on=date(2027, 5, 6))
    days = month_sheet.days(date(2027, 5, 1), [first, long, after], today=TODAY)
    titles = [[item.get("title", item["run"]) for item in day["items"]] for day in days[3:8]]

    one, two, three = (item.festival.short_name for item in (first, long, after))
    assert titles == [[one, two], [three, two], [three, two], ["gap", two], ["gap", two]]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("2026-01", 200),
        ("2025-12", 404),
        ("2028-11", 200),
        ("2028-12", 404),
        ("2027-13", 404),
        ("2027-00", 404),
        ("2027-5", 404),
        ("2027-W1", 404),
        ("9999-12", 404),
        ("mai-2027", 404),
        ("٢٠٢٧-٠٥", 404),
    ],
)
def test_month_answers_for_the_months_it_has(client: Client, address: str, status: int) -> None:
    assert client.get(f"/festivals/mois/{address}/").status_code == status


def test_one_leafs_through_the_months_and_no_further(client: Client) -> None:
    last = dates.add_months(date(2026, 11, 1), MONTHS_AHEAD)
    first = client.get(f"/festivals/mois/{dates.month_slug(FIRST_MONTH)}/").context
    end = client.get(f"/festivals/mois/{dates.month_slug(last)}/").context
    now = client.get("/festivals/mois/").context

    def around(context: Any) -> tuple[str, str]:
        return context["previous_url"], context["next_url"]

    assert around(first) == ("", "/festivals/mois/2026-02/")
    assert around(end) == ("/festivals/mois/2028-10/", "")
    assert around(now) == ("/festivals/mois/2026-10/", "/festivals/mois/2026-12/")
    assert now["label"] == "novembre 2026"


@pytest.mark.parametrize("item_count", [1, 3])
def test_month_costs_the_same_for_one_festival_or_three(
    client: Client, item_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(item_count):
        make_edition(starts_on=FIRST, ends_on=LAST)
        make_festival(usual_month=5)
    with django_assert_num_queries(3):
        client.get("/festivals/mois/2027-05/")
