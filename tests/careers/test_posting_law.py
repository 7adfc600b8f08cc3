"""The law is checked before a listing leaves: what fails keeps it, what is unknown does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from careers import legal_reference
from careers.actions import send_internship
from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.models import Internship, LegalValue, Organisation
from careers.posting import Unlawful, report_on
from portal.accounts.models import User
from portal.moderation.enums import State
from tests.careers.posting import address
from tests.consistency.world import secure
from tests.factories import (
    form_data,
    make_internship,
    make_moderator,
    make_organisation,
    make_role,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
# A Monday, and three months: pay is due whatever the public holidays.
START = TODAY + timedelta(days=63 - TODAY.weekday())
THREE_MONTHS: dict[str, Any] = {"starts_on": START, "ends_on": START + timedelta(days=90)}


@pytest.fixture(autouse=True)
def _law() -> None:
    legal_reference.load()


@pytest.fixture
def author() -> User:
    user = make_user()
    make_organisation(owner=user, name="Les Films du Test")
    return user


@pytest.fixture
def writing(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def draft(author: User) -> Callable[..., Internship]:
    def make(**fields: Any) -> Internship:
        own: dict[str, Any] = {
            "author": author,
            "organisation": author.organisations.get(),
            "tutor_name": "Camille Martin",
        }
        return make_internship(**{**own, "state": State.DRAFT, "role": make_role(), **fields})

    return make


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({**THREE_MONTHS, "hourly_pay": Decimal(0)}, "hourly_pay", "L.124-6"),
        (
            {
                "first_on_post": False,
                "previous_starts_on": START - timedelta(days=190),
                "previous_ends_on": START - timedelta(days=10),
            },
            "previous_starts_on",
            "L.124-11",
        ),
        ({"headcount": 8, "interns_present": 3}, "headcount", "R.124-10"),
        ({"tutor_interns": 3}, "tutor_interns", "R.124-13"),
        ({"places": 4}, "tutor_interns", "R.124-13"),
        (
            {"missions": "Remplacement de notre régisseuse en congé maternité."},
            "missions",
            "«\u00a0Remplacement de",
        ),
    ],
    ids=["pay", "waiting", "quota", "tutor", "four places", "wording"],
)
def test_what_fails_keeps_the_listing_and_is_said_beside_its_field(
    writing: Client,
    draft: Callable[..., Internship],
    fields: dict[str, Any],
    field: str,
    words: str,
) -> None:
    internship = draft(**{"starts_on": START, "ends_on": START + timedelta(days=27), **fields})
    answer = writing.post(f"/stages/{internship.pk}/envoyer/", follow=True)

    internship.refresh_from_db()
    assert internship.state == State.DRAFT
    assert internship.legality is None
    assert "L’annonce n’est pas partie" in answer.text
    assert words in answer.text
    page = writing.get(f"{address(internship, steps.step_of(field))}?completer")
    assert any(words in error for error in page.context["form"].errors[field])


def test_unknown_rules_do_not_block_and_are_kept_with_the_listing(
    writing: Client, draft: Callable[..., Internship]
) -> None:
    internship = draft()  # neither the headcount nor the last intern is told
    writing.post(f"/stages/{internship.pk}/envoyer/")

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert internship.legality is not None
    states = {one["rule"]: one["state"] for one in internship.legality["findings"]}
    assert states["quota"] == states["carence"] == "unknown"
    assert states["convention"] == "passed"


def test_kind_that_is_no_internship_is_not_held_to_its_rules(
    writing: Client, draft: Callable[..., Internship]
) -> None:
    internship = draft(
        kind="cddu", hourly_pay=Decimal(15), has_agreement=None, in_curriculum=None, places=5
    )
    writing.post(f"/stages/{internship.pk}/envoyer/")

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("other", "refused"),
    [
        ({}, True),
        ({"tutor_name": "  camille  MARTIN "}, True),
        ({"tutor_name": "Camille Durand"}, False),
        ({"state": State.SUBMITTED}, True),
        ({"state": State.DRAFT}, False),
        ({"state": State.WITHDRAWN}, False),
        ({"kind": "cddu", "hourly_pay": Decimal(15)}, False),
        ({"starts_on": TODAY + timedelta(days=200), "ends_on": TODAY + timedelta(days=230)}, False),
    ],
    ids=["same", "spelling", "other tutor", "waiting", "draft", "withdrawn", "job", "later"],
)
def test_places_of_the_other_listings_count_among_those_a_tutor_follows(
    writing: Client, draft: Callable[..., Internship], other: dict[str, Any], refused: bool
) -> None:
    draft(**{"state": State.APPROVED, "places": 3, **other})
    internship = draft()
    writing.post(f"/stages/{internship.pk}/envoyer/")

    internship.refresh_from_db()
    assert internship.state == (State.DRAFT if refused else State.SUBMITTED)


def test_another_organisation_s_listings_do_not_count(
    writing: Client, draft: Callable[..., Internship]
) -> None:
    make_internship(places=3)
    internship = draft()
    writing.post(f"/stages/{internship.pk}/envoyer/")

    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_places_of_the_other_listings_add_to_what_is_declared(
    draft: Callable[..., Internship],
) -> None:
    draft(state=State.APPROVED, places=1, tutor_name="Une Autre")
    full = report_on(draft(headcount=8, interns_present=2)).get("quota")
    left = report_on(draft(headcount=8, interns_present=1)).get("quota")
    untold = report_on(draft(headcount=8)).get("quota")

    assert full is not None
    assert left is not None
    assert untold is not None
    # A figure nobody gave stays unknown: counting what is here makes it no better known.
    assert (full.state, left.state, untold.state) == ("failed", "passed", "unknown")


def states(internship: Internship) -> tuple[str, str]:
    report = report_on(internship)
    quota, tutor = report.get("quota"), report.get("tuteur-charge")
    assert quota
    assert tutor
    return quota.state, tutor.state


def test_listings_that_never_meet_do_not_add_up(draft: Callable[..., Internship]) -> None:
    week = timedelta(days=7)
    for begins in (START, START + 8 * week):
        draft(state=State.APPROVED, places=2, starts_on=begins, ends_on=begins + 7 * week)
    whole = {"starts_on": START, "ends_on": START + 20 * week, "tutor_interns": 0}

    assert states(draft(headcount=8, interns_present=0, **whole)) == ("passed", "passed")
    assert states(draft(headcount=8, interns_present=1, **whole))[0] == "failed"
    assert states(draft(headcount=8, interns_present=0, places=2, **whole)) == ("failed", "failed")


def test_interns_of_one_civil_week_are_there_together(draft: Callable[..., Internship]) -> None:
    """The quota counts by week, the tutor by day: one leaves on Wednesday, one comes on Friday."""
    wednesday = START + timedelta(days=2)
    draft(state=State.APPROVED, places=3, starts_on=START - timedelta(days=20), ends_on=wednesday)
    friday = {"starts_on": START + timedelta(days=4), "ends_on": START + timedelta(days=40)}
    monday = {"starts_on": START + timedelta(days=7), "ends_on": START + timedelta(days=40)}
    told = {"headcount": 8, "interns_present": 0, "tutor_interns": 0}

    assert states(draft(**told, **friday)) == ("failed", "passed")
    assert states(draft(**told, **monday)) == ("passed", "passed")


@pytest.mark.parametrize(("taken", "state"), [(0, "passed"), (1, "passed"), (2, "failed")])
def test_places_nobody_can_take_any_more_do_not_count(
    draft: Callable[..., Internship], taken: int, state: str
) -> None:
    closed = TODAY - timedelta(days=1)
    draft(state=State.APPROVED, places=3, places_taken=taken, apply_by=closed)
    internship = draft(headcount=8, interns_present=0, tutor_interns=0, places=2)

    assert states(internship) == (state, state)


def test_edit_of_what_is_public_is_checked_before_it_is_kept(
    writing: Client, draft: Callable[..., Internship]
) -> None:
    internship = draft(state=State.APPROVED, **THREE_MONTHS)
    data = form_data(InternshipForm(instance=internship, user=internship.author, step=steps.TERMS))
    answer = writing.post(address(internship, steps.TERMS), {**data, "hourly_pay": "0"})

    assert set(answer.context["form"].errors) == {"hourly_pay"}
    internship.refresh_from_db()
    assert internship.state == State.APPROVED
    assert internship.hourly_pay == Decimal("4.50")

    writing.post(address(internship, steps.TERMS), {**data, "hourly_pay": "6"})
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED
    assert internship.hourly_pay == Decimal(6)
    assert internship.legality is not None


def test_report_stays_what_it_was_when_the_law_changes(draft: Callable[..., Internship]) -> None:
    internship = draft()
    send_internship(internship=internship)
    kept: Any = internship.legality
    LegalValue.objects.update(value=None)

    assert internship.legality != report_on(internship).as_json()
    internship.refresh_from_db()
    assert internship.legality == kept
    assert date.fromisoformat(kept["made_on"]) == TODAY


def test_moderator_reads_what_the_law_says_and_what_has_changed_since(
    client: Client, draft: Callable[..., Internship]
) -> None:
    internship = draft(**THREE_MONTHS, hourly_pay=Decimal(6))
    send_internship(internship=internship)
    moderator = make_moderator()
    secure(moderator)
    client.force_login(moderator)
    desk = f"/admin/careers/internship/{internship.pk}/change/"

    same = client.get(desk)
    assert same.context["report"].get("quota").state == "unknown"
    assert "Ce que dit la loi" in same.text
    assert "a changé depuis l’envoi" not in same.text
    # Another listing of the same tutor has been sent since.
    draft(state=State.SUBMITTED, places=3)
    later = client.get(desk)
    assert later.context["report"].get("tuteur-charge").state == "failed"
    assert later.context["kept_report"].get("tuteur-charge").state == "unknown"
    assert "a changé depuis l’envoi" in later.text


@pytest.mark.django_db(transaction=True)
def test_two_listings_sent_at_once_count_each_other() -> None:
    author = make_user()
    organisation = make_organisation(owner=author)
    own: dict[str, Any] = {
        "author": author,
        "organisation": organisation,
        "places": 2,
        "tutor_name": "Camille Martin",
    }
    pair = [make_internship(state=State.DRAFT, role=make_role(), **own) for _ in range(2)]

    def send(internship: Internship) -> bool:
        try:
            send_internship(internship=internship)
        except Unlawful:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        sent = list(threads.map(send, pair))

    assert sorted(sent) == [False, True]
    assert Internship.objects.filter(state=State.SUBMITTED).count() == 1
    assert Organisation.objects.count() == 1
