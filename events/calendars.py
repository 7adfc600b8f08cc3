"""What this floor writes into calendar files: festivals and meetups."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event

from events.models import Edition, Festival, Meetup
from portal.moderation.enums import State
from portal.shell import ics

# What is over stays in a calendar for a while, then leaves it.
KEPT = timedelta(days=90)
MOST_MEETUPS = 100


def of_festival(festival: Festival, *, now: datetime) -> list[Event]:
    """Its dated editions, their deadlines, and its published meetups, those called off too."""
    found = [event for one in festival.editions.all() for event in of_edition(festival, one)]
    meetups = (
        Meetup.objects.approved()
        .filter(festival=festival, starts_at__gte=now - KEPT)
        .order_by("starts_at", "pk")[:MOST_MEETUPS]
    )
    return found + [of_meetup(meetup) for meetup in meetups]


def of_edition(festival: Festival, edition: Edition) -> Iterator[Event]:
    """The periods and the single days known of an edition; an unknown date gives nothing."""
    name = f"{festival.short_name} {edition.year}"
    text = f"{festival.name}\n{edition.dates_label}"
    if edition.source:
        text += "\n" + _("Source\u00a0: %(source)s (%(confidence)s)") % {
            "source": edition.source,
            "confidence": edition.get_confidence_display(),
        }

    def entry(kind: str, title: str, first: Any, last: Any = None) -> Event:
        return ics.whole_days(
            uid=ics.uid(f"festival-{kind}", edition.slug),
            title=title,
            first=first,
            last=last,
            text=text,
            place=festival.city,
            path=festival.get_absolute_url(),
        )

    if edition.starts_on and edition.ends_on:
        yield entry("edition", name, edition.starts_on, edition.ends_on)
    elif edition.starts_on:
        yield entry("debut", _("%(name)s commence") % {"name": name}, edition.starts_on)
    elif edition.ends_on:
        yield entry("fin", _("%(name)s se termine") % {"name": name}, edition.ends_on)
    if edition.pro_starts_on and edition.pro_ends_on:
        title = _("%(name)s\u00a0: journées professionnelles") % {"name": name}
        yield entry("pro", title, edition.pro_starts_on, edition.pro_ends_on)
    for kind, day, title in (
        ("accreditations", edition.accreditation_opens_on, _("les accréditations ouvrent")),
        ("cloture", edition.accreditation_closes_on, _("dernier jour pour s’accréditer")),
        ("passes", edition.youth_pass_opens_on, _("les passes jeunes ouvrent")),
        ("passes-cloture", edition.youth_pass_closes_on, _("dernier jour des passes jeunes")),
    ):
        if day:
            yield entry(kind, f"{name}\u00a0: {title}", day)


def of_meetup(meetup: Meetup, *, waiting: bool = False, hosting: bool = False) -> Event:
    """A meetup as its page says it; nobody who takes part is named.

    Never the link to join, which the page shows to those who have a seat: calendars are shared.
    """
    title, text, starts_at = str(meetup), meetup.description, meetup.starts_at
    assert starts_at is not None  # Sources take only those that have a date.
    if waiting:
        title = _("Liste d’attente\u00a0: %(title)s") % {"title": title}
    if hosting:
        title = _("Vous recevez\u00a0: %(title)s") % {"title": title}
    if meetup.cancelled_at:
        title, text = _("Annulée\u00a0: %(title)s") % {"title": title}, meetup.cancel_reason
    where = ", ".join(part for part in (meetup.place, meetup.address, meetup.city) if part)
    return ics.moment(
        uid=ics.uid("rencontre", meetup.pk),
        title=title,
        starts_at=starts_at,
        ends_at=meetup.ends_at,
        stamp=meetup.cancelled_at or meetup.decided_at or meetup.created_at,
        text=text,
        place=where if meetup.on_site else meetup.where_label,
        path=meetup.get_absolute_url(),
        sequence=meetup.revision + bool(meetup.cancelled_at),
        cancelled=meetup.cancelled_at is not None,
        tentative=waiting or meetup.state != State.APPROVED or meetup.paused_at is not None,
    )
