"""The law of the data file, without a database."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from careers.legality import Law, Rule, Value

DATA = Path(__file__).resolve().parents[3] / "careers" / "data" / "internship_law.json"


def law(*, today: date = date(2026, 11, 22)) -> Law:
    """What careers/data/internship_law.json says, as `load_law` gives it once it is loaded."""
    data = json.loads(DATA.read_text())
    rules = {row["slug"]: _rule(row) for row in data["rules"]}
    rules["gratification-horaire"] = Rule(
        slug="gratification-horaire", article="L.124-6, D.124-8", confidence="verified"
    )
    values: dict[str, tuple[Value, ...]] = {
        row["slug"]: (_value(row["slug"], row["value"], row, valid_from=_begins(row)),)
        for row in data["rules"]
        if isinstance(row["value"], int | float) and not isinstance(row["value"], bool)
    }
    values["gratification-horaire"] = tuple(
        _value(
            "gratification-horaire",
            rate["minimum_hourly"],
            rate,
            valid_from=date.fromisoformat(rate["effective_from"]),
            valid_until=date(int(year), 12, 31),
        )
        for year, rate in data["rates"].items()
    )
    return Law(today=today, rules=rules, values=values)


def _begins(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["valid_from"]) if "valid_from" in row else None


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        slug=row["slug"],
        article=row["legal_ref"],
        sources=tuple(row["sources"]),
        confidence=row["confidence"],
        checked_on=date(2026, 11, 22),
    )


def _value(rule: str, figure: float | None, row: dict[str, Any], **dates: Any) -> Value:
    return Value(
        rule=rule,
        figure=None if figure is None else Decimal(str(figure)),
        sources=tuple(row["sources"]),
        confidence=row["confidence"],
        **dates,
    )
