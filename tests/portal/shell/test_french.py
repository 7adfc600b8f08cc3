from datetime import date
from decimal import Decimal

import pytest

from portal.shell import french


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2027, 2, 1), date(2027, 5, 31), "4 mois"),
        (date(2027, 1, 5), date(2027, 3, 4), "2 mois"),
        (date(2027, 1, 4), date(2027, 1, 31), "1 mois"),
        (date(2027, 1, 4), date(2027, 2, 14), "6 semaines"),
        (date(2027, 1, 4), date(2027, 1, 8), "5 jours"),
        (date(2027, 1, 4), date(2027, 1, 4), "1 jour"),
        (date(2026, 9, 1), date(2027, 2, 28), "6 mois"),
        (date(2027, 3, 1), date(2027, 8, 28), "6 mois"),
        (date(2027, 1, 4), date(2027, 3, 18), "2 mois"),
    ],
)
def test_duration_counts_both_days(start: date, end: date, expected: str) -> None:
    assert french.duration(start, end) == expected


def test_period_writes_one_year_once() -> None:
    assert french.period(date(2027, 2, 1), date(2027, 5, 31)) == (
        "du 1er\u00a0février au 31\u00a0mai 2027"
    )
    assert french.period(date(2026, 12, 23), date(2027, 1, 18)) == (
        "du 23\u00a0décembre 2026 au 18\u00a0janvier 2027"
    )


def test_figures_are_set_in_french() -> None:
    assert french.euros(Decimal("4.5")) == "4,50\u00a0€"
    assert french.euros(Decimal("682.5")) in {"682\u00a0€", "683\u00a0€"}
    assert french.hours(Decimal("17.5")) == "17\u00a0h\u00a030"
    assert french.hours(Decimal(35)) == "35\u00a0h"
    assert french.clock("05:40") == "5\u00a0h\u00a040"
    assert french.clock("12:00") == "12\u00a0h"


def test_typeset_puts_french_marks() -> None:
    assert french.typeset("L'idée : « oui » ; non ?") == (
        "L’idée\u00a0: «\u00a0oui\u00a0»\u202f; non\u202f?"
    )
