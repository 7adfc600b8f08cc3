"""Loads the rules of law on internships and their dated figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from careers.loading import Values, load_table, read
from careers.models import LegalRule, LegalValue
from careers.models.legal import ALLOWANCE, CEILING, value_slug

# What the file keeps by year, as rules like the others.
BY_YEAR: list[Values] = [
    {
        "slug": ALLOWANCE,
        "label_fr": "Gratification minimale d’une heure de stage, par année civile de présence.",
        "label_en": "Minimum allowance for an hour of internship, by calendar year",
        "unit": "€/h",
        "legal_ref": "L.124-6, D.124-8",
        "automatable_check": "compute",
        "field": "minimum_hourly",
    },
    {
        "slug": CEILING,
        "label_fr": "Plafond horaire de la Sécurité sociale, base du calcul de la gratification.",
        "label_en": "Hourly social security ceiling",
        "unit": "€",
        "legal_ref": "D.124-8, arrêté annuel",
        "automatable_check": "compute",
        "field": "social_security_hourly_ceiling",
    },
]


def load() -> str:
    """Bring the rules and their values up to the data file; returns a line for the log."""
    data = read("internship_law.json")
    checked_on = date.fromisoformat(data["meta"]["generated"])
    latest = data["rates"][max(year for year, rate in data["rates"].items() if rate["sources"])]
    by_year = [
        {**rule, "sources": latest["sources"], "confidence": latest["confidence"]}
        for rule in BY_YEAR
    ]
    rows = [*by_year, *data["rules"]]
    load_table(LegalRule, rows, lambda row, rank: _rule(row, rank, checked_on))
    rules = {rule.slug: rule.pk for rule in LegalRule.objects.all()}
    values = [*_yearly(data["rates"], rules), *_standing(data["rules"], rules)]
    load_table(LegalValue, values, lambda row, _rank: row["values"])
    return f"{LegalRule.objects.count()} règles de droit, {LegalValue.objects.count()} valeurs"


def _rule(row: Values, rank: int, checked_on: date) -> Values:
    return {
        "label": row["label_fr"],
        "label_en": row["label_en"],
        "unit": row["unit"] or "",
        "legal_ref": row["legal_ref"],
        "check_kind": row["automatable_check"] or "",
        "position": rank,
        "sources": row["sources"],
        "confidence": row["confidence"],
        "checked_on": checked_on,
    }


def _yearly(rates: dict[str, Values], rules: dict[str, int]) -> list[Values]:
    """A value a year and a rule; each ends with its year, known or not."""
    rows = []
    for rule in BY_YEAR:
        for year, rate in rates.items():
            begins = date.fromisoformat(rate["effective_from"])
            values = _value(rules[rule["slug"]], rate[rule["field"]])
            values |= {"valid_from": begins, "valid_until": date(int(year), 12, 31)}
            values |= {
                "note": rate["note_fr"] or "",
                "sources": rate["sources"],
                "confidence": rate["confidence"],
            }
            rows.append({"slug": value_slug(rule["slug"], begins), "values": values})
    return rows


def _standing(rules: list[Values], known: dict[str, int]) -> list[Values]:
    """The figures that hold until another replaces them; « oui » is no figure."""
    rows = []
    for rule in rules:
        if not isinstance(rule["value"], int | float) or isinstance(rule["value"], bool):
            continue
        begins = date.fromisoformat(rule["valid_from"]) if "valid_from" in rule else None
        values = _value(known[rule["slug"]], rule["value"])
        values |= {"valid_from": begins, "valid_until": None, "note": ""}
        values |= {"sources": rule["sources"], "confidence": rule["confidence"]}
        rows.append({"slug": value_slug(rule["slug"], begins), "values": values})
    return rows


def _value(rule: int, figure: Any) -> Values:
    return {"rule_id": rule, "value": None if figure is None else Decimal(str(figure))}
