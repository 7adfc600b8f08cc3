"""What one may write to somebody about. Upper floors register theirs in a module named `contact`.

`on_accept(request, by=..., now=...)` runs in the transaction that accepts; it may raise
ValidationError, which is shown to whoever accepts and leaves the request as it was.
`answer_url(request)` is where such a request is read and answered, when not on our own page.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.contact.models import ContactRequest


@dataclasses.dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to write. `days`: how long the other person has to answer."""

    key: str
    label: Any
    hint: Any
    days: int
    # Whether the general form offers it; a floor with its own form says no.
    general: bool = False
    on_accept: Callable[..., Any] | None = None
    answer_url: "Callable[[ContactRequest], str] | None" = None
    # What its author wrote beside the text, for whoever has to read a report of it.
    words: "Callable[[ContactRequest], list[str]] | None" = None


_by_key: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    _by_key[purpose.key] = purpose


def get(key: str) -> Purpose | None:
    return _by_key.get(key)


def label(key: str) -> str:
    """The purpose in words; a key nobody registers any more stands for itself."""
    purpose = get(key)
    return str(purpose.label) if purpose else key


def general() -> list[Purpose]:
    """Those of the general form, in the order in which they were registered."""
    return [purpose for purpose in _by_key.values() if purpose.general]


register(
    Purpose(
        key="conseil",
        label=_("Demander un conseil"),
        hint=_("Une question précise sur un métier, un parcours, une démarche."),
        days=14,
        general=True,
    )
)
register(
    Purpose(
        key="projet",
        label=_("Parler d’un projet commun"),
        hint=_("Un court métrage, une équipe à compléter, une date de tournage."),
        days=21,
        general=True,
    )
)
register(
    Purpose(
        key="retrouvailles",
        label=_("Se retrouver après une rencontre"),
        hint=_("Un festival, un tournage, une projection\u202f: dites où et quand."),
        days=21,
        general=True,
    )
)
