"""Allowance: when it is due, and held against the minimum of each year of presence."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from careers.legality import Facts, Finding, Law, State, Value, check
from careers.legality.facts import Facts as Known

from .law import law

PASSED, FAILED, UNKNOWN = State.PASSED, State.FAILED, State.UNKNOWN


def pay(facts: Known, known: Law | None = None) -> Finding:
    found = check(facts, known or law()).get("gratification")
    assert found is not None
    return found


def stage(start: date, end: date, amount: str | None, **more: Any) -> Facts:
    more = {"weekly_hours": Decimal(35), **more}
    hourly = None if amount is None else Decimal(amount)
    return Facts(starts_on=start, ends_on=end, hourly_pay=hourly, **more)


@pytest.mark.parametrize(
    ("total", "amount", "state"),
    [
        ("307.99", "0", PASSED),
        ("308", "0", PASSED),
        ("308.01", "0", FAILED),
        ("309", "0", FAILED),
        ("309", None, UNKNOWN),
        ("308", None, PASSED),
        ("309", "4.50", UNKNOWN),  # no dates: of which year?
        ("924", "0", FAILED),
    ],
)
def test_threshold_by_hours(total: str, amount: str | None, state: State) -> None:
    hourly = None if amount is None else Decimal(amount)

    assert pay(Facts(total_hours=Decimal(total), hourly_pay=hourly)).state == state


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (date(2026, 3, 3), PASSED),  # 42 days
        (date(2026, 3, 5), PASSED),  # 44 days of seven hours: 308 h
        (date(2026, 3, 6), FAILED),  # the 45th
    ],
)
def test_threshold_by_days(end: date, state: State) -> None:
    """From Monday 5 January 2026; no public holiday falls on a weekday until April."""
    assert pay(stage(date(2026, 1, 5), end, "0")).state == state


def test_nine_weeks_without_pay_are_said_to_be_illegal() -> None:
    found = pay(stage(date(2026, 1, 5), date(2026, 3, 6), "0"))

    assert "315\u00a0h" in found.sentence
    assert "illégal" in found.sentence
    assert found.article == "L.124-6, D.124-8"


def test_holidays_make_a_close_estimate_unknown() -> None:
    """Forty-five weekdays from Monday 6 April, Easter Monday: four of them are holidays."""
    found = pay(stage(date(2026, 4, 6), date(2026, 6, 5), "0"))

    assert found.state == UNKNOWN
    assert "précisez les heures" in found.sentence


@pytest.mark.parametrize(
    ("start", "end", "amount", "state"),
    [
        # Within one year.
        (date(2025, 3, 3), date(2025, 6, 30), "4.35", PASSED),
        (date(2025, 3, 3), date(2025, 6, 30), "4.34", FAILED),
        (date(2026, 3, 2), date(2026, 6, 30), "4.50", PASSED),
        (date(2026, 3, 2), date(2026, 6, 30), "4.49", FAILED),
        (date(2026, 3, 2), date(2026, 6, 30), "4.35", FAILED),
        # Up to the last and from the first day of a year.
        (date(2025, 9, 1), date(2025, 12, 31), "4.35", PASSED),
        (date(2025, 9, 1), date(2026, 1, 1), "4.35", FAILED),
        (date(2026, 1, 1), date(2026, 4, 30), "4.35", FAILED),
        # Across two years: each with its own.
        (date(2025, 11, 3), date(2026, 2, 27), "4.35", FAILED),
        (date(2025, 11, 3), date(2026, 2, 27), "4.50", PASSED),
        (date(2025, 11, 3), date(2026, 2, 27), "4.30", FAILED),
        # 2027 is not known: never green, red as soon as the known year is.
        (date(2026, 11, 2), date(2026, 12, 31), "4.50", PASSED),
        (date(2026, 9, 1), date(2026, 12, 31), "4.50", PASSED),
        (date(2026, 9, 1), date(2027, 1, 1), "4.50", UNKNOWN),
        (date(2026, 11, 2), date(2027, 2, 26), "4.50", UNKNOWN),
        (date(2026, 11, 2), date(2027, 2, 26), "4.49", FAILED),
        (date(2027, 1, 4), date(2027, 4, 30), "4.50", UNKNOWN),
        (date(2027, 1, 4), date(2027, 4, 30), "9.00", UNKNOWN),
        (date(2027, 1, 4), date(2027, 4, 30), "0", FAILED),
        (date(2029, 1, 8), date(2029, 4, 27), "4.50", UNKNOWN),
        # Before the rule had a figure here.
        (date(2015, 3, 2), date(2015, 6, 30), "3.60", UNKNOWN),
        (date(2015, 6, 1), date(2015, 10, 30), "3.60", UNKNOWN),
        (date(2015, 9, 1), date(2015, 12, 31), "3.60", PASSED),
    ],
)
def test_minimum_is_that_of_each_year_of_presence(
    start: date, end: date, amount: str, state: State
) -> None:
    assert pay(stage(start, end, amount)).state == state


def test_every_year_is_named_with_its_minimum() -> None:
    found = pay(stage(date(2025, 11, 3), date(2026, 2, 27), "4.50"))

    assert "2025\u00a0: 4,35\u00a0€" in found.sentence
    assert "2026\u00a0: 4,50\u00a0€" in found.sentence
    assert found.as_of == date(2026, 1, 1)


def test_failure_names_only_the_year_that_fails() -> None:
    found = pay(stage(date(2025, 11, 3), date(2026, 2, 27), "4.35"))

    assert "2026\u00a0: 4,50\u00a0€" in found.sentence
    assert "2025" not in found.sentence
    assert str(found.figure) == "4,50\u00a0€"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), UNKNOWN),
        (Facts(hourly_pay=Decimal(0)), UNKNOWN),
        (Facts(hourly_pay=Decimal("4.50")), UNKNOWN),
        (Facts(total_hours=Decimal(300)), PASSED),
        # Paid enough whatever the hours are.
        (stage(date(2026, 3, 2), date(2026, 6, 30), "4.50", weekly_hours=None), PASSED),
        # Too little, if it is due at all.
        (stage(date(2026, 3, 2), date(2026, 6, 30), "4.00", weekly_hours=None), UNKNOWN),
        (stage(date(2026, 3, 2), date(2026, 6, 30), "0", weekly_hours=None), UNKNOWN),
        # Four weeks stay under the threshold in the longest of weeks.
        (stage(date(2026, 3, 2), date(2026, 3, 27), "0", weekly_hours=None), PASSED),
        (stage(date(2026, 3, 2), date(2026, 6, 30), "0", weekly_hours=Decimal(7)), PASSED),
        (stage(date(2026, 6, 30), date(2026, 3, 2), "0"), UNKNOWN),
        (
            stage(date(2026, 6, 30), date(2026, 3, 2), "4.50", total_hours=Decimal(400)),
            UNKNOWN,
        ),
    ],
)
def test_half_filled_facts(facts: Facts, state: State) -> None:
    assert pay(facts).state == state


def test_amount_that_is_missing_is_asked_for() -> None:
    due = pay(Facts(total_hours=Decimal(309)))
    perhaps = pay(Facts())

    assert "montant manquant" in due.sentence
    assert "il manque le montant" in perhaps.sentence


def test_every_unknown_year_is_named() -> None:
    found = pay(stage(date(2028, 11, 6), date(2029, 2, 23), "9"))

    assert found.state == UNKNOWN
    assert "2028" in found.sentence
    assert "2029" in found.sentence


def test_value_holds_on_its_last_day_and_not_after() -> None:
    known = law()

    assert known.figure("gratification-horaire", date(2026, 12, 31)) == Decimal("4.5")
    assert known.figure("gratification-horaire", date(2027, 1, 1)) is None


def test_rate_that_changes_within_a_year() -> None:
    known = law()
    summer = Value(
        rule="gratification-horaire",
        figure=Decimal(5),
        valid_from=date(2026, 7, 1),
        valid_until=date(2026, 12, 31),
        confidence="verified",
    )
    values = {**known.values}
    values["gratification-horaire"] = (*values["gratification-horaire"], summer)
    changed = Law(today=known.today, rules=known.rules, values=values)

    assert pay(stage(date(2026, 3, 2), date(2026, 6, 30), "4.50"), changed).state == PASSED
    assert pay(stage(date(2026, 3, 2), date(2026, 7, 1), "4.50"), changed).state == FAILED
    assert pay(stage(date(2026, 3, 2), date(2026, 7, 1), "5"), changed).state == PASSED


def test_year_of_general_knowledge_says_so() -> None:
    sure = pay(stage(date(2026, 3, 2), date(2026, 6, 30), "4.50"))
    unsure = pay(stage(date(2020, 3, 2), date(2020, 6, 30), "3.90"))

    assert not sure.to_check
    assert (unsure.state, unsure.to_check) == (PASSED, True)


@pytest.mark.parametrize(
    ("weeks", "amount", "state"),
    [(4, "0", PASSED), (20, "4.50", FAILED), (20, "0", FAILED)],
)
def test_words_count_when_pay_is_due(weeks: int, amount: str, state: State) -> None:
    start = date(2026, 1, 5)
    facts = stage(
        start,
        start + timedelta(days=7 * weeks - 1),
        amount,
        texts=(("missions", "Stage non gratifié."),),
    )

    assert pay(facts).state == state
    assert bool(pay(facts).words) is (state == FAILED)


def test_without_a_threshold_nothing_is_green() -> None:
    assert pay(Facts(total_hours=Decimal(10)), Law(today=date(2026, 11, 22))).state == UNKNOWN
