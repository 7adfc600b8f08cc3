from datetime import date, timedelta
from decimal import Decimal

import pytest

from careers.doubts import doubts
from careers.models import Internship


def listing(
    *, days: int, hours: str = "35", pay: str | None = "4.50", year: int = 2026
) -> Internship:
    start = date(year, 1, 5)
    return Internship(
        starts_on=start,
        ends_on=start + timedelta(days=days - 1),
        weekly_hours=Decimal(hours),
        hourly_pay=None if pay is None else Decimal(pay),
    )


@pytest.mark.parametrize(
    ("internship", "words"),
    [
        (listing(days=61, pay="0"), []),  # 305 h
        (listing(days=63, pay="0"), ["308"]),  # 315 h
        (listing(days=63, pay="4.49"), ["4,50"]),
        (listing(days=63, pay="4.50"), []),
        (listing(days=63, pay=None), []),
        (listing(days=184), []),  # 920 h
        (listing(days=186), ["924"]),  # 930 h
        (listing(days=28, hours="36"), ["35 heures"]),
        (listing(days=63, year=2027), ["2027"]),
        (listing(days=28, year=2027), []),
        (Internship(), []),
    ],
)
def test_what_makes_one_look_twice(internship: Internship, words: list[str]) -> None:
    found = doubts(internship)

    assert len(found) == len(words)
    for sentence, word in zip(found, words, strict=True):
        assert word in sentence
