"""What waits for the team: the first page of the administration. Floors register in `moderation`.

One query a line, of at most `queue.MOST` rows: never a count of everything.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.moderation import queue
from portal.moderation.models import Appeal, AutoHide, Case
from portal.moderation.models.case import readable


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of work. `find(user)` gives what waits, the longest wait first; `date` is its field.

    `permission`: who does it. `url`: the admin page, by name, and its query.
    """

    title: Any
    find: Callable[[Any], QuerySet[Any]]
    date: str
    permission: str
    url: str
    query: str = ""
    urgent: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A kind as the first page shows it."""

    title: str
    url: str
    waiting: queue.Waiting
    urgent: bool


_kinds: list[Kind] = []


def register(kind: Kind) -> None:
    _kinds.append(kind)


def lines(user: Any) -> list[Line]:
    """The work of this person, the urgent first, then by age."""
    found = [
        Line(
            title=str(kind.title),
            url=reverse(kind.url) + (f"?{kind.query}" if kind.query else ""),
            waiting=queue.waiting(kind.find(user), kind.date),
            urgent=kind.urgent,
        )
        for kind in _kinds
        if user.has_perm(kind.permission)
    ]
    return sorted(
        found,
        key=lambda line: (
            not (line.urgent and line.waiting.count),
            line.waiting.since is None,
            line.waiting.since.timestamp() if line.waiting.since else 0,
        ),
    )


def register_texts(title: Any, model: Any, url: str) -> None:
    """The texts of one kind of `Publication` that wait to be read."""
    register(
        Kind(
            title=title,
            find=lambda user: model.objects.awaiting_review(),
            date="submitted_at",
            permission="moderation.add_decision",
            url=url,
        )
    )


QUEUE = "admin:moderation_case_changelist"
register(
    Kind(
        title=_("Sécurité\u00a0: violences, personnes mineures"),
        find=lambda user: Case.objects.readable_by(user).open().filter(safety=True).order_by("pk"),
        date="opened_at",
        permission="moderation.handle_safety",
        url=QUEUE,
        query="file=securite",
        urgent=True,
    )
)
register(
    Kind(
        title=_("Masqués automatiquement, à lire"),
        find=lambda user: (
            AutoHide.objects.in_force().filter(readable(user, "case")).order_by("placed_at", "pk")
        ),
        date="placed_at",
        permission="moderation.view_case",
        url=QUEUE,
        query="etat=masques",
        urgent=True,
    )
)
register(
    Kind(
        title=_("Signalements"),
        find=lambda user: Case.objects.readable_by(user).open().filter(safety=False).order_by("pk"),
        date="opened_at",
        permission="moderation.change_case",
        url=QUEUE,
        query="file=courante",
    )
)
register(
    Kind(
        title=_("Recours"),
        find=lambda user: Appeal.objects.decidable_by(user).waiting().order_by("pk"),
        date="received_at",
        permission="moderation.view_appeal",
        url="admin:moderation_appeal_changelist",
    )
)
