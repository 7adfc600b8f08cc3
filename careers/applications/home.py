"""What a member's own page shows of applications: one's own, and those to answer."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.models import Application
from careers.models.application import end_of_day
from portal.shell.home import Counts, on_counts, on_dashboard

SHOWN = 5
# What the line of one's own application shows.
LINE = (
    "title", "organisation_name", "state", "expires_at", "paused_at",
    "internship__role__department__slug",
)  # fmt: skip
# How long an answer stays news.
NEWS = timedelta(days=14)


def _mine(user: Any) -> Any:
    return Application.objects.of(user).filter(
        Q(state__in=ApplicationState.alive()) | Q(closed_at__gt=timezone.now() - NEWS)
    )


@on_counts
def counts(user: Any) -> dict[str, QuerySet[Any]]:
    now = timezone.now()
    waiting = Application.objects.received_by(user).open(now=now)
    return {
        "my_applications": _mine(user),
        "applications_to_answer": waiting,
        "applications_due": waiting.filter(expires_at__lte=end_of_day(now, 0), paused_at=None),
    }


@on_dashboard
def dashboard(request: HttpRequest, counts: Counts) -> dict[str, Any]:
    """The lines themselves, where there are some."""
    if not counts["my_applications"]:
        return {"my_applications": []}
    mine = _mine(request.user).select_related("internship__role__department").only(*LINE)
    return {"my_applications": mine.order_by("-saved_at", "-pk")[:SHOWN]}


def to_answer(user: Any, organisations: Any, counts: Counts) -> Any:
    """How many wait for each of one's organisations, and how many end today.

    What was counted is enough for somebody who writes for one organisation only.
    """
    number = counts["applications_to_answer"]
    if number and len(organisations) == 1:
        [one] = organisations
        line = {"organisation__slug": one.slug, "organisation__name": one.name}
        return [line | {"n": number, "due": counts["applications_due"]}]
    return _to_answer(user, now=timezone.now()) if number else []


def _to_answer(user: Any, *, now: datetime) -> Any:
    """How many wait for each of one's organisations, and how many end today."""
    waiting = Application.objects.received_by(user).open(now=now).order_by()
    due = Count("pk", filter=Q(expires_at__lte=end_of_day(now, 0), paused_at=None))
    rows = waiting.values("organisation__slug", "organisation__name")
    return rows.annotate(n=Count("pk"), due=due).order_by(
        "organisation__name", "organisation__slug"
    )
