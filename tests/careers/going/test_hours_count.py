"""The count of the 507 hours: what enters it, what slides out, what is never guessed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from careers.hours import Ask, Count, Work, count, months_before, window
from careers.hours_enums import Counts, WorkNature

ASK = Ask(Decimal(507), 12)
TODAY = date(2026, 11, 28)


def work(
    hours: str,
    *,
    first: date = date(2026, 6, 1),
    last: date | None = None,
    nature: WorkNature = WorkNature.ANNEX_8,
) -> Work:
    return Work(starts_on=first, ends_on=last or first, hours=Decimal(hours), nature=nature)


def counted(*works: Work, on: date = TODAY, ask: Ask = ASK) -> Count:
    return count(works, on=on, ask=ask)


@pytest.mark.parametrize(
    ("end", "start"),
    [
        (date(2026, 11, 28), date(2025, 11, 29)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
    ],
)
def test_twelve_months_end_on_the_day_asked_for(end: date, start: date) -> None:
    assert window(end, 12) == (start, end)


def test_months_are_counted_to_the_end_of_the_shorter_one() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 31), -1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 5), 13) == date(2024, 12, 5)


def test_nothing_worked_leaves_everything_to_do() -> None:
    found = counted()

    assert (found.sure, found.left, found.percent) == (0, 507, 0)


def test_contracts_of_both_annexes_add_up() -> None:
    found = counted(work("300"), work("100.5", nature=WorkNature.ANNEX_10))

    assert (found.annex_8, found.annex_10, found.sure) == (300, Decimal("100.5"), Decimal("400.5"))
    assert found.left == Decimal("106.5")
    assert found.mixes_annexes


@pytest.mark.parametrize(
    ("nature", "counts"),
    [
        (WorkNature.ANNEX_8, Counts.YES),
        (WorkNature.ANNEX_10, Counts.YES),
        (WorkNature.GENERAL, Counts.CHECK),
        (WorkNature.UNKNOWN, Counts.CHECK),
        (WorkNature.TRAINING, Counts.CHECK),
        (WorkNature.TEACHING, Counts.CHECK),
        (WorkNature.LEAVE, Counts.CHECK),
        (WorkNature.INTERNSHIP, Counts.NO),
        (WorkNature.VOLUNTEERING, Counts.NO),
    ],
)
def test_only_what_is_sure_enters_the_total(nature: WorkNature, counts: Counts) -> None:
    found = counted(work("600", nature=nature))

    assert nature.counts == counts
    assert found.sure == (600 if counts == Counts.YES else 0)
    assert found.to_check == (600 if counts == Counts.CHECK else 0)
    assert found.out == (600 if counts == Counts.NO else 0)


def test_an_internship_never_counts_however_long() -> None:
    found = counted(work("924", nature=WorkNature.INTERNSHIP), work("506"))

    assert found.left == 1
    assert found.percent == 99


@pytest.mark.parametrize(("hours", "left", "percent"), [("506.99", "0.01", 99), ("507", "0", 100)])
def test_the_figure_of_the_law_is_reached_and_not_rounded_to(
    hours: str, left: str, percent: int
) -> None:
    found = counted(work(hours))

    assert (found.left, found.percent) == (Decimal(left), percent)


def test_more_than_needed_leaves_nothing() -> None:
    assert (counted(work("900")).left, counted(work("900")).percent) == (0, 100)


@pytest.mark.parametrize(
    ("first", "inside"),
    [
        (date(2025, 11, 28), "0"),
        (date(2025, 11, 29), "8"),
        (date(2026, 11, 28), "8"),
        (date(2026, 11, 29), "0"),
    ],
)
def test_the_edges_of_the_window_are_included(first: date, inside: str) -> None:
    assert counted(work("8", first=first)).sure == Decimal(inside)


def test_work_across_the_edge_counts_for_the_days_inside() -> None:
    # Ten days, of which the last four are inside.
    across = work("70", first=date(2025, 11, 23), last=date(2025, 12, 2))
    # Ten days, of which the first three are inside.
    begun = work("70", first=date(2026, 11, 26), last=date(2026, 12, 5))

    assert counted(across).sure == 28
    assert counted(begun).sure == 21
    assert counted(across, begun).inside == (28, 21)


def test_every_hour_is_somewhere_and_nowhere_twice() -> None:
    """Whatever the nature and the day, the parts add up to the hours inside."""
    works = [
        work("40", first=TODAY - timedelta(days=37 * rank), nature=nature)
        for rank, nature in enumerate(WorkNature)
    ]
    for days in range(0, 700, 23):
        found = counted(*works, on=TODAY + timedelta(days=days - 200))
        assert found.sure + found.to_check + found.out == sum(found.inside)
        assert found.annex_8 + found.annex_10 == found.sure
        assert sum(month.hours for month in found.months) == found.sure


def test_the_window_slides_and_says_what_leaves() -> None:
    old = work("100", first=date(2025, 12, 10))
    new = work("50", first=date(2026, 11, 1))

    ahead = {one.day: one for one in counted(old, new).ahead}

    assert (ahead[date(2026, 12, 28)].total, ahead[date(2026, 12, 28)].leaving) == (50, 100)
    assert ahead[date(2027, 5, 28)].total == 50


def test_work_already_planned_joins_the_later_totals() -> None:
    planned = work("35", first=date(2026, 12, 7), last=date(2026, 12, 11))
    found = counted(planned)

    assert found.sure == 0
    assert found.ahead[0].total == 35


@pytest.mark.parametrize("ask", [Ask(None, 12), Ask(Decimal(507), None), Ask(None, None)])
def test_a_figure_that_is_not_known_is_not_guessed(ask: Ask) -> None:
    found = counted(work("600"), ask=ask)

    assert found.percent in {0, 100}
    if ask.hours is None:
        assert found.left is None
    if ask.months is None:
        assert (found.sure, found.ahead, found.months) == (0, (), ())


def test_other_figures_of_the_law_give_other_counts() -> None:
    spring = work("100", first=date(2026, 2, 1))

    assert counted(spring, ask=Ask(Decimal(400), 12)).left == 300
    assert counted(spring, ask=Ask(Decimal(400), 6)).left == 400
