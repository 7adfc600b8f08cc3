from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.search.indexed import Indexed
from portal.shell.languages import ENGLISH

STALE_AFTER = timedelta(days=365)


@deconstructible
class ListOf:
    """A JSON value that is a list of words, all among `allowed` when there are any.

    Forms offer boxes to tick; an import brings whatever was typed.
    """

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self.allowed = list(allowed)

    def __call__(self, value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValidationError(_("Écrivez une liste de mots."), code="list")
        unknown = [word for word in value if self.allowed and word not in self.allowed]
        if unknown:
            raise ValidationError(
                _("Inconnu : %(unknown)s. Choisissez parmi : %(allowed)s."),
                code="list_choice",
                params={"unknown": ", ".join(unknown), "allowed": ", ".join(self.allowed)},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListOf) and other.allowed == self.allowed

    def __hash__(self) -> int:
        return hash(tuple(self.allowed))


class ReferenceRecord(Indexed):
    """A record of the reference data: loaded from a file, editable in the admin.

    `loaded` keeps the values of the last load. A field that differs from it was edited here, and
    a later load leaves it alone (`careers.loading.merge`).
    """

    slug = models.SlugField(_("adresse"), max_length=80, unique=True, editable=False)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


def spoken(french: str, english: str) -> str:
    """One of the two names of a record, in the language being spoken."""
    return english if english and get_language() == ENGLISH else french


def is_stale(checked_on: date | None, *, today: date | None = None) -> bool:
    """Whether a fact was last checked over a year ago, or never."""
    return checked_on is None or checked_on < (today or timezone.localdate()) - STALE_AFTER
