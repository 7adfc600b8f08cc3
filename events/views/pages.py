"""Pages of a list ordered by date: each begins after the last row of the one before.

However far one reads and however many rows there are, a page costs the same.
"""

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 20
CURSORS = ("avant", "apres")
CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    previous_url: str = ""
    next_url: str = ""


def _cursor(row: Any) -> str:
    return f"{(row.starts_at - EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def _read(asked: QueryDict, name: str) -> tuple[datetime, int] | None:
    """The row a page begins after; anything unreadable is the first page."""
    match = CURSOR.fullmatch(asked.get(name, ""))
    if match is None:
        return None
    return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])


def _address(asked: QueryDict, name: str, row: Any) -> str:
    """The same list, same filters, another page."""
    query = asked.copy()
    for cursor in CURSORS:
        query.pop(cursor, None)
    query[name] = _cursor(row)
    return f"?{query.urlencode()}"


def page_of(asked: QueryDict, rows: QuerySet[Any], *, latest_first: bool = False) -> Page:
    """The page asked for of `rows`, which have a `starts_at`."""
    before, after = (_read(asked, name) for name in CURSORS)
    backwards = before is not None
    descending = latest_first != backwards
    start = before or after
    if start is not None:
        side = "lt" if descending else "gt"
        moment, number = start
        beyond = Q(**{f"starts_at__{side}": moment}) | Q(**{f"pk__{side}": number})
        # The first condition lets the index begin at the right place.
        rows = rows.filter(beyond, **{f"starts_at__{side}e": moment})
    order = ("-starts_at", "-pk") if descending else ("starts_at", "pk")
    found = list(rows.order_by(*order)[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    if backwards:
        shown.reverse()
    if not shown:
        return Page(rows=[])
    has_previous = more if backwards else after is not None
    has_next = True if backwards else more
    return Page(
        rows=shown,
        previous_url=_address(asked, "avant", shown[0]) if has_previous else "",
        next_url=_address(asked, "apres", shown[-1]) if has_next else "",
    )
