"""Mentors who cannot answer for now: those they follow are told, and told when they are back.

Neither learns why. The mentorship stays, with its place, its notes and its meetings.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from mentoring import mentor_notices
from mentoring.models import Mentorship
from portal.accounts.models.user import present
from portal.moderation import standing


@transaction.atomic
def refresh(mentorships: Any, *, now: datetime) -> int:
    """Tell what has changed of these mentorships under way, once; returns how many were told."""
    away = Q(mentor__suspended_until__gt=now)
    wrong = mentorships.under_way().filter(
        Q(away, away_told_at__isnull=True)
        # Whoever left meanwhile is not back.
        | Q(~away, present("mentor", now=now), away_told_at__isnull=False)
    )
    rows = list(wrong.select_related("mentor", "mentee").order_by("pk"))
    for one in rows:
        gone = one.away_told_at is None
        told = Mentorship.objects.filter(pk=one.pk, away_told_at__isnull=gone)
        if told.update(away_told_at=now if gone else None):
            mentor_notices.tell_absence(one, gone=gone)
    return len(rows)


@standing.follow
def of_mentor(member: Any, *, now: datetime) -> None:
    """A mentor was suspended, or is back."""
    refresh(Mentorship.objects.filter(mentor=member.pk), now=now)


def catch_up(*, now: datetime) -> int:
    """Tell of the suspensions that ended by themselves; returns how many."""
    return refresh(Mentorship.objects.filter(away_told_at__isnull=False), now=now)
