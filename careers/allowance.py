"""What an internship pays month by month, and what living costs leave of it. Pure: no database.

Hours are estimated as in `careers.legality.presence`: Monday to Friday, holidays counted in. Up to
the minimum no contribution is taken, gross and net are the same (DOMAIN 3.2); what is taken above
is not in the texts read, hence « à vérifier ».
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from careers.legality import Facts, Finding, Law, State, check
from careers.legality.law import Span
from careers.legality.presence import WORKING_WEEK, months_later, weekdays

MINIMUM, THRESHOLD, REFUND = "gratification-horaire", "seuil-gratification-heures", "avantages"
CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Living:
    """What a month costs and brings beside the internship, in euros."""

    rent: Decimal = Decimal(0)
    transport: Decimal = Decimal(0)
    food: Decimal = Decimal(0)
    resources: Decimal = Decimal(0)

    @property
    def given(self) -> bool:
        return any((self.rent, self.transport, self.food, self.resources))


@dataclass(frozen=True, kw_only=True)
class Month:
    """The days of the internship in one month; None where the minimum of the year is not known.

    `free` is the part of `amount` that no contribution is taken from. A month begun is lived
    through in full: `left` counts its whole rent.
    """

    start: date
    end: date
    hours: Decimal
    minimum: Decimal | None
    amount: Decimal | None
    free: Decimal | None
    refund: Decimal
    left: Decimal | None

    @property
    def taxed(self) -> Decimal | None:
        """The part above the minimum, from which something may be taken."""
        if self.amount is None or self.free is None:
            return None
        return self.amount - self.free


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The months of an internship and what they come to.

    `due`: whether the law asks for an allowance at all, None when the hours are too close to the
    threshold. `at_minimum`: no pay was given, the minimum of each year is counted.
    """

    months: tuple[Month, ...]
    due: bool | None
    threshold: Decimal | None
    refund_percent: Decimal | None
    at_minimum: bool
    findings: tuple[Finding, ...]

    @property
    def hours(self) -> Decimal:
        return sum((month.hours for month in self.months), Decimal(0))

    @property
    def known(self) -> Decimal:
        """What the months whose amount is known come to."""
        return sum((month.amount or Decimal(0) for month in self.months), Decimal(0))

    @property
    def complete(self) -> bool:
        return all(month.amount is not None for month in self.months)

    @property
    def left(self) -> Decimal:
        return sum((month.left or Decimal(0) for month in self.months), Decimal(0))

    @property
    def unknown_years(self) -> tuple[int, ...]:
        years = {month.start.year for month in self.months if month.minimum is None}
        return tuple(sorted(years))

    @property
    def above(self) -> bool:
        """Whether some month pays more than its minimum."""
        return any(month.taxed for month in self.months)


def plan(
    *, start: date, end: date, weekly: Decimal, pay: Decimal | None, living: Living, law: Law
) -> Plan:
    """The months from `start` to `end`, both included; `pay` None counts the legal minimum."""
    facts = Facts(starts_on=start, ends_on=end, weekly_hours=weekly, hourly_pay=pay)
    report = check(facts, law)
    due = _due(facts, law)
    percent = law.figure(REFUND, start)
    paid = Decimal(0) if pay is None and due is False else pay
    shown = ["duree"] if pay is None else ["duree", "gratification"]
    findings = [report.get(rule) for rule in shown]
    return Plan(
        months=tuple(
            _month(first, last, weekly, paid, living, percent, law)
            for first, last in _months(start, end)
        ),
        due=due,
        threshold=law.figure(THRESHOLD, start),
        refund_percent=percent,
        at_minimum=pay is None,
        findings=tuple(one for one in findings if one and one.state != State.PASSED),
    )


def _due(facts: Facts, law: Law) -> bool | None:
    """Asked of the check itself: unpaid, it fails when pay is due and passes when it is not."""
    unpaid = Facts(
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        weekly_hours=facts.weekly_hours,
        hourly_pay=Decimal(0),
    )
    found = check(unpaid, law).get("gratification")
    return {State.FAILED: True, State.PASSED: False}.get(found.state) if found else None


def _months(start: date, end: date) -> Iterator[tuple[date, date]]:
    first = start
    while first <= end:
        following = months_later(first.replace(day=1), 1)
        yield first, min(end, following - timedelta(days=1))
        first = following


def _month(
    first: date,
    last: date,
    weekly: Decimal,
    pay: Decimal | None,
    living: Living,
    percent: Decimal | None,
    law: Law,
) -> Month:
    spans = list(law.over(MINIMUM, first, last))
    worked = [weekdays(span.start, span.end) * weekly / WORKING_WEEK for span in spans]
    floor = _sum(spans, worked)
    hours = sum(worked, Decimal(0))
    amount = floor if pay is None else cents(pay * hours)
    refund = cents(living.transport * (percent or 0) / 100)
    costs = living.rent + living.transport - refund + living.food
    return Month(
        start=first,
        end=last,
        hours=hours,
        minimum=spans[-1].figure,
        amount=amount,
        free=None if amount is None or floor is None else min(amount, floor),
        refund=refund,
        left=None if amount is None else amount + living.resources - costs,
    )


def _sum(spans: list[Span], worked: list[Decimal]) -> Decimal | None:
    """What the minimum comes to; None as soon as one of its days has none."""
    total = Decimal(0)
    for span, hours in zip(spans, worked, strict=True):
        if span.figure is None:
            return None
        total += span.figure * hours
    return cents(total)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
