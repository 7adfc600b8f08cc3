"""Who may write to whom, and how often: asked by the pages and once more by the actions."""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from portal.accounts import trust
from portal.accounts.faces import reachable
from portal.accounts.models import User
from portal.contact import blocks
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest, Participation, Thread

DAY = timedelta(days=1)
# After a refusal, a general request to the same person about the same thing waits.
REST_AFTER_REFUSAL = timedelta(days=30)

_vetted: list[Callable[[Any], bool]] = []
_barred: list[Callable[[Any], bool]] = []


def register_vetted(says: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A floor says whom the site has checked: to them alone a person of 15-17 writes first."""
    _vetted.append(says)
    return says


def is_vetted(user: Any) -> bool:
    return not user.is_minor and any(says(user) for says in _vetted)


def register_barred(says: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A floor says whom the site has refused: they no longer write to a person of 15-17."""
    _barred.append(says)
    return says


def barred(one: Any, other: Any) -> bool:
    """Whether one of the two is 15-17 and the other an adult whom the site has refused."""
    if one.is_minor == other.is_minor:
        return False
    adult = other if one.is_minor else one
    return any(says(adult) for says in _barred)


def permitted(sender: Any, recipient: Any) -> bool:
    """Whether nothing stands between the two: self, absence, a block, the age of one of them."""
    if sender.pk == recipient.pk or not (sender.is_present and recipient.is_present):
        return False
    if recipient.is_minor or (sender.is_minor and not is_vetted(recipient)):
        return False
    return not blocks.between(sender, recipient)


def may_write_first(sender: Any, recipient: Any, *, reachable_checked: bool = False) -> bool:
    """Whether `sender` may ask `recipient` for a contact.

    `reachable_checked`: the caller has checked in its own way that the one may know of the other.
    """
    if not sender.is_authenticated or not permitted(sender, recipient):
        return False
    return reachable_checked or reachable(sender).filter(pk=recipient.pk).exists()


@dataclasses.dataclass(frozen=True, slots=True)
class Allowance:
    """How many requests somebody may still send, and until when they wait if none."""

    facts: trust.Facts
    limit: int
    open_left: int
    day_left: int
    # When the next place comes back at the latest: an open request ends, a day has gone by.
    open_again_at: datetime | None
    day_again_at: datetime | None

    @property
    def left(self) -> int:
        return max(0, min(self.open_left, self.day_left))


def allowance(user: Any, *, now: datetime | None = None) -> Allowance:
    """Count what is open and what was sent in a day, all purposes together, in two queries."""
    now = now or timezone.now()
    facts = trust.facts_of(user, now=now)
    limit = trust.ALLOWED[trust.level(facts, now=now)].first_messages
    waiting = Q(state=RequestState.PENDING, expires_at__gt=now)
    sent = (
        ContactRequest.objects.filter(waiting | Q(created_at__gt=now - DAY), sender=user.pk)
        # A person who has left will not answer: what waits for them takes no place.
        .annotate(
            waits=ExpressionWrapper(
                waiting & blocks.present("recipient"), output_field=BooleanField()
            )
        )
        .values_list("waits", "expires_at", "created_at")
        .order_by()
    )
    rows = list(sent)
    ends = sorted(expires_at for waits, expires_at, _created_at in rows if waits)
    days = sorted(created_at for _waits, _expires_at, created_at in rows if created_at > now - DAY)
    return Allowance(
        facts=facts,
        limit=limit,
        open_left=limit - len(ends),
        day_left=limit - len(days),
        open_again_at=ends[len(ends) - limit] if len(ends) >= limit else None,
        day_again_at=days[len(days) - limit] + DAY if len(days) >= limit else None,
    )


def contacts_of(user: Any) -> QuerySet[Any]:
    """The numbers of those this person is in an open conversation with."""
    if not user.is_authenticated:
        return Participation.objects.none().values_list("user_id", flat=True)
    mine = Participation.objects.filter(user=user.pk, left_at__isnull=True).order_by()
    return (
        Participation.objects.filter(thread__in=mine.values("thread"), left_at__isnull=True)
        .filter(blocks.present("user"))
        .exclude(user=user.pk)
        .exclude(user__in=blocks.hidden_from(user))
        .order_by()
        .values_list("user_id", flat=True)
    )


def are_contacts(one: Any, other: Any) -> bool:
    """Whether the two are in an open conversation with each other."""
    return contacts_of(one).filter(user=other.pk).exists()


def open_thread_between(one: Any, other: Any) -> Thread | None:
    """The latest conversation that both could go on with."""
    return Thread.objects.open_between(one, other).first()


def knows(user: Any, other: User) -> bool:
    """Whether this person may name the other: they have written, met, or may open the page.

    Whoever is gone for them is not there to be named.
    """
    if user.pk == other.pk or not other.is_present:
        return False
    if blocks.blockers_of(user).filter(blocker=other.pk).exists():
        return False
    return (
        blocks.blocked_by(user).filter(blocked=other.pk).exists()
        or ContactRequest.objects.between(user, other).exists()
        or Participation.objects.others(user).filter(user=other.pk).exists()
        or reachable(user).filter(pk=other.pk).exists()
    )
