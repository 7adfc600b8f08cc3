"""The examples that the product promises, word for word."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from careers.legality import Facts, State, check

from .law import law

IN_2025: Any = {"starts_on": date(2025, 3, 3), "ends_on": date(2025, 5, 2)}
IN_2026: Any = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 5, 1)}
SIX_MONTHS: Any = {"previous_starts_on": date(2026, 1, 1), "previous_ends_on": date(2026, 6, 30)}


@pytest.mark.parametrize(
    ("facts", "rule", "state"),
    [
        (Facts(total_hours=Decimal(315), hourly_pay=Decimal(0)), "gratification", State.FAILED),
        (Facts(total_hours=Decimal(308), hourly_pay=Decimal(0)), "gratification", State.PASSED),
        (
            Facts(total_hours=Decimal(315), hourly_pay=Decimal("4.40"), **IN_2025),
            "gratification",
            State.PASSED,
        ),
        (
            Facts(total_hours=Decimal(315), hourly_pay=Decimal("4.40"), **IN_2026),
            "gratification",
            State.FAILED,
        ),
        (Facts(total_hours=Decimal(925)), "duree", State.FAILED),
        (Facts(total_hours=Decimal(924)), "duree", State.PASSED),
        (Facts(headcount=8, interns_present=3, places=1), "quota", State.FAILED),
        (Facts(interns_present=0), "quota", State.UNKNOWN),
        (Facts(starts_on=date(2026, 10, 1), **SIX_MONTHS), "carence", State.PASSED),
        (Facts(starts_on=date(2026, 8, 1), **SIX_MONTHS), "carence", State.FAILED),
    ],
)
def test_example(facts: Facts, rule: str, state: State) -> None:
    found = check(facts, law()).get(rule)

    assert found is not None
    assert found.state == state
