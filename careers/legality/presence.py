"""How many hours an offer lasts, as the law counts them: seven to a day of presence (D.124-6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .facts import Facts

WORKING_WEEK = 5
# The longest week the form lets one write, and what bounds an offer that says none.
LONGEST_WEEK = Decimal(48)
FULL_WEEK = Decimal(35)


@dataclass(frozen=True)
class Presence:
    """Hours of presence: what is told, and the bounds that it certainly lies between.

    `estimated` when nobody gave the total; `assumed` when not even the week is known, and `hours`
    are those of a full-time week; `doubted` when the total given is less than the dates and the
    week make, which only breaks can explain.
    """

    hours: Decimal
    least: Decimal
    most: Decimal
    estimated: bool = True
    assumed: bool = False
    doubted: bool = False


def presence(facts: Facts) -> Presence | None:
    """The hours of an offer; None when it has no total and no dates in order.

    From dates: the days from Monday to Friday, both ends included, a fifth of the week each. Public
    holidays may or may not be worked, so they only lower `least`.
    """
    dated = _from_dates(facts)
    total = facts.total_hours
    if total is None:
        return dated
    if dated and not dated.assumed and total < dated.least:
        return Presence(total, total, dated.most, estimated=False, doubted=True)
    return Presence(total, total, total, estimated=False)


def _from_dates(facts: Facts) -> Presence | None:
    if facts.starts_on is None or facts.ends_on is None or facts.ends_on < facts.starts_on:
        return None
    days = weekdays(facts.starts_on, facts.ends_on)
    if facts.weekly_hours is None:
        full = days * FULL_WEEK / WORKING_WEEK
        most = days * LONGEST_WEEK / WORKING_WEEK
        return Presence(full, Decimal(0), most, assumed=True)
    sure = days - holidays_between(facts.starts_on, facts.ends_on)
    a_day = facts.weekly_hours / WORKING_WEEK
    return Presence(days * a_day, sure * a_day, days * a_day)


def weekdays(start: date, end: date) -> int:
    """Days from Monday to Friday, both ends included; 0 when the end comes first."""
    days = (end - start).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    extra = sum((start.weekday() + day) % 7 < WORKING_WEEK for day in range(rest))
    return weeks * WORKING_WEEK + extra


def holidays_between(start: date, end: date) -> int:
    """Public holidays of France (Code du travail, L.3133-1) that fall from Monday to Friday."""
    return sum(
        start <= holiday <= end and holiday.weekday() < WORKING_WEEK
        for year in range(start.year, end.year + 1)
        for holiday in holidays(year)
    )


def holidays(year: int) -> list[date]:
    easter = _easter(year)
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    moving = [easter + timedelta(days=days) for days in (1, 39, 50)]
    return sorted({*(date(year, month, day) for month, day in fixed), *moving})


def _easter(year: int) -> date:
    """Sunday of Easter in the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(1))
