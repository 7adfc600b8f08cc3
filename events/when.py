"""When a meetup takes place, in French, in Paris time."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.shell import french


def clock(value: datetime) -> str:
    """19 h, 19 h 30."""
    return french.clock(f"{timezone.localtime(value):%H:%M}")


def weekday(value: datetime, *, year: bool = True) -> str:
    """vendredi 27 novembre 2026."""
    local = timezone.localtime(value)
    return f"{date_format(local, 'l')} {french.day(local.date(), year=year)}"


def span(start: datetime, end: datetime | None) -> str:
    """vendredi 27 novembre 2026, de 19 h à 21 h 30; both days when it lasts beyond midnight."""
    values = {"start": weekday(start), "from": clock(start)}
    if end is None:
        return _("%(start)s, %(from)s") % values
    values |= {"end": weekday(end), "to": clock(end)}
    if timezone.localtime(start).date() == timezone.localtime(end).date():
        return _("%(start)s, de %(from)s à %(to)s") % values
    return _("du %(start)s, %(from)s, au %(end)s, %(to)s") % values


def slugline(start: datetime) -> str:
    """ven. 27 nov. · 19 h; Fri 27 Nov · 19:00."""
    local = timezone.localtime(start)
    day = date_format(local, _("D. j N"))
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    return f"{day}{year} · {clock(start)}"
