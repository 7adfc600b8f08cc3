"""Calendars that a phone can read (RFC 5545).

Moments are written in Paris time with the rules of its changes; whole days end on the day after,
as the format wants it. Texts lose their control characters first: a line break would otherwise
end a line of the file, and what follows it could pass for another property.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from icalendar import Calendar, Event, Timezone, vDuration

PARIS = ZoneInfo("Europe/Paris")
REFRESH = timedelta(hours=6)
LONGEST_TEXT = 600
LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# The rule in force since 1996, without an end. icalendar's own table lists the days one by one
# up to 2037, an hour late: it gives them after the change where the format wants them before.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def uid(kind: str, number: object) -> str:
    """The lasting name of an entry: a calendar that knows it updates it instead of adding one."""
    return f"{kind}-{number}@{urlsplit(settings.SITE_URL).hostname}"


def iri(kind: str, number: object) -> str:
    """The same as a name of a feed (RFC 4287), which wants an IRI: a tag (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}-{number}"


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


def calendar(name: str, components: Iterable[Event]) -> Calendar:
    """A calendar of these entries, with the time zone of those that have an hour."""
    made = Calendar()
    made.add("prodid", f"-//{settings.SITE_NAME}//Agenda//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", line(name))
    made.add("x-wr-calname", line(name))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
    entries = list(components)
    if any(isinstance(entry.start, datetime) for entry in entries):
        made.add_component(Timezone.from_ical(ZONE))
    for entry in entries:
        made.add_component(entry)
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
        event.add("description", shortened(lines(text)))
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
    return CONTROLS.sub("", LINE_BREAKS.sub("\n", str(text)))


def shortened(text: str) -> str:
    """Enough of it for a phone; the page says the rest."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rstrip() + "…"
