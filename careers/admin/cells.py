"""Cells of the files that go in and out of the admin: read as people write them, written plainly.

A cell that cannot be read says so in a French `ValueError`, shown beside its column.
"""

import json
import math
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from import_export import widgets

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
YES, NO = {"1", "true", "vrai", "oui"}, {"0", "false", "faux", "non"}


def _refuse(said: str, value: Any) -> ValueError:
    return ValueError(said % {"cell": value})


class NumberCell(widgets.Widget):
    """48.6731, or 48,6731 as a French spreadsheet writes it; never with thousands marked."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = "" if value is None else str(value).strip().replace(",", ".")
        if not text:
            return None
        try:
            return self.number(text)
        except (ValueError, InvalidOperation, OverflowError):
            raise _refuse(_("«\u00a0%(cell)s\u00a0» n’est pas un nombre."), value) from None

    def number(self, text: str) -> Any:
        found = float(text)
        if not math.isfinite(found):
            raise ValueError(text)
        return found


class IntegerCell(NumberCell):
    def number(self, text: str) -> Any:
        return int(text.removesuffix(".0"))


class DecimalCell(NumberCell):
    def number(self, text: str) -> Any:
        found = Decimal(text)
        if not found.is_finite():
            raise ValueError(text)
        return found


class DayCell(widgets.Widget):
    """2026-12-31, or 31/12/2026."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        for form in DAY_FORMATS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        said = _(
            "«\u00a0%(cell)s\u00a0» n’est pas une date\u00a0: écrivez 2026-12-31 ou 31/12/2026."
        )
        raise _refuse(said, value)


class YesNoCell(widgets.BooleanWidget):
    """1 or 0; a word that is neither yes nor no is refused."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        text = "" if value is None else str(value).strip().lower()
        if text in YES | NO:
            return text in YES
        if text in {"", "null", "none"}:
            return None
        raise _refuse(_("«\u00a0%(cell)s\u00a0»\u00a0: écrivez 1 (oui) ou 0 (non)."), value)


class JSONCell(widgets.Widget):
    """A list or a dictionary: as it is in a JSON file, as JSON text in a CSV one."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            said = _('«\u00a0%(cell)s\u00a0» n’est pas une liste JSON, comme ["un", "deux"].')
            raise _refuse(said, value[:60]) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return json.dumps(value, ensure_ascii=False) if value else ""


class SlugCell(widgets.ForeignKeyWidget):
    """Another record, by its address."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist:
            raise _refuse(_("«\u00a0%(cell)s\u00a0» n’existe pas."), value) from None


CELLS: dict[Any, Any] = {
    widgets.FloatWidget: NumberCell,
    widgets.IntegerWidget: IntegerCell,
    widgets.DecimalWidget: DecimalCell,
    widgets.DateWidget: DayCell,
    widgets.BooleanWidget: YesNoCell,
    widgets.JSONWidget: JSONCell,
}
