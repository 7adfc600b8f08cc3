"""Loads the festivals and the few dated editions known of them.

Same rule as the roles: a load is idempotent and never overwrites what was edited in the admin.
Only dates that the data file holds are loaded; none is computed.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from careers.enums import Confidence
from careers.loading import Values, merge
from events.models import Edition, Festival
from portal.shell.french import typeset

DATA = Path(__file__).parent / "data"
# The word of the data file that is not one of ours: a single source was found.
CONFIDENCE = {"medium": Confidence.MIXED}


def load() -> str:
    """Bring the tables up to the data file; returns a line for the log."""
    data = _read("festivals.json")
    checked_on = date.fromisoformat(data["meta"]["generated"])
    known = {record.slug: record for record in Festival.objects.all()}
    for row in data["festivals"]:
        record = known.get(row["slug"]) or Festival(slug=row["slug"])
        if merge(record, _festival(row, checked_on)) or record.pk is None:
            record.save()
        known[record.slug] = record
    editions = {(one.festival_id, one.year): one for one in Edition.objects.all()}
    for row in data["festivals"]:
        festival = known[row["slug"]]
        for year, values in _editions(row).items():
            _load_edition(festival, year, values, editions.get((festival.pk, year)))
    return f"{Festival.objects.count()} festivals, {Edition.objects.count()} éditions"


def _load_edition(festival: Festival, year: int, values: Values, known: Edition | None) -> None:
    if known is not None and not known.loaded:
        return  # Made by hand before the file knew of it.
    record = known or Edition(festival=festival, year=year)
    record.festival = festival
    if merge(record, values) or record.pk is None:
        record.save()


def _read(name: str) -> Any:
    return _dress(json.loads((DATA / name).read_text()))


def _dress(value: Any) -> Any:
    """The same data, with the typography of French in every text."""
    if isinstance(value, str):
        return value if value.startswith("http") else typeset(value)
    if isinstance(value, list):
        return [_dress(item) for item in value]
    if isinstance(value, dict):
        return {key: _dress(item) for key, item in value.items()}
    return value


def _festival(row: Values, checked_on: date) -> Values:
    return {
        "name": row["name"],
        "short_name": row["short_name"],
        "name_en": row["name_en"] or "",
        "city": row["city"],
        "departement": row["department"] or "",
        "region": row["region"] or "",
        "country": row["country"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "website": row["website"] or "",
        "founded_year": row["founded_year"],
        "usual_month": row["usual_month"],
        "usual_period": row["usual_period_fr"] or "",
        "typical_days": row["typical_duration_days"],
        "specialties": row["specialties"],
        "specialty": row["specialty_fr"] or "",
        "newcomer_interest": row["newcomer_interest_fr"] or "",
        "sources": row["sources"],
        "confidence": _confidence(row["confidence"]),
        "field_confidence": {
            part: _confidence(level) for part, level in row["field_confidence"].items()
        },
        "checked_on": checked_on,
    }


def _editions(row: Values) -> dict[int, Values]:
    """The editions of one festival that the file knows, by year."""
    return {
        int(key.removeprefix("edition_")): {
            "number": edition["number"],
            "starts_on": _day(edition["start"]),
            "ends_on": _day(edition["end"]),
            "source": edition["source"],
            "confidence": _confidence(edition["confidence"]),
        }
        for key, edition in row.items()
        if key.startswith("edition_") and edition
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _confidence(level: str) -> str:
    known = CONFIDENCE.get(level, level)
    return str(known if known in Confidence.values else Confidence.GENERAL_KNOWLEDGE)
