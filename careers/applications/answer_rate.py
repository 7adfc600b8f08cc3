"""How organisations answer, over twelve months: written with each answer, and by `tick`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Q
from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.models import AnswerFigures, Application, Organisation

YEAR = timedelta(days=365)
ANSWERED = Q(state__in=ApplicationState.answers(), answered_at__isnull=False) | Q(
    state=ApplicationState.WITHDRAWN, answered_at__isnull=False
)


def judged(*, now: datetime) -> Any:
    """The applications of twelve months that say something: answered, or out of time.

    Left out: what the applicant took back before an answer, what still has time or whose time
    stands still, and what a block kept everybody from reading. Somebody accepted who did not come
    was answered all the same.
    """
    silent = Q(state=ApplicationState.EXPIRED) | Q(
        state__in=ApplicationState.open(), paused_at__isnull=True, expires_at__lte=now
    )
    recent = Application.objects.filter(sent_at__gt=now - YEAR, sent_at__lte=now, counts=True)
    return recent.filter(ANSWERED | silent)


def days_between(start: datetime, end: datetime) -> int:
    """Whole days from the one date to the other, in Paris: 0 on the same day."""
    return (timezone.localtime(end).date() - timezone.localtime(start).date()).days


def recount(organisations: Iterable[int | None], *, now: datetime) -> int:
    """Count these organisations again, their rows held; returns how many.

    Called last in a transaction: nothing is locked after an organisation's row. Whoever waited
    for it counts what the one before has written.
    """
    wanted = {number for number in organisations if number is not None}
    rows = Organisation.objects.select_for_update(no_key=True).filter(pk__in=wanted)
    held = [one.pk for one in rows.order_by("pk").only("pk")]
    for number in held:
        _count(number, now=now)
    return len(held)


def _count(number: int, *, now: datetime) -> None:
    rows = list(
        judged(now=now).filter(organisation=number).values_list("sent_at", "answered_at", "state")
    )
    delays = [days_between(sent, answered) for sent, answered, _state in rows if answered]
    AnswerFigures.objects.update_or_create(
        organisation_id=number,
        defaults={
            "received": len(rows),
            "answered": len(delays),
            # The later of the two in the middle: a promise is not rounded down.
            "median_days": int(median(delays) + 0.5) if delays else None,
            "counted_at": now,
        },
    )
