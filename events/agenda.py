"""A member's own calendar: every kind of appointment brings its entries.

A source takes the member and the moment from which they are wanted; it shows only what the member
may see, and names nobody else who takes part.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from icalendar import Event

from events import calendars
from events.enums import Seat
from events.models import Meetup, MeetupHost, Registration
from mentoring.ics import entries
from portal.moderation.enums import State

Source = Callable[[Any, datetime], Iterable[Event]]
MOST = 200
_sources: list[Source] = []


def register(source: Source) -> Source:
    _sources.append(source)
    return source


def components(member: Any, *, now: datetime) -> list[Event]:
    """What has not been over for longer than the calendar keeps it, of every kind."""
    since = now - calendars.KEPT
    return [event for source in _sources for event in source(member, since)]


@register
def meetups(member: Any, since: datetime) -> list[Event]:
    """Those one hosts, and those for which one has a seat or waits; each once."""
    hosted = set(
        MeetupHost.objects.filter(
            member=member, accepted_at__isnull=False, meetup__starts_at__gte=since
        ).values_list("meetup", flat=True)
    )
    held = Registration.objects.active().filter(member=member, meetup__starts_at__gte=since)
    seats = dict(held.values_list("meetup", "state"))
    found = (
        Meetup.objects.visible_to(member)
        .filter(pk__in=hosted | set(seats))
        .exclude(state__in=[State.DRAFT, State.REJECTED, State.WITHDRAWN])
        .order_by("starts_at", "pk")[:MOST]
    )
    return [
        calendars.of_meetup(
            one,
            waiting=one.pk not in hosted and seats[one.pk] == Seat.WAITING,
            hosting=one.pk in hosted,
        )
        for one in found
    ]


@register
def mentor_meetings(member: Any, since: datetime) -> list[Event]:
    return entries(member, since=since)
