"""What this floor shows on the home page and on a member's own page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from events.models import Edition, Meetup, Registration
from portal.shell.home import on_dashboard, on_home

SHOWN = 3


@on_home
def home(request: HttpRequest) -> dict[str, Any]:
    """The next festivals whose dates are known, and the next meetups."""
    editions = Edition.objects.coming(today=timezone.localdate()).select_related("festival")
    meetups = Meetup.objects.upcoming().with_strip().order_by("starts_at", "pk")
    return {"events_editions": editions[:SHOWN], "events_meetups": meetups[:SHOWN]}


@on_dashboard
def dashboard(request: HttpRequest) -> dict[str, Any]:
    """The seats a member holds, or waits for; asked of the database only where they are shown."""
    user: Any = request.user
    seats = Registration.objects.active().upcoming().with_rank().filter(member=user.pk)
    return {
        "events_seats": seats.select_related("meetup__festival").order_by("meetup__starts_at"),
        "meetups_awaiting": Meetup.objects.awaiting_review().count() if user.is_moderator else 0,
    }
