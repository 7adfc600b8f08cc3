"""Six calendar months, as the law counts them (DSA, art. 20)."""

import calendar
from datetime import date, datetime, time

from django.utils import timezone

CONTESTABLE_MONTHS = 6


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last one where there is none: 31 August, 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(decided_at: datetime) -> date:
    """The last day on which a decision may be contested, in Paris."""
    return months_later(timezone.localtime(decided_at).date(), CONTESTABLE_MONTHS)


def contestable(decided_at: datetime, *, now: datetime) -> bool:
    """Whether it is not over: the whole of the last day counts."""
    return timezone.localtime(now).date() <= last_day(decided_at)


def no_longer_contestable(*, now: datetime) -> datetime:
    """What was decided before this instant can no longer be contested."""
    day = months_later(timezone.localtime(now).date(), -CONTESTABLE_MONTHS)
    return timezone.make_aware(datetime.combine(day, time.min))
