"""The figures of the 507 hours among the dated rules of law, and what counts towards them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from careers.hours import Ask
from careers.loading import Values, load_table, read
from careers.models import LegalRule, LegalValue
from careers.models.legal import value_slug

HOURS, PERIOD = "intermittence-heures", "intermittence-periode"
# The kind of rule, which keeps them off the page on internships.
KIND = "intermittence"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law asks on a day, and the rule it was read in; without rule, nothing is known."""

    ask: Ask
    rule: LegalRule | None
    value: LegalValue | None


@cache
def data() -> dict[str, Any]:
    """The file, typeset."""
    return dict(read("hours_507.json"))


def load() -> str:
    """Bring the two rules up to the data file; returns a line for the log."""
    rows = data()["rules"]
    checked_on = date.fromisoformat(data()["meta"]["checked_on"])
    first = 1000  # After the rules on internships.
    load_table(LegalRule, rows, lambda row, rank: _rule(row, first + rank, checked_on))
    rules = {rule.slug: rule.pk for rule in LegalRule.objects.filter(check_kind=KIND)}
    values = [{**row, "slug": value_slug(row["slug"], None), "rule": row["slug"]} for row in rows]
    load_table(LegalValue, values, lambda row, _rank: _value(row, rules))
    return f"{len(rows)} règles sur les 507 heures"


def _rule(row: Values, rank: int, checked_on: date) -> Values:
    return {
        "label": row["label_fr"],
        "label_en": row["label_en"],
        "unit": row["unit"],
        "legal_ref": row["legal_ref"],
        "check_kind": KIND,
        "position": rank,
        "sources": row["sources"],
        "confidence": row["confidence"],
        "checked_on": checked_on,
    }


def _value(row: Values, rules: dict[str, int]) -> Values:
    return {
        "rule_id": rules[row["rule"]],
        "value": Decimal(row["value"]),
        "valid_from": None,
        "valid_until": None,
        "note": "",
        "sources": row["sources"],
        "confidence": row["confidence"],
    }


def asked(day: date) -> Asked:
    """What the law asks on a day: one question to the database."""
    found: dict[str, LegalValue] = {}
    values = LegalValue.objects.in_force(day).filter(rule__check_kind=KIND)
    for value in values.select_related("rule"):
        known = found.get(value.rule.slug)
        if known is None or (value.valid_from or date.min) > (known.valid_from or date.min):
            found[value.rule.slug] = value
    hours, period = found.get(HOURS), found.get(PERIOD)
    months = period.value if period else None
    return Asked(
        Ask(hours.value if hours else None, int(months) if months else None),
        hours.rule if hours else None,
        hours,
    )
