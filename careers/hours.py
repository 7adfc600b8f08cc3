"""The 507 hours: what counts, over which months, what is left. Pure; figures come from outside.

The window is that of the months ending on the day asked for, that day included. Work that lies
partly outside counts for the share of its days inside. Informs only: France Travail decides, from
the attestations of employers.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from careers.hours_enums import Counts, WorkNature

DAY = timedelta(days=1)
CENT = Decimal("0.01")
# How many months ahead the window is shown to slide.
AHEAD = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hours done from a day to another, both included."""

    starts_on: date
    ends_on: date
    hours: Decimal
    nature: WorkNature

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def within(self, start: date, end: date) -> Decimal:
        """The hours that fall between two days, as if each day had as many."""
        first, last = max(self.starts_on, start), min(self.ends_on, end)
        inside = (last - first).days + 1
        if inside <= 0:
            return Decimal(0)
        if inside == self.days:
            return self.hours
        return (self.hours * inside / self.days).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the law asks on a day: so many hours over so many months; None: not known."""

    hours: Decimal | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The total on a later day if nothing else is worked by then, and what has left it."""

    day: date
    total: Decimal
    leaving: Decimal


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the window: its first day inside, and the hours that count."""

    day: date
    hours: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the work adds up to on `end`."""

    ask: Ask
    start: date
    end: date
    sure: Decimal
    annex_8: Decimal
    annex_10: Decimal
    to_check: Decimal
    out: Decimal
    # Hours inside the window of each work, in the order given.
    inside: tuple[Decimal, ...]
    months: tuple[Month, ...]
    ahead: tuple[Ahead, ...]

    @property
    def left(self) -> Decimal | None:
        """Hours still to work; None when the law's figure is not known, 0 when it is reached."""
        if self.ask.hours is None:
            return None
        return max(self.ask.hours - self.sure, Decimal(0))

    @property
    def percent(self) -> int:
        """The share reached, 0 to 100; never rounded up to a hundred."""
        if not self.ask.hours:
            return 0
        return min(int(100 * self.sure / self.ask.hours), 100)

    @property
    def mixes_annexes(self) -> bool:
        return bool(self.annex_8 and self.annex_10)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier (later when negative), or the last one of that month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def window(end: date, months: int) -> tuple[date, date]:
    """The months ending on a day: 12 of them to 28/11/2026 begin on 29/11/2025."""
    return months_before(end, months) + DAY, end


def count(works: Sequence[Work], *, on: date, ask: Ask) -> Count:
    """What the work adds up to on a day. Without a known period nothing is counted."""
    if ask.months is None:
        start, end = on + DAY, on
    else:
        start, end = window(on, ask.months)
    inside = tuple(work.within(start, end) for work in works)

    def total(*natures: WorkNature) -> Decimal:
        found = (h for work, h in zip(works, inside, strict=True) if work.nature in natures)
        return sum(found, Decimal(0))

    def of(counts: Counts) -> list[WorkNature]:
        return [nature for nature in WorkNature if nature.counts == counts]

    return Count(
        ask=ask,
        start=start,
        end=end,
        sure=total(*of(Counts.YES)),
        annex_8=total(WorkNature.ANNEX_8),
        annex_10=total(WorkNature.ANNEX_10),
        to_check=total(*of(Counts.CHECK)),
        out=total(*of(Counts.NO)),
        inside=inside,
        months=tuple(_months(works, start, end)),
        ahead=tuple(_ahead(works, on, ask.months)) if ask.months else (),
    )


def _sure(works: Iterable[Work], start: date, end: date) -> Decimal:
    found = (work.within(start, end) for work in works if work.nature.counts == Counts.YES)
    return sum(found, Decimal(0))


def _months(works: Sequence[Work], start: date, end: date) -> Iterable[Month]:
    """The window month by month of the calendar; the first and the last may be cut."""
    first = start
    while first <= end:
        last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
        yield Month(first, _sure(works, first, min(last, end)))
        first = last + DAY


def _ahead(works: Sequence[Work], on: date, months: int) -> Iterable[Ahead]:
    """Work already planned joins the later totals; `leaving` is what slid out since the day."""
    start, _end = window(on, months)
    for later in AHEAD:
        day = months_before(on, -later)
        then, _day = window(day, months)
        yield Ahead(day, _sure(works, then, day), _sure(works, start, then - DAY))
