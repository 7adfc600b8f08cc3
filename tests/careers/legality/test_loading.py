"""The law as the database holds it, and what a validator changes in the admin."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from careers import legal_reference
from careers.legality import Facts, Report, State, check
from careers.legality.loading import load_law
from careers.models import LegalRule, LegalValue
from careers.models.legal import ALLOWANCE
from portal.moderation import reference as teams
from portal.moderation.enums import Team
from tests.factories import make_user

from . import law as written

pytestmark = pytest.mark.django_db

WINTER: Any = {
    "starts_on": date(2026, 11, 2),
    "ends_on": date(2027, 2, 26),
    "weekly_hours": Decimal(35),
}


@pytest.fixture
def loaded() -> None:
    legal_reference.load()


@pytest.fixture
def validator(client: Client, settings: Settings) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    teams.load()
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Team.VALIDATOR))
    client.force_login(user)
    return client


def state(law: Any, **facts: Any) -> State:
    found = check(Facts(**WINTER, **facts), law).get("gratification")
    assert found is not None
    return found.state


def test_law_is_read_in_one_query(loaded: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        law = load_law()

    assert law.figure("duree-max-heures") == 924
    assert law.rule("interdits").article == "L.124-7"


def test_law_agrees_with_the_database_on_every_day(loaded: None) -> None:
    law = load_law()
    for slug in LegalRule.objects.values_list("slug", flat=True):
        for day in (date(2015, 8, 31), date(2025, 12, 31), date(2026, 1, 1), date(2027, 6, 1)):
            found = LegalValue.objects.at(slug, day)
            assert law.figure(slug, day) == (found.value if found else None)


def test_latest_begun_of_two_wins_as_in_the_database(loaded: None) -> None:
    rule = LegalRule.objects.get(slug=ALLOWANCE)
    LegalValue.objects.create(
        rule=rule, valid_from=date(2026, 7, 1), value=Decimal(5), sources=["JO"]
    )
    law = load_law()

    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 5, 1)):
        found = LegalValue.objects.at(ALLOWANCE, day)
        assert law.figure(ALLOWANCE, day) == (found.value if found else None)


def test_tests_hold_the_law_of_the_database(loaded: None) -> None:
    law, expected = load_law(), written.law()
    for slug, values in expected.values.items():
        assert [value.figure for value in law.values[slug]] == [value.figure for value in values]


def test_rate_set_in_the_admin_is_known_to_the_next_check(loaded: None, validator: Client) -> None:
    assert state(load_law(), hourly_pay=Decimal("4.60")) == State.UNKNOWN
    before = check(Facts(**WINTER, hourly_pay=Decimal("4.60")), load_law()).as_json()
    value = LegalValue.objects.get(slug=f"{ALLOWANCE}-2027-01-01")
    address = reverse("admin:careers_legalvalue_change", args=[value.pk])
    page = validator.get(address)
    assert page.status_code == 200
    sent = validator.post(
        address,
        {
            "slug": value.slug,
            "rule": value.rule_id,
            "valid_from": "2027-01-01",
            "valid_until": "2027-12-31",
            "value": "4.65",
            "sources": "JO du 22/12/2026",
            "confidence": "verified",
            "note": "",
        },
    )

    assert sent.status_code == 302
    assert state(load_law(), hourly_pay=Decimal("4.60")) == State.FAILED
    assert state(load_law(), hourly_pay=Decimal("4.65")) == State.PASSED
    # What was decided before keeps the figures it was decided with.
    kept = Report.from_json(before).get("gratification")
    assert kept is not None
    assert kept.state == State.UNKNOWN


def test_new_dated_value_leaves_the_days_before_it_alone(loaded: None) -> None:
    rule = LegalRule.objects.get(slug="duree-max-heures")
    LegalValue.objects.create(
        rule=rule, valid_from=date(2027, 9, 1), value=Decimal(800), sources=["JO"]
    )
    law = load_law()
    facts: Any = {"total_hours": Decimal(900)}

    def length(start: date) -> State:
        end = start + timedelta(days=150)
        found = check(Facts(starts_on=start, ends_on=end, **facts), law).get("duree")
        assert found is not None
        return found.state

    assert length(date(2027, 8, 31)) == State.PASSED
    assert length(date(2027, 9, 1)) == State.FAILED
