"""The check as its readers see it: while writing, on the listing, in the queue."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers import legal_reference
from careers.legality import Report, State, shown
from careers.models import Internship, LegalValue
from careers.models.legal import ALLOWANCE
from portal.moderation.enums import State as Publication
from tests.consistency.world import secure
from tests.factories import make_internship, make_moderator, make_organisation, make_user

pytestmark = pytest.mark.django_db
CHECK = "/stages/verifier/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def loaded() -> None:
    legal_reference.load()


@pytest.fixture
def writer(client: Client) -> Client:
    member = make_user()
    make_organisation(owner=member)
    client.force_login(member)
    return client


def soon(**fields: Any) -> dict[str, Any]:
    """A listing of nine weeks within a year whose rate is known, whatever today is."""
    start = timezone.localdate().replace(year=2026, month=2, day=2)
    return {"starts_on": start, "ends_on": start + timedelta(days=62), "apply_by": start, **fields}


def test_check_answers_the_sheet_alone_to_htmx(writer: Client) -> None:
    response = writer.post(CHECK, {"headcount": "8", "interns_present": "3"}, headers=HTMX)

    assert response.status_code == 200
    assert response.text.lstrip().startswith('<div id="controle"')
    assert "non conforme" in response.text
    assert 'href="#id_headcount"' in response.text
    assert "HX-Request" in response["Vary"]


def test_check_is_a_page_without_javascript(writer: Client) -> None:
    response = writer.post(CHECK, {"title": "Stage bénévole"})

    assert response.templates[0].name == "careers/internship_check.html"
    assert "<q>Stage bénévole</q>" in response.text
    assert "dans le titre" in response.text
    assert "#id_" not in response.text


def test_check_saves_nothing(writer: Client) -> None:
    writer.post(CHECK, {"title": "Stage"})

    assert not Internship.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"starts_on": "demain", "weekly_hours": "beaucoup", "places": "-3", "kind": "rien"},
        {"starts_on": "2026-05-01", "ends_on": "2026-01-01", "hourly_pay": "0"},
        {"headcount": "9" * 40, "hourly_pay": "NaN", "weekly_hours": "1e400"},
        {"missions": "x" * 9000, "title": "\u202e"},
        {"previous_starts_on": "2026-05-01", "previous_ends_on": "0001-01-01"},
        {"starts_on": "0001-01-01", "ends_on": "9999-12-31", "weekly_hours": "48"},
    ],
)
def test_whatever_is_typed_gets_an_answer(writer: Client, typed: dict[str, str]) -> None:
    response = writer.post(CHECK, typed, headers=HTMX)

    assert response.status_code == 200
    assert "inconnu" in response.text


@pytest.mark.parametrize(
    ("value", "state"),
    [("on", "passed"), ("true", "passed"), ("oui", "passed"), ("false", "failed"), ("", "unknown")],
)
def test_box_says_yes_no_or_nothing(writer: Client, value: str, state: str) -> None:
    response = writer.post(CHECK, {"has_agreement": value}, headers=HTMX)
    found = response.context["report"].get("convention")

    assert found.state == state


def test_check_is_for_members_of_organisations(client: Client) -> None:
    assert client.post(CHECK).status_code == 302
    client.force_login(make_user())
    assert client.post(CHECK).status_code == 404


def test_check_is_no_page_to_open(writer: Client) -> None:
    assert writer.get(CHECK).status_code == 405


def test_author_and_moderator_see_the_check_of_today(client: Client) -> None:
    author = make_user()
    draft = make_internship(author=author, state=Publication.DRAFT, **soon(hourly_pay=Decimal(0)))
    client.force_login(author)
    page = client.get(draft.get_absolute_url())

    assert page.context["report"].get("gratification").state == State.FAILED
    assert "un stage non gratifié de cette durée est illégal" in page.text


def test_moderator_sees_it_beside_the_decision(client: Client) -> None:
    waiting = make_internship(
        state=Publication.SUBMITTED, missions="Vous travaillez à titre bénévole."
    )
    moderator = make_moderator()
    secure(moderator)
    client.force_login(moderator)
    page = client.get(reverse("admin:careers_internship_change", args=[waiting.pk]))

    assert "<q>à titre bénévole</q>" in page.text
    assert "L.124-6" in page.text


def test_reader_sees_the_report_that_was_kept(client: Client) -> None:
    listing = make_internship(**soon(hourly_pay=Decimal("4.50")))
    assert "Ce que dit la loi" not in client.get(listing.get_absolute_url()).text
    report = shown.now(listing).as_json()
    Internship.objects.filter(pk=listing.pk).update(legality=json.loads(json.dumps(report)))
    LegalValue.objects.filter(rule__slug=ALLOWANCE).update(value=Decimal(9))

    page = client.get(listing.get_absolute_url())

    assert "Minimum en 2026\u00a0: 4,50\u00a0€." in page.text
    assert page.context["kept_report"] == Report.from_json(report)
    listing.refresh_from_db()
    assert shown.now(listing).get("gratification").state == State.FAILED  # type: ignore[union-attr]


def test_signal_is_a_word_and_a_mark_never_a_colour_alone(writer: Client) -> None:
    page = writer.post(CHECK, {"hourly_pay": "0", "has_agreement": "on"}, headers=HTMX).text

    for word in ("conforme", "inconnu", "à savoir"):
        assert f"<span>{word}</span>" in page
    assert "à vérifier auprès de l’inspection du travail" in page


def test_dates_typed_win_over_those_saved() -> None:
    listing = make_internship(state=Publication.DRAFT, **soon(hourly_pay=Decimal(0)))
    start = listing.starts_on
    assert start is not None

    found = shown.now(listing, {"ends_on": start + timedelta(days=20)}).get("gratification")

    assert found is not None
    assert found.state == State.PASSED
