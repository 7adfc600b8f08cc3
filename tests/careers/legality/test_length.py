"""Six months, counted in hours of presence; the week; the hours that dates make."""

from datetime import date
from decimal import Decimal

import pytest

from careers.legality import Facts, Law, State, check
from careers.legality.presence import (
    holidays,
    holidays_between,
    months_later,
    presence,
    weekdays,
)

from .law import law

PASSED, FAILED, UNKNOWN = State.PASSED, State.FAILED, State.UNKNOWN


def state_of(rule: str, facts: Facts) -> State:
    found = check(facts, law()).get(rule)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    ("total", "state"),
    [("1", PASSED), ("923.5", PASSED), ("924", PASSED), ("924.5", FAILED), ("1200", FAILED)],
)
def test_total_given(total: str, state: State) -> None:
    assert state_of("duree", Facts(total_hours=Decimal(total))) == state


@pytest.mark.parametrize(
    ("start", "end", "weekly", "state"),
    [
        # Six months of 35 hours never pass 924.
        (date(2026, 7, 1), date(2026, 12, 31), "35", PASSED),  # 132 days: 924 h
        (date(2026, 1, 1), date(2026, 6, 30), "35", PASSED),
        (date(2026, 3, 1), date(2026, 8, 31), "35", PASSED),
        # 39 hours a week over six months: 1 029 h.
        (date(2026, 7, 1), date(2026, 12, 31), "39", FAILED),
        # A few holidays decide: nobody knows.
        (date(2026, 3, 2), date(2026, 9, 4), "35", UNKNOWN),
        # Part time beyond six months: the hours fit, the calendar is a question.
        (date(2026, 1, 5), date(2026, 7, 4), "20", PASSED),
        (date(2026, 1, 5), date(2026, 7, 5), "20", UNKNOWN),
        (date(2026, 1, 5), date(2026, 12, 18), "17.5", UNKNOWN),
        (date(2026, 1, 5), date(2026, 12, 18), "35", FAILED),
        # The week is missing.
        (date(2026, 1, 5), date(2026, 3, 27), None, PASSED),
        (date(2026, 1, 5), date(2026, 6, 26), None, UNKNOWN),
        (date(2026, 1, 5), date(2027, 6, 25), None, UNKNOWN),
    ],
)
def test_dates_and_week(start: date, end: date, weekly: str | None, state: State) -> None:
    hours = None if weekly is None else Decimal(weekly)

    assert state_of("duree", Facts(starts_on=start, ends_on=end, weekly_hours=hours)) == state


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(starts_on=date(2026, 1, 5)),
        Facts(ends_on=date(2026, 3, 5), weekly_hours=Decimal(35)),
    ],
)
def test_without_dates_the_length_is_unknown(facts: Facts) -> None:
    assert state_of("duree", facts) == UNKNOWN


def test_estimate_says_that_it_is_one() -> None:
    estimated = Facts(
        starts_on=date(2026, 1, 5), ends_on=date(2026, 3, 6), weekly_hours=Decimal(35)
    )
    given = Facts(total_hours=Decimal(315))

    assert "Environ" in check(estimated, law()).findings[2].sentence
    assert "Environ" not in check(given, law()).findings[2].sentence


@pytest.mark.parametrize(
    ("total", "state"), [(None, UNKNOWN), (308, PASSED), (315, FAILED), (320, FAILED)]
)
def test_a_given_total_settles_what_the_dates_leave_open(total: int | None, state: State) -> None:
    """Forty-five days from Monday to Friday, of which three are holidays: 294 to 315 hours."""
    facts = Facts(
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 5, 8),
        weekly_hours=Decimal(35),
        total_hours=None if total is None else Decimal(total),
        hourly_pay=Decimal(0),
    )
    assert state_of("gratification", facts) == state


def test_a_total_lower_than_the_dates_make_is_doubted() -> None:
    """Six months at 35 hours are not 308 hours because somebody says so."""
    facts = Facts(
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 6, 26),
        weekly_hours=Decimal(35),
        total_hours=Decimal(308),
        hourly_pay=Decimal(0),
    )
    found = check(facts, law()).get("gratification")

    assert found
    assert found.state == UNKNOWN
    assert "annoncées" in found.sentence


@pytest.mark.parametrize(
    ("weekly", "state"),
    [(None, UNKNOWN), ("7", PASSED), ("35", PASSED), ("35.5", UNKNOWN), ("39", UNKNOWN)],
)
def test_week(weekly: str | None, state: State) -> None:
    hours = None if weekly is None else Decimal(weekly)

    assert state_of("horaires", Facts(weekly_hours=hours)) == state


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 1, 5), date(2026, 1, 5), 1),
        (date(2026, 1, 5), date(2026, 1, 9), 5),
        (date(2026, 1, 5), date(2026, 1, 11), 5),
        (date(2026, 1, 9), date(2026, 1, 12), 2),
        (date(2026, 1, 10), date(2026, 1, 11), 0),
        (date(2026, 1, 11), date(2026, 1, 10), 0),
        (date(2026, 7, 1), date(2026, 12, 31), 132),
    ],
)
def test_weekdays(start: date, end: date, days: int) -> None:
    assert weekdays(start, end) == days


def test_weekdays_agree_with_a_calendar() -> None:
    first = date(2026, 1, 1).toordinal()
    for length in range(1, 60):
        for start in range(first, first + 7):
            span = [date.fromordinal(start + day) for day in range(length)]
            expected = sum(day.weekday() < 5 for day in span)
            assert weekdays(span[0], span[-1]) == expected


def test_holidays_of_2026() -> None:
    assert holidays(2026) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


def test_holidays_count_only_on_weekdays() -> None:
    assert holidays_between(date(2026, 11, 1), date(2026, 11, 1)) == 0  # a Sunday
    assert holidays_between(date(2026, 12, 25), date(2027, 1, 1)) == 2


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 5), 6, date(2026, 7, 5)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_presence_is_none_without_dates() -> None:
    assert presence(Facts(weekly_hours=Decimal(35))) is None


def test_words_of_a_year_fail_whatever_the_dates() -> None:
    facts = Facts(total_hours=Decimal(200), texts=(("title", "Stage de douze mois"),))

    assert state_of("duree", facts) == FAILED


def test_no_law_no_green() -> None:
    report = check(Facts(total_hours=Decimal(10)), Law(today=date(2026, 11, 22)))
    found = report.get("duree")

    assert found is not None
    assert found.state == UNKNOWN
