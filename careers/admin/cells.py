"""Cells of the files that go in and out of the admin: read as people write them, written plainly.

A cell that cannot be read says so in a French `ValueError`, shown beside its column.
"""

import json
import math
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from import_export import widgets

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
YES, NO = {"1", "true", "vrai", "oui"}, {"0", "false", "faux", "non"}
# How much of a wrong cell its message repeats.
SHOWN = 60


def unfit(value: Any) -> bool:
    """Whether a text in this value holds what a database refuses: a NUL, half a character."""
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return any(map(unfit, [*value, *value.values()]))
    return isinstance(value, list) and any(map(unfit, value))


def natural(text: str) -> Any:
    """JSON without what only looks like it: a name twice in one record, NaN. Raises ValueError."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError(text[:SHOWN]) from None


class DoubledNameError(ValueError):
    """A name stands twice in one record of a JSON file."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise DoubledNameError(next(name for name in names if names.count(name) > 1))
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def shown(value: Any) -> str:
    """A value of a record, as the preview says it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, list):
        return " · ".join(map(shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}\u00a0: {shown(one)}" for name, one in value.items())
    return str(value)


def _refuse(said: str, value: Any) -> ValueError:
    return ValueError(said % {"cell": str(value)[:SHOWN]})


class Cell(widgets.Widget):
    """A cell that leaves as it is: the format of the file writes it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = "" if value is None else str(value).strip()
        return self.read(text) if text else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value

    def read(self, text: str) -> Any:
        raise NotImplementedError


class TextCell(Cell):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if isinstance(value, list | dict | bool):
            raise _refuse(_("«\u00a0%(cell)s\u00a0» n’est pas un texte."), value)
        return "" if value is None else str(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class NumberCell(Cell):
    """48.6731, or 48,6731 as a French spreadsheet writes it; never with thousands marked."""

    def read(self, text: str) -> Any:
        try:
            return self.number(text.replace(",", "."))
        except (ValueError, InvalidOperation, OverflowError):
            raise _refuse(_("«\u00a0%(cell)s\u00a0» n’est pas un nombre."), text) from None

    def number(self, text: str) -> Any:
        found = float(text)
        if not math.isfinite(found):
            raise ValueError(text)
        return found


class IntegerCell(NumberCell):
    def number(self, text: str) -> Any:
        return int(text.removesuffix(".0"))


class DecimalCell(NumberCell):
    """Written as a text: 4.35 must not come back as 4.3499999."""

    def number(self, text: str) -> Any:
        found = Decimal(text)
        if not found.is_finite():
            raise ValueError(text)
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else f"{value:f}"


class DayCell(Cell):
    """2026-12-31, or 31/12/2026."""

    def read(self, text: str) -> date:
        for form in DAY_FORMATS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        said = _(
            "«\u00a0%(cell)s\u00a0» n’est pas une date\u00a0: écrivez 31/12/2026 ou 2026-12-31."
        )
        raise _refuse(said, text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return None if value is None else value.isoformat()


class YesNoCell(Cell):
    """1 or 0, oui or non; a word that is neither yes nor no is refused."""

    def read(self, text: str) -> bool:
        if text.lower() in YES | NO:
            return text.lower() in YES
        raise _refuse(_("«\u00a0%(cell)s\u00a0»\u00a0: écrivez 1 (oui) ou 0 (non)."), text)


class JSONCell(Cell):
    """A list or a dictionary: as it is in a JSON file, as JSON text in a CSV one."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        found = super().clean(value) if isinstance(value, str) else value
        if unfit(found):
            raise ValueError(
                _("Ce texte contient un caractère nul ou illisible\u00a0: retirez-le.")
            )
        return found

    def read(self, text: str) -> Any:
        try:
            return natural(text)
        except ValueError:
            said = _('«\u00a0%(cell)s\u00a0» n’est pas une liste JSON, comme ["un", "deux"].')
            raise _refuse(said, text) from None


class SlugCell(widgets.ForeignKeyWidget):
    """Another record, by its address."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if value in (None, ""):
            return None
        found = self.model._default_manager.filter(slug=str(value)).first()
        if found is None:
            raise _refuse(_("«\u00a0%(cell)s\u00a0» n’existe pas."), value)
        return found


CELLS: dict[type[models.Field[Any, Any]], type[Cell]] = {
    models.JSONField: JSONCell,
    models.BooleanField: YesNoCell,
    models.DateField: DayCell,
    models.DecimalField: DecimalCell,
    models.FloatField: NumberCell,
    models.IntegerField: IntegerCell,
    models.CharField: TextCell,
    models.TextField: TextCell,
}


def cell_of(field: Any) -> type[Cell]:
    """The cell of a field of a model. Raises StopIteration for a kind that no model has yet."""
    return next(cell for kind, cell in CELLS.items() if isinstance(field, kind))
