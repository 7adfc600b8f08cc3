"""The filters beside the list as the page draws them, and those in use above it."""

import dataclasses
from collections.abc import Mapping

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.listing.counting import MOST_COUNTED, Counts
from careers.listing.criteria import Criteria
from careers.listing.paging import Sort
from careers.listing.trades import Trades

# A role is one of about a hundred: the first ones, and the others behind a fold.
ROLES_SHOWN = 5
LEGENDS = {
    "departement": gettext_lazy("Département du film"),
    "metier": gettext_lazy("Métier"),
    "type": gettext_lazy("Type"),
    "duree": gettext_lazy("Durée"),
    "region": gettext_lazy("Région"),
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


def hidden(criteria: Criteria, sort: Sort, *names: str) -> list[tuple[str, str]]:
    """What a form must carry along: what is asked for under these names, and the order."""
    pairs = [(name, value) for name, value in criteria.pairs() if name in names]
    return [*pairs, ("tri", sort.key)] if sort.key else pairs


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """A box, and how many internships it would leave (None: not known)."""

    value: str
    label: str
    count: str | None
    checked: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """The boxes of a facet, as components/filters.html draws them; `rest` behind a fold."""

    legend: str
    name: str
    options: tuple[Option, ...]
    kind: str = "checkbox"
    rest: tuple[Option, ...] = ()
    rest_label: str = ""


def groups(criteria: Criteria, counts: Counts, trades: Trades) -> tuple[Group, ...]:
    """The boxes, each with how many internships it would leave; those of none only once ticked."""
    labels = trades.choices
    drawn = []
    for name, legend in LEGENDS.items():
        numbers, ticked = counts.facets[name], criteria.ticked.get(name, ())
        options = tuple(
            Option(
                value,
                label,
                None if numbers is None else number(numbers.get(value, 0)),
                value in ticked,
            )
            for value, label in labels[name].items()
            if numbers is None or numbers.get(value) or value in ticked
        )
        if name == "metier":
            drawn.append(_folded(options, numbers))
        elif len(options) > 1 or ticked:
            drawn.append(Group(str(legend), name, options))
    return tuple(group for group in drawn if group.options)


def _folded(options: tuple[Option, ...], numbers: Mapping[str, int] | None) -> Group:
    """The roles with the most internships, and the ticked ones, before the others."""
    counted = numbers or {}
    best = sorted(options, key=lambda one: (not one.checked, -counted.get(one.value, 0)))
    first = {one.value for one in best[:ROLES_SHOWN]} | {
        one.value for one in options if one.checked
    }
    return Group(
        str(LEGENDS["metier"]),
        "metier",
        tuple(one for one in options if one.value in first),
        rest=tuple(one for one in options if one.value not in first),
        rest_label=_("Tous les métiers"),
    )


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
