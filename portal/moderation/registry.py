"""What can be reported, and what moderators may open in the admin.

Each floor registers both in a module named `moderation`.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db import models


@dataclasses.dataclass(frozen=True, slots=True)
class Reportable:
    key: str
    model: type[models.Model]
    # The queryset of what a person may see, so that nobody reports what is hidden from them.
    visible_to: Callable[[Any], models.QuerySet[Any]]


_by_key: dict[str, Reportable] = {}


def register(key: str, model: type[models.Model], visible_to: Callable[[Any], Any]) -> None:
    """Let objects of `model` be reported at /signaler/<key>/<pk>/."""
    _by_key[key] = Reportable(key=key, model=model, visible_to=visible_to)


_rights: set[str] = {
    "moderation.add_decision",
    "moderation.view_decision",
    "moderation.view_report",
    "moderation.change_report",
}


def grant(*permissions: str) -> None:
    """Give the moderators' group rights on a floor's models, as `app.codename`."""
    _rights.update(permissions)


def rights() -> set[str]:
    return set(_rights)


def get(key: str) -> Reportable | None:
    return _by_key.get(key)
