"""What a member's own page shows of applications: one's own, and those to answer."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from careers.application_enums import ApplicationState
from careers.models import Application
from careers.models.application import end_of_day
from portal.shell.home import on_dashboard

SHOWN = 5
# How long an answer stays news.
NEWS = timedelta(days=14)


@on_dashboard
def dashboard(request: HttpRequest) -> dict[str, Any]:
    """Asked of the database only where they are shown."""
    user: Any = request.user
    now = timezone.now()
    mine = Application.objects.of(user).filter(
        Q(state__in=ApplicationState.alive()) | Q(closed_at__gt=now - NEWS)
    )
    return {
        "my_applications": mine.with_strip().order_by("-saved_at", "-pk")[:SHOWN],
        "applications_to_answer": _to_answer(user, now=now),
    }


def _to_answer(user: Any, *, now: datetime) -> Any:
    """How many wait for each of one's organisations, and how many end today."""
    waiting = Application.objects.received_by(user).open(now=now).order_by()
    due = Count("pk", filter=Q(expires_at__lte=end_of_day(now, 0)))
    rows = waiting.values("organisation__slug", "organisation__name")
    return rows.annotate(n=Count("pk"), due=due).order_by("organisation__name")
