"""What the JSON of a reference record may hold: checked alike by the admin form and an import.

Pages read these values without asking again what they are.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from careers.enums import Confidence

TIME = r"([01]\d|2[0-3]):[0-5]\d"
PARTIAL_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
# A page of the site, or an address of another one; never `javascript:` and the like.
ADDRESS = r"(/(?!/)|https?://)\S*"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _refuse_unknown(words: Sequence[str], allowed: Sequence[str]) -> None:
    unknown = [word for word in words if word not in allowed]
    if unknown:
        raise ValidationError(
            _("Inconnu\u00a0: %(unknown)s. Choisissez parmi\u00a0: %(allowed)s."),
            code="list_choice",
            params={"unknown": ", ".join(unknown), "allowed": ", ".join(allowed)},
        )


@deconstructible
class ListOf:
    """A JSON value that is a list of words, all among `allowed` when there are any.

    Forms offer boxes to tick; an import brings whatever was typed.
    """

    def __init__(self, allowed: Sequence[str] = ()) -> None:
        self.allowed = list(allowed)

    def __call__(self, value: Any) -> None:
        if not isinstance(value, list) or not all(_is_text(word) for word in value):
            raise ValidationError(_("Écrivez une liste de mots."), code="list")
        if self.allowed:
            _refuse_unknown(value, self.allowed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ListOf) and other.allowed == self.allowed

    def __hash__(self) -> int:
        return hash(tuple(self.allowed))


@deconstructible
class SlugsOf:
    """A list of addresses of the records of another model, named « app.Model »; one query."""

    def __init__(self, model: str) -> None:
        self.model = model

    def __call__(self, value: Any) -> None:
        ListOf()(value)
        if not value:
            return
        records = apps.get_model(self.model)._default_manager
        known = set(records.filter(slug__in=value).values_list("slug", flat=True))
        unknown = [slug for slug in value if slug not in known]
        if unknown:
            raise ValidationError(
                _("Ces adresses n’existent pas\u00a0: %(unknown)s."),
                code="slugs",
                params={"unknown": ", ".join(unknown)},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SlugsOf) and other.model == self.model

    def __hash__(self) -> int:
        return hash(self.model)


@deconstructible
class RowsOf:
    """A list of records that all have exactly these keys, each with a text.

    `allowed` gives the words a key may have, `patterns` the expression its whole text answers to.
    """

    def __init__(
        self,
        keys: Sequence[str],
        allowed: Mapping[str, Sequence[str]] | None = None,
        patterns: Mapping[str, str] | None = None,
    ) -> None:
        self.keys = list(keys)
        self.allowed = {key: list(words) for key, words in (allowed or {}).items()}
        self.patterns = dict(patterns or {})

    def __call__(self, value: Any) -> None:
        if not isinstance(value, list) or not all(self._fits(row) for row in value):
            raise ValidationError(
                _("Écrivez une liste d’éléments qui ont chacun\u00a0: %(keys)s."),
                code="rows",
                params={"keys": ", ".join(self.keys)},
            )
        for key, words in self.allowed.items():
            _refuse_unknown([row[key] for row in value], words)
        for key, pattern in self.patterns.items():
            wrong = [row[key] for row in value if not re.fullmatch(pattern, row[key])]
            if wrong:
                raise ValidationError(
                    _("Mal écrit (%(key)s)\u00a0: %(wrong)s."),
                    code="rows_pattern",
                    params={"key": key, "wrong": ", ".join(wrong)},
                )

    def _fits(self, row: Any) -> bool:
        return (
            isinstance(row, dict)
            and set(row) == set(self.keys)
            and all(_is_text(text) for text in row.values())
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowsOf) and (other.keys, other.allowed, other.patterns) == (
            self.keys,
            self.allowed,
            self.patterns,
        )

    def __hash__(self) -> int:
        return hash(tuple(self.keys))


def trust_by_section(value: Any) -> None:
    """A Confidence for each section named: {"typical_day": "general_knowledge"}."""
    if not isinstance(value, dict) or not all(_is_text(word) for word in value.values()):
        raise ValidationError(
            _('Écrivez une fiabilité par partie, comme {"titles"\u00a0: "verified"}.'),
            code="trust",
        )
    _refuse_unknown(list(value.values()), Confidence.values)
