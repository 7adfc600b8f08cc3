"""The meetings of mentorships, for the calendars of the two who meet."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Event

from mentoring.models import MentorMeeting, Mentorship
from portal.accounts.faces import Face, faces, gone
from portal.shell import ics


def _entry(meeting: MentorMeeting, *, viewer: Any, known: dict[int, Face]) -> Event:
    """One meeting as this member's calendar shows it."""
    mentorship = meeting.mentorship
    other = mentorship.other_than(viewer)
    face = known.get(other.pk, gone()) if other is not None else gone()
    place = "" if meeting.is_hidden_from(viewer) else meeting.place
    where = place or meeting.get_format_display()
    return ics.moment(
        uid=ics.uid("mentorat", meeting.pk),
        title=_("Mentorat avec %s") % face.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=meeting.cancelled_at or meeting.created_at,
        place=str(where),
        path=mentorship.get_absolute_url(),
        sequence=1 if meeting.cancelled_at else 0,
        cancelled=meeting.cancelled_at is not None,
    )


def _discreet(meeting: MentorMeeting) -> Event:
    """One meeting for a calendar that others may read over: neither the name nor the place."""
    return ics.moment(
        uid=ics.uid("mentorat", meeting.pk),
        title=_("Mentorat"),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamp=meeting.cancelled_at or meeting.created_at,
        path=meeting.mentorship.get_absolute_url(),
        sequence=1 if meeting.cancelled_at else 0,
        cancelled=meeting.cancelled_at is not None,
    )


def _entries(meetings: list[MentorMeeting], *, viewer: Any) -> list[Event]:
    known = faces([one.mentorship.other_than(viewer) for one in meetings], viewer)
    return [_entry(meeting, viewer=viewer, known=known) for meeting in meetings]


def meeting_file(meeting: MentorMeeting, *, viewer: Any) -> HttpResponse:
    """The .ics file of one meeting."""
    made = ics.calendar(_("Mentorat"), _entries([meeting], viewer=viewer))
    return ics.respond(made, filename=f"mentorat-{meeting.pk}")


def entries(member: Any, *, since: Any) -> list[Event]:
    """The meetings of a member's mentorships since a moment, for their own feed."""
    found = (
        MentorMeeting.objects.filter(
            mentorship__in=Mentorship.objects.of(member), starts_at__gte=since
        )
        .select_related("mentorship__mentor", "mentorship__mentee")
        .order_by("starts_at", "pk")
    )
    return [_discreet(meeting) for meeting in found]
