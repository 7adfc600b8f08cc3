"""Listings out of sight because of their organisation: hidden, or every one of its members away.

`Internship.paused_at` is kept beside the row, as a list cannot ask of each line who is there; it
is written here alone, by whatever hides or suspends, and by `tick` when a suspension ends by
itself. Lock order: internships by number.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from careers.applications import waits
from careers.applications.moves import locked
from careers.models import Internship, Organisation, OrganisationMember
from portal.moderation import standing
from portal.moderation.enums import State
from portal.search import index


def _members() -> Any:
    return OrganisationMember.objects.filter(organisation=OuterRef("pk"))


def out_of_sight(*, now: datetime) -> Any:
    """The organisations that moderators hid, or of which everybody is suspended."""
    there = _members().exclude(user__suspended_until__gt=now)
    return Organisation.objects.filter(
        Q(hidden_at__isnull=False) | Q(Exists(_members())) & ~Q(Exists(there))
    )


@transaction.atomic
def refresh(organisations: Iterable[int], *, now: datetime | None = None) -> int:
    """Take the published listings of these organisations out of sight, or put them back.

    Whoever waits for an answer is told (`careers.applications.waits`). Returns how many moved.
    """
    now = now or timezone.now()
    wanted = set(organisations)
    away = set(out_of_sight(now=now).filter(pk__in=wanted).values_list("pk", flat=True))
    published = Internship.objects.filter(state=State.APPROVED)
    moving = published.filter(organisation__in=away, paused_at__isnull=True)
    back = published.filter(organisation__in=wanted - away, paused_at__isnull=False)
    numbers = [*moving.values_list("pk", flat=True), *back.values_list("pk", flat=True)]
    for internship in locked(numbers).values():
        gone = internship.organisation_id in away
        if internship.state != State.APPROVED or gone == (internship.paused_at is not None):
            continue
        internship.paused_at = now if gone else None
        Internship.objects.filter(pk=internship.pk).update(paused_at=internship.paused_at)
        index.refresh(internship)
        internship.refresh_exposure()
        if gone:
            waits.hold(internship, now=now)
        else:
            waits.resume(internship, now=_back_at(internship.organisation_id, now=now))
    return len(numbers)


def _back_at(organisation: int, *, now: datetime) -> datetime:
    """Since when somebody of it is there again, whenever it is noticed.

    A suspension that ended by itself says when; one that was lifted, or a page shown again, is now.
    """
    ends = OrganisationMember.objects.filter(organisation=organisation).values_list(
        "user__suspended_until", flat=True
    )
    over = [end for end in ends if end is not None and end <= now]
    return min(over) if over and None not in set(ends) else now


@standing.follow
def of_member(member: Any, *, now: datetime) -> None:
    """A member was suspended, or is back: so are the listings that nobody else answers for."""
    mine = OrganisationMember.objects.filter(user=member.pk)
    refresh(mine.values_list("organisation_id", flat=True), now=now)


def catch_up(*, now: datetime) -> int:
    """Put back what a suspension that ended by itself had taken away; returns how many moved."""
    paused = Internship.objects.filter(paused_at__isnull=False).order_by()
    return refresh(paused.values_list("organisation_id", flat=True).distinct(), now=now)
