"""How reference data comes in from its files, whatever it is about.

A load is idempotent and never overwrites what an administrator changed: each record remembers
the values it was last loaded with, and a field that differs from them was edited here.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from careers.models import ReferenceRecord
from portal.shell.french import typeset

DATA = Path(__file__).parent / "data"
Values = dict[str, Any]


def merge(record: ReferenceRecord, values: Values) -> bool:
    """Give a record its new values, but for the fields edited since the last load.

    Values are compared as JSON keeps them. Returns whether the record has to be saved.
    """
    changed = False
    for name, new in values.items():
        stored = as_json(getattr(record, name))
        edited = name in record.loaded and stored != record.loaded[name]
        if not edited and stored != as_json(new):
            setattr(record, name, new)
            changed = True
        # Not `get`: a field loaded empty was loaded too, and may be filled here.
        if name not in record.loaded or record.loaded[name] != as_json(new):
            record.loaded[name] = as_json(new)
            changed = True
    return changed


def as_json(value: Any) -> Any:
    """A field's value as JSON keeps it; a figure without the zeros its column adds."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value.normalize()) if isinstance(value, Decimal) else value


def read(name: str) -> Any:
    """A data file of this floor, with the typography of French in every text."""
    return dress(json.loads((DATA / name).read_text()))


def dress(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.startswith("http") else typeset(value)
    if isinstance(value, list):
        return [dress(item) for item in value]
    if isinstance(value, dict):
        return {key: dress(item) for key, item in value.items()}
    return value


def load_table(
    model: type[ReferenceRecord], rows: list[Values], values_of: Callable[[Values, int], Values]
) -> None:
    """Bring the records of a model up to the rows, known by their `slug`; none is deleted.

    A record made by hand before the file knew of it is left alone.
    """
    known = {record.slug: record for record in model._default_manager.all()}
    for rank, row in enumerate(rows):
        record = known.get(row["slug"]) or model(slug=row["slug"])
        if record.pk is not None and not record.loaded:
            continue
        if merge(record, values_of(row, rank)) or record.pk is None:
            record.save()
