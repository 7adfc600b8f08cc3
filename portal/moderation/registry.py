"""What can be reported, and what moderators may open in the admin.

Each floor registers both in a module named `moderation`.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from portal.moderation.enums import Team


@dataclasses.dataclass(frozen=True, slots=True)
class Excerpt:
    """A private text joined to a report: who wrote it (their number alone), when, what."""

    author: int | None
    at: datetime
    text: str
    reported: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """How moderators take hold of a kind of thing; what a floor leaves out is not offered.

    `author(target, reporter)`: the member who answers for it, or None; of what two people share
    (`two_sided`), the one who did not report. `automatic`: whether the site itself may hide it (see
    `auto_hiding`). `hide(target)` takes it from everybody else's sight and `change(target, by)`
    sends it back to its author, each through the same rule of visibility as pages, lists, search
    and mails; both return what `restore(target, before)` needs to put it back exactly. Of what two
    people wrote, `hide(target, author)` takes the author's part alone (None: the side that nobody
    answers for alone). `shown(target)`: the template that shows it as members read it, and its
    context; never used for what is private (that is `evidence`).
    """

    author: Callable[[Any, Any], Any]
    two_sided: bool = False
    automatic: bool = False
    hide: Callable[..., dict[str, Any]] | None = None
    change: Callable[[Any, Any], dict[str, Any]] | None = None
    restore: Callable[[Any, dict[str, Any]], None] | None = None
    shown: Callable[[Any], tuple[str, dict[str, Any]]] | None = None

    def take_from_sight(self, target: Any, author: Any) -> dict[str, Any]:
        """Hide it, or of two people the part of its author; what `restore` needs."""
        if self.hide is None:
            raise LookupError(f"{type(target).__name__} cannot be hidden")
        return self.hide(target, author) if self.two_sided else self.hide(target)


NO_HANDLE = Handle(author=lambda target, reporter: None)


def publication(
    *, author: Callable[[Any], Any], shown: Callable[[Any], tuple[str, dict[str, Any]]]
) -> Handle:
    """The handle of a `Publication`: its states are the rule of visibility already."""
    return Handle(
        author=lambda target, reporter: author(target),
        automatic=True,
        hide=lambda target: target.take_down(),
        change=lambda target, by: target.send_back(by=by),
        restore=lambda target, before: target.put_back(before),
        shown=shown,
    )


def flag(name: str = "hidden_at", *, on: Callable[[Any, Any], str] | None = None) -> Any:
    """`hide` and `restore` of a handle, for a text that its pages show unless a date says not to.

    `name`: the field that holds the date; `on(target, author)`: its name, of what two people wrote.
    """

    def hide(target: Any, author: Any = None) -> dict[str, Any]:
        field = on(target, author) if on else name
        current = type(target)._base_manager.get(pk=target.pk)
        before = getattr(current, field)
        setattr(current, field, before or timezone.now())
        current.save(update_fields=[field])
        return {"field": field, "hidden_at": before.isoformat() if before else None}

    def restore(target: Any, before: dict[str, Any]) -> None:
        then = before["hidden_at"]
        field = before.get("field", name)
        current = type(target)._base_manager.get(pk=target.pk)
        setattr(current, field, datetime.fromisoformat(then) if then else None)
        current.save(update_fields=[field])

    return {"hide": hide, "restore": restore}


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
    handle: Handle = NO_HANDLE

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
    handle: Handle = NO_HANDLE,
) -> None:
    """Let objects of `model` be reported at /signaler/<key>/<pk>/, and decided on.

    `evidence`: for what moderators cannot open themselves, the excerpts kept with the report.
    """
    _by_key[key] = Reportable(
        key=key, model=model, visible_to=visible_to, evidence=evidence, note=note, handle=handle
    )


REPORTS = (
    "moderation.view_report",
    "moderation.view_case",
    "moderation.view_measure",
    "moderation.view_appeal",
)
_rights: dict[Team, set[str]] = {
    Team.EDITOR: set(),
    Team.MODERATOR: {
        "moderation.add_decision",
        "moderation.view_decision",
        "moderation.change_case",
        "moderation.view_replytemplate",
        "moderation.add_replytemplate",
        "moderation.change_replytemplate",
        *REPORTS,
    },
    Team.SAFETY: {"moderation.view_decision", "moderation.handle_safety", *REPORTS},
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


def note_of(key: str) -> str:
    """What whoever reports such a thing reads beforehand of the copy that is taken."""
    found = get(key)
    return str(found.note) if found else ""


def kinds() -> list[str]:
    """The kinds of things that can be reported, the lowest floor first."""
    return list(_by_key)


def label(key: str) -> str:
    """What a kind is called, in the singular."""
    found = get(key)
    return str(found.model._meta.verbose_name) if found else key


def key_of(target: models.Model) -> str:
    """Under which key an object is reported. Raises LookupError for what cannot be."""
    for key, reportable in _by_key.items():
        if reportable.model is type(target):
            return key
    raise LookupError(f"{type(target).__name__} cannot be reported")
