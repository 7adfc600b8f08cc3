"""Pages of the list, one after the other, without a number: each begins after a row.

The mark of a page in the address is a direction, where its neighbour stands in the order, and that
neighbour's number: `page=s1795852800.412` (« suite ») comes after internship 412, `page=p...`
(« précédente ») before it. Reading a page costs the same wherever it is, and nothing is seen twice
when others are published meanwhile. What cannot be read is the first page.
"""

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careers.models import OpeningQuerySet

PAGE_SIZE = 20
MARK = re.compile(r"([sp])(-?\d{1,18})\.(\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return EPOCH + number * MICROSECOND


def _number(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


@dataclasses.dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list: a column, from the largest or not, then the latest written first.

    `write` and `read` turn a value of the column into a whole number and back.
    """

    key: str
    label: Any
    column: str
    descending: bool
    write: Callable[[Any], int]
    read: Callable[[int], Any]


SORTS = {
    one.key: one
    for one in (
        Sort("", _("Discrètes d’abord"), "exposure", True, int, int),
        Sort("recent", _("Les plus récentes"), "published_at", True, _number, _moment),
        Sort("limite", _("Date limite"), "apply_by", False, date.toordinal, date.fromordinal),
        Sort("debut", _("Premier jour"), "starts_on", False, date.toordinal, date.fromordinal),
    )
}


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins: after a row, or before it (`back`)."""

    back: bool
    value: Any
    number: int


def mark_of(text: str, sort: Sort) -> Mark | None:
    """The mark of an address; None for the first page, and for what cannot be read."""
    said = MARK.fullmatch(text)
    if said is None:
        return None
    try:
        value = sort.read(int(said[2]))
    except (OverflowError, ValueError):
        return None
    return Mark(said[1] == "p", value, int(said[3]))


@dataclasses.dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a page, in order, each with its number first; the marks of the pages around."""

    rows: list[tuple[Any, ...]]
    previous: str
    following: str


def page(
    openings: OpeningQuerySet,
    *,
    sort: Sort,
    mark: Mark | None = None,
    size: int = PAGE_SIZE,
    columns: Sequence[str] = (),
) -> Slice:
    """One page of these openings, with these columns of each; one statement."""
    back = mark is not None and mark.back
    found = openings if mark is None else openings.filter(_beyond(sort, mark))
    # « Before » is read from its end: the order turned round.
    first = F(sort.column)
    key = first.desc() if sort.descending != back else first.asc()
    tie = F("internship").asc() if back else F("internship").desc()
    read = found.order_by(key, tie).values_list("internship", *columns, F(sort.column))
    rows = list(read[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    before, after = (more, True) if back else (mark is not None, more)
    return Slice(
        [row[:-1] for row in rows],
        _written("p", sort, rows[0]) if rows and before else "",
        _written("s", sort, rows[-1]) if rows and after else "",
    )


def is_walked(answers: int, openings: int) -> bool:
    """Whether so many answers among so many openings are met sooner by reading them in order.

    A page is met after about PAGE_SIZE times one in so many; sorting reads every answer.
    """
    return PAGE_SIZE * openings < answers * answers


def _written(direction: str, sort: Sort, row: tuple[Any, ...]) -> str:
    return f"{direction}{sort.write(row[-1])}.{row[0]}"


def _beyond(sort: Sort, mark: Mark) -> Q:
    """The rows on the far side of a mark. The first condition is the one an index begins at."""
    side = "gt" if sort.descending == mark.back else "lt"
    tie = "gt" if mark.back else "lt"
    strictly = Q(**{f"{sort.column}__{side}": mark.value})
    same = Q(**{f"{sort.column}": mark.value, f"internship__{tie}": mark.number})
    return Q(**{f"{sort.column}__{side}e": mark.value}) & (strictly | same)
