"""Who is hidden from whom. A block closes the way in both directions."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from portal.accounts.models.user import present as present
from portal.contact.models import Block

# What the floors do when somebody blocks somebody: called as then(by, whom, now=...).
consequences: list[Callable[..., Any]] = []


def on_block(then: Callable[..., Any]) -> Callable[..., Any]:
    """Have something done in the transaction of every block, in silence as the block itself."""
    consequences.append(then)
    return then


def hidden_from(user: Any) -> QuerySet[Any]:
    """The numbers of the members who block this person, or whom this person blocks.

    For `exclude(pk__in=...)`: it reads the few rows of this person, never the table of members.
    """
    if not user.is_authenticated:
        return Block.objects.none().values_list("blocker_id", flat=True)
    other = Case(When(blocker=user.pk, then=F("blocked_id")), default=F("blocker_id"))
    return (
        Block.objects.filter(Q(blocker=user.pk) | Q(blocked=user.pk))
        .order_by()
        .values_list(other, flat=True)
    )


def blockers_of(user: Any) -> QuerySet[Any]:
    """The numbers of those who are to be taken by this person for members who left."""
    return Block.objects.filter(blocked=user.pk).order_by().values_list("blocker_id", flat=True)


def blocked_by(user: Any) -> QuerySet[Any]:
    """The numbers of those whom this person blocks."""
    return Block.objects.filter(blocker=user.pk).order_by().values_list("blocked_id", flat=True)


def between(one: Any, other: Any) -> bool:
    """Whether one of the two blocks the other."""
    return Block.objects.filter(
        Q(blocker=one.pk, blocked=other.pk) | Q(blocker=other.pk, blocked=one.pk)
    ).exists()


def of(user: Any) -> tuple[set[int], set[int]]:
    """Who blocks this person, and whom this person blocks, by number, in one query."""
    pairs = Block.objects.filter(Q(blocker=user.pk) | Q(blocked=user.pk)).order_by()
    rows = list(pairs.values_list("blocker_id", "blocked_id"))
    return (
        {blocker for blocker, blocked in rows if blocked == user.pk},
        {blocked for blocker, blocked in rows if blocker == user.pk},
    )
