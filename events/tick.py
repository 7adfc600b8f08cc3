"""What the meetups do each day: remind, and mend what an account deleted by hand left behind."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from events import pauses
from events.actions import mend
from events.enums import Seat
from events.models import Meetup, Registration
from events.notifications import tell_reminder
from portal.accounts.models.user import present
from portal.notifications.inbox import telling_many
from portal.operations.turns import in_turns

BEFORE = timedelta(hours=24)
BATCH = 500


def run(*, now: datetime) -> str:
    """Once however often it is run; returns a line for the log."""
    moved = pauses.catch_up(now=now)
    reminded = remind(now=now)
    mended = mend_counts(now=now)
    return (
        f"{moved} rencontres reparues, {reminded} rappels de rencontre, "
        f"{mended} décomptes de places corrigés"
    )


def remind(*, now: datetime) -> int:
    """Remind whoever has a seat of what begins within a day; returns how many people were."""
    near = Meetup.objects.upcoming(now=now).filter(starts_at__lte=now + BEFORE)
    soon = Registration.objects.confirmed().filter(reminded_at__isnull=True, meetup__in=near)
    soon = soon.order_by("pk")
    numbers = list(soon.values_list("pk", flat=True))
    reminded = 0
    for start in in_turns(range(0, len(numbers), BATCH)):
        with transaction.atomic(), telling_many():
            # The condition again, on rows held: of two runs at once, one tells. Whoever has given
            # their seat back since is left alone.
            mine = soon.filter(pk__in=numbers[start : start + BATCH])
            rows = list(
                mine.select_related("meetup", "member").select_for_update(of=("self",), no_key=True)
            )
            for registration in rows:
                tell_reminder(registration.meetup, registration.member)
            Registration.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=now)
            reminded += len(rows)
    return reminded


def mend_counts(*, now: datetime) -> int:
    """Count again where the counter is not what the rows say; returns how many were wrong."""
    confirmed = Count("registrations", filter=Q(registrations__state=Seat.CONFIRMED))
    waiting = Registration.objects.waiting().filter(
        present("member", now=now), meetup=OuterRef("pk")
    )
    wrong = (
        Meetup.objects.filter(published_at__isnull=False, starts_at__gt=now)
        .annotate(confirmed=confirmed)
        .filter(~Q(confirmed=F("seats_taken")) | Q(Exists(waiting), seats_taken__lt=F("capacity")))
        .order_by("pk")
    )
    found = list(wrong)
    for meetup in in_turns(found):
        mend(meetup=meetup, now=now)
    return len(found)
