"""Meetups out of sight: moderators hid them, or all of their hosts are suspended.

Seats and queue stay as they are; whoever is registered is told, and told again when the meetup is
back. `Meetup.paused_at` is written here alone, under the row's lock, by whatever suspends a host,
and by `tick` when a suspension ends by itself.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from events import notifications
from events.actions import locked
from events.models import Meetup, MeetupHost
from portal.moderation import standing
from portal.moderation.enums import State
from portal.notifications.inbox import telling_many
from portal.search import index


def _hosts() -> Any:
    return MeetupHost.objects.accepted().filter(meetup=OuterRef("pk"))


def left_alone(*, now: datetime) -> Q:
    """Whether a meetup has hosts, all of them suspended."""
    there = _hosts().exclude(member__suspended_until__gt=now)
    return Q(Exists(_hosts())) & ~Q(Exists(there))


def tell_suspended(meetup: Meetup, *, now: datetime) -> None:
    """Tell those who were going to come; what has begun is over for them."""
    if not meetup.has_begun(now=now) and meetup.cancelled_at is None:
        with telling_many():
            for registration in meetup.registrations.active().select_related("member"):
                notifications.tell_suspended(meetup, registration.member)


def tell_back(meetup: Meetup, *, now: datetime) -> None:
    if not meetup.has_begun(now=now) and meetup.cancelled_at is None:
        with telling_many():
            for registration in meetup.registrations.active().select_related("member"):
                notifications.tell_back(meetup, registration.member)


@transaction.atomic
def refresh(meetups: Any, *, now: datetime) -> int:
    """Take these meetups out of sight or put them back, as their hosts are; returns how many."""
    alone = left_alone(now=now)
    wrong = meetups.filter(state=State.APPROVED).filter(
        Q(alone, paused_at__isnull=True) | ~alone & Q(paused_at__isnull=False)
    )
    numbers = sorted(wrong.values_list("pk", flat=True))
    for number in numbers:
        meetup = locked(number)
        gone = meetup.paused_at is None
        meetup.paused_at = now if gone else None
        Meetup.objects.filter(pk=number).update(paused_at=meetup.paused_at)
        index.refresh(meetup)
        if gone:
            tell_suspended(meetup, now=now)
        else:
            tell_back(meetup, now=now)
    return len(numbers)


@standing.follow
def of_host(member: Any, *, now: datetime) -> None:
    """A host was suspended, or is back."""
    hosted = MeetupHost.objects.accepted().filter(member=member.pk).values("meetup")
    refresh(Meetup.objects.filter(pk__in=hosted), now=now)


def catch_up(*, now: datetime) -> int:
    """Put back what a suspension that ended by itself had taken away; returns how many."""
    return refresh(Meetup.objects.filter(paused_at__isnull=False), now=now)
