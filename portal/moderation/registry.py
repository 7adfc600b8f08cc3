"""What can be reported: each floor registers its models in a module named `moderation`."""

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


def get(key: str) -> Reportable | None:
    return _by_key.get(key)
