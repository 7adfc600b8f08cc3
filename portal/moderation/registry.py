"""What can be reported, and what moderators may open in the admin.

Each floor registers both in a module named `moderation`.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models

from portal.moderation.enums import Team


@dataclasses.dataclass(frozen=True, slots=True)
class Excerpt:
    """A private text joined to a report: who wrote it (their number alone), when, what."""

    author: int | None
    at: datetime
    text: str
    reported: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Reportable:
    key: str
    model: type[models.Model]
    # The queryset of what a person may see, so that nobody reports what is hidden from them.
    visible_to: Callable[[Any], models.QuerySet[Any]]
    # What is private in it, copied into the report the moment it is made.
    evidence: Callable[[Any], list[Excerpt]] | None = None
    # What the person who reports reads of that copy beforehand.
    note: Any = ""

    def copied(self, target: Any) -> list[dict[str, Any]]:
        """The excerpts as a report keeps them."""
        if self.evidence is None:
            return []
        return [
            {**dataclasses.asdict(one), "at": one.at.isoformat()} for one in self.evidence(target)
        ]


_by_key: dict[str, Reportable] = {}


def register(
    key: str,
    model: type[models.Model],
    visible_to: Callable[[Any], Any],
    *,
    evidence: Callable[[Any], list[Excerpt]] | None = None,
    note: Any = "",
) -> None:
    """Let objects of `model` be reported at /signaler/<key>/<pk>/.

    `evidence`: for what moderators cannot open themselves, the excerpts kept with the report.
    """
    _by_key[key] = Reportable(
        key=key, model=model, visible_to=visible_to, evidence=evidence, note=note
    )


REPORTS = ("moderation.view_report", "moderation.change_report")
_rights: dict[Team, set[str]] = {
    Team.EDITOR: set(),
    Team.MODERATOR: {"moderation.add_decision", "moderation.view_decision", *REPORTS},
    Team.SAFETY: {"moderation.view_decision", *REPORTS},
    Team.VALIDATOR: set(),
}


def grant(*permissions: str, team: Team = Team.MODERATOR) -> None:
    """Give a team of staff rights on a floor's models, as `app.codename`."""
    _rights[team].update(permissions)


def grant_writing(*models: str, team: Team = Team.EDITOR) -> None:
    """Let a team read, add, change and delete models of a floor, as `app.model`."""
    for label in models:
        app, _dot, model = label.partition(".")
        grant(*(f"{app}.{verb}_{model}" for verb in ("view", "add", "change", "delete")), team=team)


def rights(team: Team) -> set[str]:
    return set(_rights[team])


def get(key: str) -> Reportable | None:
    return _by_key.get(key)
