"""The calculator: months, years whose rate is not known, what living leaves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from careers import legal_reference
from careers.allowance import Living, Plan, plan
from careers.models import LegalValue
from careers.models.legal import ALLOWANCE
from tests.careers.legality.law import law
from tests.factories import make_internship

PAGE = "/stages/calculateur/"


def made(start: date, end: date, **given: Any) -> Plan:
    given = {"weekly": Decimal(35), "pay": None, "living": Living(), "law": law(), **given}
    return plan(start=start, end=end, **given)


def test_four_months_of_2026_at_the_minimum() -> None:
    """March to June 2026: 22 + 22 + 21 + 22 weekdays of seven hours at 4,50 €."""
    found = made(date(2026, 3, 1), date(2026, 6, 30))

    assert [month.hours for month in found.months] == [154, 154, 147, 154]
    assert [month.amount for month in found.months] == [693, 693, Decimal("661.50"), 693]
    assert found.known == Decimal("2740.50")
    assert (found.due, found.complete, found.above) == (True, True, False)


def test_each_year_has_its_own_minimum() -> None:
    found = made(date(2025, 11, 3), date(2026, 2, 27))

    assert [month.minimum for month in found.months] == [
        Decimal("4.35"), Decimal("4.35"), Decimal("4.5"), Decimal("4.5"),
    ]  # fmt: skip
    assert found.months[0].amount == 20 * 7 * Decimal("4.35")


def test_2027_is_not_counted_at_the_rate_of_2026() -> None:
    found = made(date(2026, 11, 2), date(2027, 2, 26))

    assert [month.amount is None for month in found.months] == [False, False, True, True]
    assert found.unknown_years == (2027,)
    assert not found.complete
    assert found.known == (21 + 23) * 7 * Decimal("4.50")


def test_pay_given_is_counted_even_where_the_minimum_is_not_known() -> None:
    found = made(date(2026, 11, 2), date(2027, 2, 26), pay=Decimal(5))

    assert found.complete
    assert [month.free is None for month in found.months] == [False, False, True, True]
    assert found.months[0].taxed == 21 * 7 * Decimal("0.50")
    assert found.above


@pytest.mark.parametrize(
    ("end", "due", "amount"),
    [
        (date(2026, 3, 5), False, 0),  # 44 days
        (date(2026, 3, 6), True, Decimal("1417.50")),  # 45
    ],
)
def test_nothing_is_due_up_to_the_threshold(end: date, due: bool, amount: Any) -> None:
    found = made(date(2026, 1, 5), end)

    assert (found.due, found.known) == (due, amount)


def test_too_close_to_the_threshold_is_said() -> None:
    found = made(date(2026, 4, 6), date(2026, 6, 5))

    assert found.due is None
    assert found.known == 45 * 7 * Decimal("4.50")  # what it would be, if it is due


def test_zero_given_is_zero_and_found_at_fault() -> None:
    found = made(date(2026, 3, 2), date(2026, 6, 30), pay=Decimal(0))

    assert found.known == 0
    assert [one.rule for one in found.findings] == ["gratification"]


def test_too_long_is_said() -> None:
    found = made(date(2026, 1, 5), date(2026, 12, 18))

    assert [one.rule for one in found.findings] == ["duree"]


def test_what_is_left_after_half_the_transport() -> None:
    living = Living(
        rent=Decimal(450), transport=Decimal("40.50"), food=Decimal(200), resources=Decimal(150)
    )
    (month,) = made(date(2026, 3, 1), date(2026, 3, 31), pay=Decimal("4.50"), living=living).months

    assert month.refund == Decimal("20.25")
    assert month.left == 693 + 150 - 450 - Decimal("20.25") - 200


def test_days_of_a_month_are_cut_at_its_end() -> None:
    found = made(date(2026, 1, 31), date(2026, 3, 1))

    assert [(month.start, month.end) for month in found.months] == [
        (date(2026, 1, 31), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ]
    assert [month.hours for month in found.months] == [0, 140, 0]


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def loaded(self) -> None:
        legal_reference.load()

    def ask(self, client: Client, **query: str) -> Any:
        return client.get(PAGE, query)

    def test_opens_without_an_account_and_without_figures(self, client: Client) -> None:
        response = client.get(PAGE)

        assert response.status_code == 200
        assert "Pour commencer" in response.text
        assert 'value="35"' in response.text

    def test_counts_in_one_query(self, client: Client, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            response = self.ask(client, du="2026-03-01", au="2026-06-30", semaine="35")

        assert "2\u00a0740,50\u00a0€" in response.text
        assert "mars 2026" in response.text

    def test_says_that_2027_is_not_known_until_it_is_set(self, client: Client) -> None:
        query = {"du": "2026-11-02", "au": "2027-02-26", "semaine": "35"}
        assert "Le minimum de 2027 n’est pas encore connu ici" in self.ask(client, **query).text
        LegalValue.objects.filter(slug=f"{ALLOWANCE}-2027-01-01").update(value=Decimal("4.65"))

        page = self.ask(client, **query).text

        assert "n’est pas encore connu" not in page
        assert "4,65\u00a0€/h" in page

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"du": "2026-06-30", "au": "2026-03-01"}, "avant d’avoir commencé"),
            ({"du": "2026-01-01", "au": "2028-03-01"}, "tient dans une année"),
            ({"du": "1026-01-01", "au": "2026-03-01"}, "hors du calendrier"),
            ({"du": "hier"}, "hier"),
            ({"semaine": "90", "du": "2026-01-01"}, "90"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(
        self, client: Client, query: dict[str, str], words: str
    ) -> None:
        response = self.ask(client, **query)

        assert response.status_code == 200
        assert words in response.text
        assert "error-summary" in response.text
        for value in query.values():
            assert f'value="{value}"' in response.text

    def test_htmx_gets_the_same_part_as_the_page_holds(self, client: Client) -> None:
        query = {"du": "2026-03-01", "au": "2026-06-30"}
        part = client.get(PAGE, query, headers={"HX-Request": "true"})

        assert part.templates[0].name == "careers/_allowance.html"
        assert part.text.strip().startswith('<div id="resultat"')
        assert part.text.strip() in self.ask(client, **query).text

    def test_htmx_is_told_what_cannot_be_read(self, client: Client) -> None:
        query = {"du": "2026-06-30", "au": "2026-03-01"}
        part = client.get(PAGE, query, headers={"HX-Request": "true"})

        assert "avant d’avoir commencé" in part.text
        assert "<form" not in part.text

    def test_listing_leads_to_it_with_its_own_terms(self, client: Client) -> None:
        listing = make_internship()
        page = client.get(listing.get_absolute_url())

        assert f"du={listing.starts_on}&au={listing.ends_on}" in page.context["calculator"]
        assert self.ask(client).status_code == 200
        assert client.get(page.context["calculator"]).context["plan"] is not None

    @pytest.mark.parametrize("address", ["/stages/", "/ressources/", "/ressources/chiffres/"])
    def test_is_linked(self, client: Client, address: str) -> None:
        assert f'href="{PAGE}"' in client.get(address).text
