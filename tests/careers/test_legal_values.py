"""Figures of law: by date, edited in the admin, unknown when nobody knows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from careers.models import LegalRule, LegalValue
from careers.models.legal import ALLOWANCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    call_command("load_reference", verbosity=0)


@pytest.mark.parametrize(
    ("day", "figure"),
    [
        (date(2015, 8, 31), None),
        (date(2015, 9, 1), "3.6"),
        (date(2025, 12, 31), "4.35"),
        (date(2026, 1, 1), "4.5"),
        (date(2026, 12, 31), "4.5"),
    ],
)
def test_allowance_is_that_of_the_year(loaded: None, day: date, figure: str | None) -> None:
    found = LegalValue.objects.at(ALLOWANCE, day)

    assert (found.value if found else None) == (Decimal(figure) if figure else None)


def test_next_year_is_unknown_rather_than_the_last_one(loaded: None) -> None:
    found = LegalValue.objects.at(ALLOWANCE, date(2027, 1, 1))

    assert found is not None
    assert found.value is None
    assert LegalValue.objects.at(ALLOWANCE, date(2028, 1, 1)) is None


def test_a_rule_without_a_year_holds_on_any_day(loaded: None) -> None:
    found = LegalValue.objects.at("seuil-gratification-heures", date(2031, 5, 1))

    assert found is not None
    assert found.value == 308


def test_a_figure_set_in_the_admin_outlives_a_reload(loaded: None) -> None:
    found = LegalValue.objects.get(slug=f"{ALLOWANCE}-2027-01-01")
    found.value, found.sources = Decimal("4.65"), ["JO du 22/12/2026"]
    found.save()
    call_command("load_reference", verbosity=0)

    found.refresh_from_db()
    assert found.value == Decimal("4.65")
    assert found.history.count() == 2


def test_reload_of_the_same_file_saves_nothing(loaded: None) -> None:
    before = LegalValue.history.count(), LegalRule.history.count()
    call_command("load_reference", verbosity=0)

    assert (LegalValue.history.count(), LegalRule.history.count()) == before


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"valid_from": date(2027, 1, 1), "valid_until": date(2026, 12, 31)}, "dates_in_order"),
        ({"value": Decimal("-1")}, "not_negative"),
    ],
)
def test_database_refuses_what_no_law_says(fields: dict, constraint: str) -> None:
    rule = LegalRule.objects.create(slug="essai", label="Essai", confidence="verified")
    LegalValue.objects.create(rule=rule, valid_from=date(2027, 1, 1), valid_until=date(2027, 1, 1))
    LegalValue.objects.create(rule=rule, value=Decimal(0), slug="zero")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LegalValue.objects.create(rule=rule, slug="faux", **fields)


def test_two_values_do_not_begin_the_same_day() -> None:
    rule = LegalRule.objects.create(slug="essai", label="Essai", confidence="verified")
    LegalValue.objects.create(rule=rule, valid_from=date(2027, 1, 1))
    again = LegalValue(rule=rule, valid_from=date(2027, 1, 1), confidence="verified")

    with pytest.raises(ValidationError, match="déjà une valeur"):
        again.full_clean(exclude=["slug"])


def test_a_known_figure_says_where_it_was_read() -> None:
    rule = LegalRule.objects.create(slug="essai", label="Essai", confidence="verified")
    with pytest.raises(ValidationError, match="où ce chiffre"):
        LegalValue(rule=rule, value=Decimal(1)).clean()
    LegalValue(rule=rule, value=None).clean()
