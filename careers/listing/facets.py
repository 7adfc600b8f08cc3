"""The filters beside the list as the page draws them, and those in use above it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from careers.listing.counting import MOST_COUNTED, Counts
from careers.listing.criteria import Criteria, choices
from careers.listing.paging import Sort
from careers.listing.trades import Trades

# A role is one of about a hundred: the first ones, and the others behind a fold.
ROLES_SHOWN = 5
LEGENDS = {
    "departement": _("Département du film"),
    "metier": _("Métier"),
    "type": _("Type"),
    "duree": _("Durée"),
    "region": _("Région"),
}


def number(value: int) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def total_label(counts: Counts) -> str:
    """1 234, or « plus de 2 000 » when they were not all counted."""
    if counts.more:
        return str(_("plus de %(n)s") % {"n": number(MOST_COUNTED)})
    return number(counts.total)


def address(criteria: Criteria, sort: Sort, *, page: str = "") -> str:
    """The list with these criteria, in this order."""
    query = criteria.query()
    if sort.key:
        query += f"&tri={sort.key}"
    if page:
        query += f"&page={page}"
    here = reverse("careers:internships")
    return f"{here}?{query.removeprefix('&')}" if query else here


def hidden(criteria: Criteria, sort: Sort, *names: str) -> list[dict[str, str]]:
    """What a form must carry along: what is asked for under these names, and the order."""
    pairs = [(name, value) for name, value in criteria.pairs() if name in names]
    if sort.key:
        pairs.append(("tri", sort.key))
    return [{"name": name, "value": value} for name, value in pairs]


def groups(criteria: Criteria, counts: Counts, trades: Trades) -> list[dict[str, Any]]:
    """The boxes, each with how many internships it would leave; those of none only once ticked."""
    labels = choices(trades)
    drawn = []
    for name, legend in LEGENDS.items():
        numbers = counts.facets[name]
        options = [
            _option(value, label, numbers, ticked=value in criteria.ticked.get(name, ()))
            for value, label in labels[name].items()
        ]
        options = [
            one for one in options if one["checked"] or numbers is None or numbers.get(one["value"])
        ]
        if name == "metier":
            drawn.append({"legend": legend, "name": name, **_folded(options, numbers)})
        elif len(options) > 1 or name in criteria.ticked:
            drawn.append({"legend": legend, "name": name, "options": options})
    return [group for group in drawn if group["options"]]


def _option(
    value: str, label: str, numbers: Mapping[str, int] | None, *, ticked: bool
) -> dict[str, Any]:
    count = None if numbers is None else number(numbers.get(value, 0))
    return {"value": value, "label": label, "count": count, "checked": ticked}


def _folded(options: list[dict[str, Any]], numbers: Mapping[str, int] | None) -> dict[str, Any]:
    """The roles with the most internships, and the ticked ones, before the others."""
    counted = numbers or {}
    best = sorted(options, key=lambda one: (not one["checked"], -counted.get(one["value"], 0)))
    first = {one["value"] for one in best[:ROLES_SHOWN]} | {
        one["value"] for one in options if one["checked"]
    }
    return {
        "options": [one for one in options if one["value"] in first],
        "rest": [one for one in options if one["value"] not in first],
        "rest_label": _("Tous les métiers"),
    }


def chips(criteria: Criteria, trades: Trades, sort: Sort) -> list[dict[str, str]]:
    """Each thing asked for, and the address of the list without it."""
    return [
        {
            "label": label,
            "url": address(criteria.without(name, value if name in LEGENDS else ""), sort),
            "department": value if name == "departement" else trades.department_of.get(value, ""),
        }
        for name, value, label in criteria.parts(trades)
    ]
