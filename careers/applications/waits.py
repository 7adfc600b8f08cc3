"""The wait for an answer, when a listing leaves the site through nobody's silence.

Moderators hid it, or nobody of its organisation is there (`careers.pauses`): the dates of the
applications that wait stand still, and each applicant is told. With the listing they go on, for as
many days as were left. After thirty days they are closed, as nobody's refusal: neither a silence
nor an answer of the organisation. The caller holds the row of the internship.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from careers.applications import notices
from careers.applications.enums import ApplicationState, CancelReason
from careers.applications.moves import exposure_changed, locked, settle, write_all
from careers.models import Application, Internship
from careers.models.application import end_of_day
from portal.notifications.inbox import telling_many
from portal.operations.turns import in_turns

LONGEST = timedelta(days=30)


def hold(internship: Internship, *, now: datetime) -> int:
    """Stop the clock of those who wait, and tell them; returns how many. Twice is once."""
    waiting = Application.objects.open(now=now).filter(internship=internship, paused_at=None)
    found = list(waiting.select_related("applicant").order_by("pk"))
    with telling_many():
        for one in write_all((one, {"paused_at": now}) for one in found):
            notices.tell_paused(one, now=now)
    return len(found)


def resume(internship: Internship, *, now: datetime) -> int:
    """Let the clock run again, with the days that were left; returns how many were told."""
    paused = Application.objects.filter(
        internship=internship, state__in=ApplicationState.open(), paused_at__isnull=False
    )
    found = list(paused.select_related("applicant").order_by("pk"))
    moves = [(one, {"expires_at": _new_end(one, now=now), "paused_at": None}) for one in found]
    with telling_many():
        for one in write_all(moves):
            notices.tell_resumed(one, now=now)
    return len(found)


def _new_end(one: Application, *, now: datetime) -> datetime:
    """The end of the wait, with the days that were left when it stood still."""
    assert one.paused_at is not None
    assert one.expires_at is not None
    # Hidden for another reason, since then.
    back = max(now, one.paused_at)
    # The end of a day that is its own midnight: an instant earlier names the day itself.
    return end_of_day(one.expires_at - timedelta(seconds=1) + (back - one.paused_at), 0)


def end(*, now: datetime) -> int:
    """Close what has stood still for thirty days; returns how many."""
    over = Q(state__in=ApplicationState.open(), paused_at__lte=now - LONGEST)
    count = 0
    found = Application.objects.filter(over).order_by("pk").values_list("pk", "internship_id")
    for number, internship in in_turns(list(found)):
        with transaction.atomic():
            held = locked([internship] if internship is not None else [])
            still = Application.objects.filter(over, pk=number).select_related("applicant")
            one = still.first()
            if one is None or one.paused_at is None:
                continue
            settle(
                one,
                to=ApplicationState.CANCELLED,
                now=now,
                reason=CancelReason.HIDDEN,
                # The day it had to end, whenever somebody noticed.
                closed_at=one.paused_at + LONGEST,
                paused_at=None,
            )
            notices.tell_gone(one, now=now)
            exposure_changed(held.get(internship or 0))
            count += 1
    return count
