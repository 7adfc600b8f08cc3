"""How many internships the list has, and how many each choice beside it would leave.

What is ticked alone is read from the counts kept by `openings`, a few hundred rows whatever the
number of internships; words and a distance are counted among the openings themselves, exactly up to
EXACT_UP_TO openings. A facet's own choices do not bear on its own numbers.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from careers.enums import Duration, InternshipKind
from careers.geography import regions
from careers.listing.criteria import FACETS, Criteria
from careers.listing.openings import COLUMNS
from careers.models import Opening, OpeningCount

EXACT_UP_TO = 200_000
MOST_COUNTED = 2_000
TABLE = OpeningCount._meta.db_table
OPENINGS = Opening._meta.db_table
NAMES = ", ".join(COLUMNS)


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """`more` than `total` when they were not all counted; then a facet may have no numbers.

    `openings` is how many internships are open in all.
    """

    total: int
    facets: Mapping[str, Mapping[str, int] | None]
    openings: int
    more: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """So many openings with the same values."""

    values: Mapping[str, str]
    count: int

    def fits(self, criteria: Criteria, *, besides: str = "") -> bool:
        return all(
            self.values[FACETS[name]] in wanted
            for name, wanted in criteria.ticked.items()
            if name != besides
        )


def count(criteria: Criteria, *, today: date) -> Counts:
    """What the list and its filters say of these criteria on that day."""
    if not criteria.is_loose:
        return _from_counts(criteria, today=today)
    kept = OpeningCount.objects.filter(department="", region="", kind="", duration="")
    openings = sum(kept.values_list("count", flat=True))
    if openings > EXACT_UP_TO:
        return _capped(criteria, openings, today=today)
    found = criteria.loosen(Opening.objects.open(today=today))
    rows = found.order_by().values_list(*COLUMNS).annotate(Count("pk"))
    return _among([_line(row) for row in rows], criteria, openings)


def total(*, today: date) -> int:
    """How many internships are open."""
    return count(Criteria(), today=today).total


def _line(row: Sequence[Any]) -> Line:
    return Line(dict(zip(COLUMNS, row, strict=False)), row[-1])


def _among(lines: Sequence[Line], criteria: Criteria, openings: int) -> Counts:
    facets = {}
    for name, column in FACETS.items():
        counts: Counter[str] = Counter()
        for line in lines:
            if line.fits(criteria, besides=name):
                counts[line.values[column]] += line.count
        facets[name] = counts
    return Counts(sum(line.count for line in lines if line.fits(criteria)), facets, openings)


def _capped(criteria: Criteria, openings: int, *, today: date) -> Counts:
    """The same, at most MOST_COUNTED of them read."""
    found = criteria.loosen(Opening.objects.open(today=today)).order_by()
    some = list(found.values_list(*COLUMNS)[: MOST_COUNTED + 1])
    if len(some) <= MOST_COUNTED:
        return _among([_line((*row, 1)) for row in some], criteria, openings)
    kept = criteria.narrow(found)[: MOST_COUNTED + 1].count() if criteria.ticked else len(some)
    unknown: dict[str, Mapping[str, int] | None] = dict.fromkeys(FACETS)
    return Counts(min(kept, MOST_COUNTED), unknown, openings, more=kept > MOST_COUNTED)


# --- From the counts kept ----------------------------------------------------------


class Cells:
    """The conditions under which the rows of OpeningCount add up to what is asked."""

    def __init__(self, criteria: Criteria) -> None:
        self.ticked = criteria.ticked
        self.parts: list[str] = []
        self.values: list[Any] = []

    def add(self, facet: str) -> None:
        """One question: the numbers of a facet, or the total (no facet)."""
        column = FACETS.get(facet, "''")
        conditions = [
            self._trade(facet),
            *(
                self._plain(name, everything, facet)
                for name, everything in (
                    ("region", regions()),
                    ("type", InternshipKind.values),
                    ("duree", Duration.values),
                )
            ),
        ]
        where = " AND ".join(text for text, _values in conditions)
        self.parts.append(
            f"SELECT '{facet}', {column}, count, '', '', '' FROM {TABLE} WHERE {where}"  # noqa: S608
        )
        for _text, values in conditions:
            self.values += values

    def _trade(self, facet: str) -> tuple[str, list[str]]:
        """Which rows speak of departments, which of roles: a role's row has both."""
        departments = [] if facet == "departement" else list(self.ticked.get("departement", ()))
        roles = [] if facet == "metier" else list(self.ticked.get("metier", ()))
        conditions, values = [], []
        if departments:
            conditions.append(_among_these("department", departments))
            values += departments
        elif facet in {"departement", "metier"} or roles:
            conditions.append("department <> ''")
        else:
            conditions.append("department = ''")
        if roles:
            conditions.append(_among_these("role", roles))
            values += roles
        else:
            conditions.append("role <> ''" if facet == "metier" else "role = ''")
        return " AND ".join(conditions), values

    def _plain(self, name: str, everything: Sequence[str], facet: str) -> tuple[str, list[str]]:
        wanted = list(everything) if name == facet else list(self.ticked.get(name, ("",)))
        return _among_these(FACETS[name], wanted), wanted


def _among_these(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(['%s'] * len(values))})"


def _from_counts(criteria: Criteria, *, today: date) -> Counts:
    """In one statement, with those whose deadline has passed since the last sweep."""
    cells = Cells(criteria)
    for facet in ("", *FACETS):
        cells.add(facet)
    everything = (
        f"SELECT 'all', '', count, '', '', '' FROM {TABLE}"  # noqa: S608
        " WHERE department = '' AND region = '' AND kind = '' AND duration = ''"
    )
    over = (
        f"SELECT 'over', department, COUNT(*), role, region, kind || ' ' || duration"  # noqa: S608
        f" FROM {OPENINGS} WHERE apply_by < %s GROUP BY department, role, region, kind, duration"
    )
    day = connection.ops.adapt_datefield_value(today)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*cells.parts, everything, over]), [*cells.values, day])
        rows = cursor.fetchall()
    found: dict[str, Counter[str]] = {facet: Counter() for facet in ("", *FACETS)}
    gone, openings = [], 0
    for facet, value, number, role, region, rest in rows:
        if facet == "over":
            kind, duration = rest.split(" ")
            gone.append(_line((value, role, region, kind, duration, number)))
        elif facet == "all":
            openings = number
        else:
            found[facet][value] += number
    past = _among(gone, criteria, openings)
    for name in FACETS:
        found[name].subtract(past.facets[name] or {})
    facets = {name: +found[name] for name in FACETS}
    return Counts(sum(found[""].values()) - past.total, facets, openings)
