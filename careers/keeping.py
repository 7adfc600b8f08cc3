"""Putting listings aside, and the history of those opened: one's own, and short."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from careers.models import Favourite, Glance, HistoryRefusal, Internship


def keep(*, by: Any, internship: Internship) -> None:
    """Put a listing aside; asked for twice, it is there once."""
    row = Favourite(member=by, internship=internship, title=internship.title)
    Favourite.objects.bulk_create([row], ignore_conflicts=True)


def take_off(*, by: Any, number: int) -> None:
    """Keep a listing no more, by its number: it may be gone from sight."""
    Favourite.objects.of(by).filter(internship=number).delete()


def keeps_history(member: Any) -> bool:
    return not HistoryRefusal.objects.filter(member=member.pk).exists()


@transaction.atomic
def look_at(*, by: Any, internship: Internship) -> None:
    """Note that a member opened a listing; only the last ones stay."""
    if not keeps_history(by):
        return
    row = Glance(member=by, internship=internship, title=internship.title, seen_at=timezone.now())
    Glance.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["member", "internship"],
        update_fields=["title", "seen_at"],
    )
    mine = Glance.objects.of(by)
    last = list(mine.values_list("pk", flat=True)[: Glance.MOST])
    mine.exclude(pk__in=last).delete()


def forget_history(*, by: Any) -> None:
    Glance.objects.of(by).delete()


@transaction.atomic
def want_history(*, by: Any, wanted: bool) -> None:
    """Begin a history, or have none: what there was goes with it."""
    if wanted:
        HistoryRefusal.objects.filter(member=by).delete()
        return
    HistoryRefusal.objects.bulk_create([HistoryRefusal(member=by)], ignore_conflicts=True)
    forget_history(by=by)
