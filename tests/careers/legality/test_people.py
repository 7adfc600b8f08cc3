"""Quota, tutor, waiting period, commitments."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest

from careers.enums import InternshipKind
from careers.legality import Facts, Finding, Law, State, check

from .law import law

PASSED, FAILED, UNKNOWN = State.PASSED, State.FAILED, State.UNKNOWN


def finding(rule: str, facts: Facts) -> Finding:
    found = check(facts, law()).get(rule)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headcount", "present", "places", "state"),
    [
        (8, 2, 1, PASSED),
        (8, 3, 1, FAILED),
        (8, 0, 3, PASSED),
        (8, 0, 4, FAILED),
        (1, 2, 1, PASSED),
        (0, 0, 1, PASSED),
        # 19 and 20: the same three, by another rule.
        (19, 2, 1, PASSED),
        (19, 3, 1, FAILED),
        (20, 2, 1, PASSED),
        (20, 3, 1, FAILED),
        # 15 %, rounded up: 21 gives 3,15, hence four.
        (21, 3, 1, PASSED),
        (21, 4, 1, FAILED),
        (26, 3, 1, PASSED),  # 3,9
        (27, 4, 1, PASSED),  # 4,05
        (27, 5, 1, FAILED),
        (40, 5, 1, PASSED),  # exactly six
        (40, 6, 1, FAILED),
        (100, 14, 1, PASSED),
        (100, 15, 1, FAILED),
        # Half known.
        (8, None, 1, UNKNOWN),
        (8, None, 4, FAILED),
        (None, 0, 1, UNKNOWN),
        (None, 3, 4, UNKNOWN),
        (None, None, 1, UNKNOWN),
    ],
)
def test_quota(headcount: int | None, present: int | None, places: int, state: State) -> None:
    facts = Facts(headcount=headcount, interns_present=present, places=places)

    assert finding("quota", facts).state == state


def test_quota_shows_its_rule_and_its_number() -> None:
    small = finding("quota", Facts(headcount=19, interns_present=0))
    large = finding("quota", Facts(headcount=21, interns_present=0))

    at_twenty = finding("quota", Facts(headcount=20, interns_present=0))

    assert (at_twenty.legal, str(at_twenty.figure)) == ("quota-20", "3")
    assert (small.legal, str(small.figure)) == ("quota-moins-20", "3")
    assert (large.legal, str(large.figure)) == ("quota-20", "4")
    assert small.article == "R.124-10"


@pytest.mark.parametrize(
    ("followed", "places", "state"),
    [
        (0, 1, PASSED),
        (2, 1, PASSED),
        (3, 1, FAILED),
        (0, 3, PASSED),
        (0, 4, FAILED),
        (None, 1, UNKNOWN),
        (None, 4, FAILED),
    ],
)
def test_tutor_load(followed: int | None, places: int, state: State) -> None:
    assert finding("tuteur-charge", Facts(tutor_interns=followed, places=places)).state == state


@pytest.mark.parametrize(("named", "state"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_tutor_named(named: bool | None, state: State) -> None:
    assert finding("tuteur", Facts(tutor_named=named)).state == state


BEGUN, OVER = date(2026, 1, 1), date(2026, 6, 30)  # 181 days: 61 to wait


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, FAILED), (0, FAILED), (30, FAILED), (60, FAILED), (61, PASSED), (62, PASSED)],
)
def test_waiting_period_to_the_day(days: int, state: State) -> None:
    """`days` are the free ones between the last day of the one and the first of the other."""
    start = OVER + timedelta(days=days + 1)
    facts = Facts(starts_on=start, previous_starts_on=BEGUN, previous_ends_on=OVER)

    assert finding("carence", facts).state == state


@pytest.mark.parametrize(
    ("lasted", "wait"), [(1, 1), (2, 1), (3, 1), (4, 2), (30, 10), (29, 10), (180, 60), (184, 62)]
)
def test_waiting_period_is_a_third_rounded_up(lasted: int, wait: int) -> None:
    over = BEGUN + timedelta(days=lasted - 1)
    for gap, state in ((wait - 1, FAILED), (wait, PASSED)):
        facts = Facts(
            starts_on=over + timedelta(days=gap + 1),
            previous_starts_on=BEGUN,
            previous_ends_on=over,
        )
        assert finding("carence", facts).state == state


@pytest.mark.parametrize(
    ("begun", "over", "start", "state"),
    [
        # Six months: two months by the calendar are 59 days, a third of the days is 62.
        (date(2026, 7, 1), date(2026, 12, 31), date(2027, 2, 28), FAILED),
        (date(2026, 7, 1), date(2026, 12, 31), date(2027, 3, 1), UNKNOWN),
        (date(2026, 7, 1), date(2026, 12, 31), date(2027, 3, 3), UNKNOWN),
        (date(2026, 7, 1), date(2026, 12, 31), date(2027, 3, 4), PASSED),
        # A month of 31 days: ten days by the calendar, eleven by the days.
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 10), FAILED),
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 11), UNKNOWN),
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 12), PASSED),
        # The year after, on 29 February.
        (date(2027, 9, 1), date(2027, 12, 31), date(2028, 2, 29), PASSED),
    ],
)
def test_waiting_period_between_two_ways_of_counting(
    begun: date, over: date, start: date, state: State
) -> None:
    facts = Facts(starts_on=start, previous_starts_on=begun, previous_ends_on=over)

    assert finding("carence", facts).state == state


@pytest.mark.parametrize(
    ("hours", "gap", "state"),
    [("7", 11, FAILED), ("7", 13, PASSED), ("35", 13, FAILED), ("45", 60, FAILED)],
)
def test_part_time_waits_a_third_of_its_presence(hours: str, gap: int, state: State) -> None:
    """One day a week for six months is a fifth of 181 days: 13 to wait, not 61 (L.124-18)."""
    facts = Facts(
        starts_on=OVER + timedelta(days=gap + 1),
        previous_starts_on=BEGUN,
        previous_ends_on=OVER,
        previous_weekly_hours=Decimal(hours),
    )
    assert finding("carence", facts).state == state


def test_full_time_is_assumed_and_said_so() -> None:
    facts = Facts(starts_on=OVER, previous_starts_on=BEGUN, previous_ends_on=OVER)
    part_time = dataclasses.replace(facts, previous_weekly_hours=Decimal(35))

    assert "temps partiel" in finding("carence", facts).sentence
    assert "temps partiel" not in finding("carence", part_time).sentence


@pytest.mark.parametrize(("pay", "said"), [("0.01", True), ("4.49", True), ("4.50", False)])
def test_less_than_the_last_minimum_known_is_said_of_a_year_without_one(
    pay: str, said: bool
) -> None:
    facts = Facts(
        starts_on=date(2027, 2, 1),
        ends_on=date(2027, 6, 30),
        weekly_hours=Decimal(35),
        hourly_pay=Decimal(pay),
    )
    found = finding("gratification", facts)

    assert found.state == UNKNOWN
    assert ("dernier minimum connu" in found.sentence) is said


def test_a_listing_counted_is_named() -> None:
    others = (("Stage régie", 2),)
    facts = Facts(headcount=8, interns_present=2, places=2, present_with=others)
    assert "«\u00a0Stage régie\u00a0»" in finding("quota", facts).sentence

    facts = Facts(tutor_interns=2, places=2, followed_with=others)
    assert "«\u00a0Stage régie\u00a0»" in finding("tuteur-charge", facts).sentence


@pytest.mark.parametrize(
    ("pay", "day", "departement", "state"),
    [
        ("1.00", date(2026, 12, 1), "75", FAILED),
        ("12.01", date(2026, 12, 1), None, FAILED),
        ("12.02", date(2026, 12, 1), "75", UNKNOWN),
        # The next year's is not known, but it is never lower.
        ("12.01", date(2027, 3, 1), "75", FAILED),
        ("12.02", date(2027, 3, 1), "75", UNKNOWN),
        # Mayotte has its own, and so had the year before.
        ("10.00", date(2026, 12, 1), "976", UNKNOWN),
        ("11.88", date(2025, 12, 1), "75", UNKNOWN),
    ],
)
def test_a_job_is_paid_the_smic(pay: str, day: date, departement: str | None, state: State) -> None:
    facts = Facts(
        kind=InternshipKind.CDDU, hourly_pay=Decimal(pay), starts_on=day, departement=departement
    )
    assert finding("salaire", facts).state == state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), UNKNOWN),
        (Facts(starts_on=date(2026, 9, 1)), UNKNOWN),
        (Facts(previous_starts_on=BEGUN, previous_ends_on=OVER), UNKNOWN),
        (Facts(starts_on=date(2026, 9, 1), previous_ends_on=OVER), UNKNOWN),
        (
            Facts(starts_on=date(2026, 9, 1), previous_starts_on=OVER, previous_ends_on=BEGUN),
            UNKNOWN,
        ),
        (
            Facts(
                starts_on=date(2026, 7, 1),
                previous_starts_on=BEGUN,
                previous_ends_on=OVER,
                previous_left_early=True,
            ),
            PASSED,
        ),
        (Facts(first_on_post=True), PASSED),
        (Facts(first_on_post=False), UNKNOWN),
        # Said to be the first, yet a last one is dated: the dates win.
        (
            Facts(
                starts_on=date(2026, 7, 1),
                previous_starts_on=BEGUN,
                previous_ends_on=OVER,
                first_on_post=True,
            ),
            FAILED,
        ),
    ],
)
def test_waiting_period_half_known(facts: Facts, state: State) -> None:
    assert finding("carence", facts).state == state


@pytest.mark.parametrize(
    ("facts", "rule", "state"),
    [
        (Facts(agreement=True), "convention", PASSED),
        (Facts(agreement=False), "convention", FAILED),
        (Facts(), "convention", UNKNOWN),
        (Facts(curriculum=True), "cursus", PASSED),
        (Facts(curriculum=False), "cursus", FAILED),
        (Facts(), "cursus", UNKNOWN),
        (
            Facts(agreement=True, texts=(("missions", "Possible hors convention."),)),
            "convention",
            FAILED,
        ),
        (
            Facts(agreement=True, texts=(("missions", "Nous fournissons la convention."),)),
            "convention",
            UNKNOWN,
        ),
        (
            Facts(agreement=False, texts=(("missions", "Nous fournissons la convention."),)),
            "convention",
            FAILED,
        ),
    ],
)
def test_commitments(facts: Facts, rule: str, state: State) -> None:
    assert finding(rule, facts).state == state


@pytest.mark.parametrize("rule", ["quota", "tuteur-charge", "carence", "cursus", "duree"])
def test_no_figure_no_green(rule: str) -> None:
    facts = Facts(
        headcount=8, interns_present=0, tutor_interns=0, curriculum=True,
        starts_on=date(2026, 9, 1), previous_starts_on=BEGUN, previous_ends_on=OVER,
    )  # fmt: skip
    found = check(facts, Law(today=date(2026, 11, 22))).get(rule)

    assert found is not None
    assert found.state == UNKNOWN
