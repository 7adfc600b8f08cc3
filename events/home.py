"""What this floor shows on the home page and on a member's own page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from events.models import Edition, Meetup, Registration
from portal.shell.home import Counts, on_counts, on_dashboard, on_home

SHOWN = 3
# What the line of one's own seat shows.
LINE = (
    "state", "meetup__title", "meetup__starts_at", "meetup__cancelled_at", "meetup__format",
    "meetup__city",
)  # fmt: skip


@on_home
def home() -> dict[str, Any]:
    """The next festivals whose dates are known, and the next meetups."""
    editions = Edition.objects.coming(today=timezone.localdate()).select_related("festival")
    meetups = Meetup.objects.upcoming().with_strip().order_by("starts_at", "pk")
    return {"events_editions": editions[:SHOWN], "events_meetups": meetups[:SHOWN]}


def _seats(user: Any) -> Any:
    return Registration.objects.active().upcoming().filter(member=user.pk)


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    meetups = Meetup.objects.all()
    return {
        "events_seats": _seats(user),
        "meetups_awaiting": meetups.awaiting_review() if user.is_moderator else meetups.none(),
    }


@on_dashboard
def dashboard(request: HttpRequest, counts: Counts) -> dict[str, Any]:
    """The seats a member holds, or waits for, where there are some."""
    if not counts["events_seats"]:
        return {"events_seats": []}
    seats = _seats(request.user).with_rank().select_related("meetup").only(*LINE)
    return {"events_seats": seats.order_by("meetup__starts_at", "pk")}
