"""Whole days and months: how they are said in French, and the arithmetic of months."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.shell import french


def days(first: date | None, last: date | None) -> str:
    """du 11 mai au 22 mai 2027, le 11 mai 2027; as much as is known, or nothing."""
    if first and last and first != last:
        return french.period(first, last)
    if first and last:
        return _("le %(day)s") % {"day": french.day(first)}
    if first:
        return _("à partir du %(day)s") % {"day": french.day(first)}
    return _("jusqu’au %(day)s") % {"day": french.day(last)} if last else ""


def month_of(day: date) -> date:
    """The first day of its month, by which a month goes everywhere."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def last_day(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)


def month_label(month: date) -> str:
    """mai 2027."""
    return date_format(month, "F Y")


def month_slug(month: date) -> str:
    """2027-05."""
    return f"{month:%Y-%m}"


def read_month(text: str) -> date | None:
    """2027-05 as a month, or None for anything else."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        return None
    return date.fromisoformat(f"{text}-01")


def coming_months(today: date, count: int = 12) -> Iterator[date]:
    """The present month and those after it."""
    return (add_months(month_of(today), index) for index in range(count))
