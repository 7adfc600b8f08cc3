"""The law of the day of the decision: a listing sent lawful may not be so when it is read."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from careers import legal_reference
from careers.models import Internship, LegalValue
from careers.models.legal import ALLOWANCE
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.models import Decision
from tests.factories import make_internship, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    legal_reference.load()


def sent() -> Internship:
    """Paid as the law asks the day it was sent, for longer than two months."""

    today = timezone.localdate()
    return make_internship(
        state=State.SUBMITTED, ends_on=today + timedelta(days=180), hourly_pay="5.00"
    )


def raise_the_figure() -> None:
    LegalValue.objects.filter(rule__slug=ALLOWANCE).update(value=Decimal("9.00"))


def approve(listing: Internship) -> Decision:
    return decide(listing, by=make_moderator(), revision=listing.revision, outcome=Outcome.APPROVED)


def test_what_is_lawful_still_is_published() -> None:
    assert approve(sent())


def test_a_figure_that_changed_meanwhile_refuses_and_says_which() -> None:
    listing = sent()
    raise_the_figure()

    with pytest.raises(ValidationError, match="La loi du jour") as refused:
        approve(listing)

    assert "L.124-6" in refused.value.messages[0] or "ratification" in refused.value.messages[0]
    listing.refresh_from_db()
    assert listing.state == State.SUBMITTED
    assert not Decision.objects.exists()


def test_it_can_still_be_sent_back() -> None:
    listing = sent()
    raise_the_figure()
    decide(
        listing,
        by=make_moderator(),
        revision=listing.revision,
        outcome=Outcome.REJECTED,
        reason=Reason.UNCLEAR,
    )
    assert Internship.objects.get().state == State.REJECTED


def test_the_desk_says_why_one_by_one_and_together() -> None:
    listing = sent()
    raise_the_figure()
    client = Client()
    client.force_login(make_moderator())
    page = f"/admin/careers/internship/{listing.pk}/change/"
    data = {"revision": listing.revision, "outcome": "approved"}

    assert "La loi du jour ne permet plus" in client.post(page, data, follow=True).content.decode()

    together = {
        "action": "approve_selected",
        "_selected_action": [listing.pk],
        "confirmed": "1",
        "read": [f"{listing.pk}-{listing.revision}"],
    }
    answer = client.post("/admin/careers/internship/", together, follow=True).content.decode()
    assert "La loi du jour ne permet plus" in answer
    assert Internship.objects.get().state == State.SUBMITTED
