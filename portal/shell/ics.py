"""Calendars that a phone can read (RFC 5545).

Moments are written in Paris time with the rules of its changes; whole days end on the day after,
as the format wants it. Texts lose their control characters first: a line break would otherwise
end a line of the file, and what follows it could pass for another property.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from icalendar import Calendar, Component, Event

PARIS = ZoneInfo("Europe/Paris")
REFRESH = timedelta(hours=6)
LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def uid(kind: str, number: object) -> str:
    """The lasting name of an entry: a calendar that knows it updates it instead of adding one."""
    return f"{kind}-{number}@{urlsplit(settings.SITE_URL).hostname}"


def moment(
    *,
    uid: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    stamp: datetime | None = None,
    text: str = "",
    place: str = "",
    path: str = "",
    sequence: int = 0,
    cancelled: bool = False,
    tentative: bool = False,
) -> Event:
    """Something at an hour. `stamp` is when it last changed, `path` its address on the site.

    `sequence` grows with each change; without an end it lasts no time, as the format says.
    """
    event = _event(uid, title, stamp, text, place, path)
    event.add("dtstart", starts_at.astimezone(PARIS))
    if ends_at is not None:
        event.add("dtend", ends_at.astimezone(PARIS))
    event.add("sequence", sequence)
    status = "CANCELLED" if cancelled else "TENTATIVE" if tentative else "CONFIRMED"
    event.add("status", status)
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def whole_days(
    *,
    uid: str,
    title: str,
    first: date,
    last: date | None = None,
    stamp: datetime | None = None,
    text: str = "",
    place: str = "",
    path: str = "",
) -> Event:
    """A period in days, `last` included; it leaves its reader free, as a festival does."""
    event = _event(uid, title, stamp, text, place, path)
    event.add("dtstart", first)
    event.add("dtend", (last or first) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def calendar(name: str, components: Iterable[Component]) -> Calendar:
    """A calendar of these entries, with the time zones they use."""
    made = Calendar()
    made.add("prodid", f"-//{settings.SITE_NAME}//Agenda//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", line(name))
    made.add("x-wr-calname", line(name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", REFRESH)
    for component in components:
        made.add_component(component)
    made.add_missing_timezones()
    return made


def respond(made: Calendar, *, filename: str) -> HttpResponse:
    """The file, to be saved or handed to the phone's calendar."""
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    name = slugify(filename) or "agenda"
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _event(uid: str, title: str, stamp: datetime | None, text: str, place: str, path: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", (stamp or timezone.now()).astimezone(ZoneInfo("UTC")))
    event.add("summary", line(title))
    if text:
        event.add("description", lines(text))
    if place:
        event.add("location", line(place))
    if path:
        event.add("url", f"{settings.SITE_URL}{line(path)}")
    return event


def line(text: str) -> str:
    """The text on one line, without control characters."""
    return re.sub(r"[ \t\n]+", " ", lines(text)).strip()


def lines(text: str) -> str:
    """Plain lines: every kind of line break becomes one, other control characters go."""
    unified = LINE_BREAKS.sub("\n", str(text))
    return "".join(
        letter for letter in unified if letter in "\n\t" or unicodedata.category(letter) != "Cc"
    )
