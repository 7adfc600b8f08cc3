"""Figures and dates the way French sets them, with its non-breaking spaces.

While English is spoken each of them gives the British form instead.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.shell.languages import ENGLISH

NBSP = "\u00a0"
NARROW = "\u202f"


def _english() -> bool:
    return get_language() == ENGLISH


def day(value: date, *, year: bool = True) -> str:
    """1er février 2027; 1 February 2027."""
    number = "1er" if value.day == 1 and not _english() else str(value.day)
    rest = date_format(value, "F Y" if year else "F")
    return f"{number}{NBSP}{rest}"


def period(start: date, end: date) -> str:
    """du 1er février au 31 mai 2027; the year is written once when it is the same."""
    return _("du %(start)s au %(end)s") % {
        "start": day(start, year=start.year != end.year),
        "end": day(end),
    }


def duration(start: date, end: date) -> str:
    """4 mois, 6 semaines, 5 jours: both days included, months from nine weeks on."""
    days = (end - start).days + 1
    if days <= 0:
        return ""
    after = start + timedelta(days=days) if end < date.max else end
    months = (after.year - start.year) * 12 + after.month - start.month
    offset = after.day - start.day
    if months >= 1 and abs(offset) <= 3:
        return ngettext("%(n)s mois", "%(n)s mois", months) % {"n": months}
    if days >= 63:
        months = round(days * 12 / 365)
        return ngettext("%(n)s mois", "%(n)s mois", months) % {"n": months}
    if days >= 14:
        weeks = round(days / 7)
        return ngettext("%(n)s semaine", "%(n)s semaines", weeks) % {"n": weeks}
    return ngettext("%(n)s jour", "%(n)s jours", days) % {"n": days}


def euros(amount: Decimal) -> str:
    """4,50 €, €4.50; whole euros lose their decimals above a hundred."""
    places = 0 if amount >= 100 else 2
    figure = number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"€{figure}" if _english() else f"{figure}{NBSP}€"


def exact_euros(amount: Decimal) -> str:
    """643,50 €, −12,00 €: to the cent, for sums that one adds up oneself."""
    figure = number_format(abs(amount), decimal_pos=2, use_l10n=True, force_grouping=True)
    sign = "\u2212" if amount < 0 else ""
    return f"{sign}€{figure}" if _english() else f"{sign}{figure}{NBSP}€"


def hours(value: Decimal) -> str:
    """35 h, 17 h 30; 35 h, 17 h 30 min."""
    whole = int(value)
    minutes = round((value - whole) * 60)
    unit = f"{NBSP}min" if _english() else ""
    return f"{whole}{NBSP}h" + (f"{NBSP}{minutes:02d}{unit}" if minutes else "")


def clock(value: str) -> str:
    """05:40 as a call sheet says it: 5 h 40, or 5:40."""
    hour, minute = value.split(":")
    if _english():
        return f"{int(hour)}:{minute}"
    return f"{int(hour)}{NBSP}h" + (f"{NBSP}{minute}" if minute != "00" else "")


def moment(value: datetime) -> str:
    """3 décembre 2026, 21 h 27: a date and its hour; 3 December 2026, 21:27."""
    return f"{day(value)}, {clock(f'{value:%H:%M}')}"


def typeset(text: str) -> str:
    """Put the apostrophes and non-breaking spaces of French typography into a plain text."""
    text = text.replace("'", "’")
    for mark in ";!?":
        text = text.replace(f" {mark}", f"{NARROW}{mark}")
    return text.replace(" :", f"{NBSP}:").replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
