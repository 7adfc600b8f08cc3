"""Asks the index: one page of answers in order, and how many there are of each kind.

One statement. Answers come in bands, from the very thing asked for to the texts that mention it;
within a band, by the number of the entry. Each band is read in that order and no further than the
page needs, whatever the number of answers.

Up to EXACT_UP_TO entries in the index, all answers are counted. Beyond, at most MOST_COUNTED of
each kind: « plus de 2 000 ».
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import get_language

from portal.operations import plans
from portal.search import counting, registry
from portal.search.counting import Filters, Line, Tally
from portal.search.query import Query
from portal.search.statements import MARKS, PAGE_SIZE, Index, counted, shown, union
from portal.shell import languages

MOST_PAGES = 100
EXACT_UP_TO = 200_000


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One answer, in the language being spoken as far as it is known in it.

    `band` is 0 for the very thing asked for. `foreign` says that the title is in French on a page
    in English, as the excerpt always is there.
    """

    band: int
    source: registry.Kind
    object_id: int
    department: str
    title: str
    foreign: bool
    line: str
    url: str
    excerpt: str


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """`facets`: by column, the tally of each value, given what is ticked in the other columns;
    None where there are too many to count.
    """

    hits: list[Hit]
    total: Tally
    facets: dict[str, dict[str, Tally] | None]
    has_next: bool


def find(
    query: Query,
    *,
    viewer: Any,
    filters: Filters | None = None,
    page: int = 1,
    now: datetime | None = None,
) -> Found:
    """Answer a question for one viewer; what they may not find is neither shown nor counted."""
    now = now or timezone.now()
    ticked = {column: filters[column] for column in MARKS if filters and filters.get(column)}
    capped = query.entries > EXACT_UP_TO
    index = Index(viewer, now=now)
    answers = shown(index.page(query, ticked, start=(page - 1) * PAGE_SIZE))
    sets = sets_counted(ticked) if capped else [{}]
    count = index.capped_count if capped else index.every_count
    counts = [counted(count(query, boxes), part) for part, boxes in enumerate(sets, start=1)]
    statement = union([answers, *counts])
    with connection.cursor() as cursor, plans.for_these_values(cursor):
        cursor.execute(statement.text, statement.values)
        rows = cursor.fetchall()
    known = registry.by_order()
    lines = [row for row in rows if row[0] == 0 and row[2] in known]
    lines.sort(key=lambda row: (row[1], row[-1]))
    parts = [_lines(rows, part) for part in range(1, len(sets) + 1)]
    kept = [line for line in parts[0] if line.fits(ticked)]
    return Found(
        hits=visible([_hit(row) for row in lines[:PAGE_SIZE]], viewer, now=now),
        total=counting.total(kept, capped=capped),
        facets=_facets(parts, ticked, capped=capped),
        has_next=len(lines) > PAGE_SIZE and page < MOST_PAGES,
    )


def sets_counted(ticked: Filters) -> list[Filters]:
    """What a page counts: with all the boxes ticked, and without those of each column."""
    return [
        ticked,
        *(
            {column: slugs for column, slugs in ticked.items() if column != left_out}
            for left_out in ticked
        ),
    ]


def _facets(
    parts: Sequence[Sequence[Line]], ticked: Filters, *, capped: bool
) -> dict[str, dict[str, Tally] | None]:
    facets = {}
    for column in MARKS:
        others = {name: slugs for name, slugs in ticked.items() if name != column}
        # Counted apart: the first part holds only what goes with all the boxes.
        apart = capped and column in ticked
        lines = parts[1 + list(ticked).index(column)] if apart else parts[0]
        kept = [line for line in lines if line.fits(others)]
        facets[column] = counting.by_value(kept, column, capped=capped)
    return facets


def _hit(row: Sequence[Any]) -> Hit:
    _part, band, kind, number, departments, _regions, title, title_en, line, line_en, *rest = row
    url, excerpt, _id = rest
    english = get_language() == languages.ENGLISH
    source = registry.by_order()[kind]
    return Hit(
        band=band,
        source=source,
        object_id=number,
        department=departments.split(" ")[0],
        title=title_en if english and title_en else title,
        # A member's name is in no language.
        foreign=english and not title_en and not source.members_only,
        line=line_en if english and line_en else line,
        url=languages.spoken(url),
        excerpt=excerpt,
    )


def _lines(rows: Sequence[Any], part: int) -> list[Line]:
    orders = registry.by_order()
    return [
        Line(
            row[1],
            {
                "type": (orders[row[2]].key,),
                "departments": row[4].split(),
                "regions": row[5].split(),
            },
        )
        for row in rows
        if row[0] == part and row[2] in orders
    ]


def visible(hits: Sequence[Hit], viewer: Any, *, now: datetime) -> list[Hit]:
    """Those that this viewer may see now, by the own rule of each kind; one statement."""
    asked: dict[int, list[int]] = {}
    for hit in hits:
        asked.setdefault(hit.source.order, []).append(hit.object_id)
    seen: set[tuple[int, int]] = set()
    questions = []
    for source in registry.sources():
        if source.order not in asked:
            continue
        if isinstance(source, registry.FileSource):
            seen |= {(source.order, number) for number in source.numbers()}
            continue
        found = source.seen_by(viewer, now=now).filter(pk__in=asked[source.order])
        questions.append(found.order_by().values_list(Value(source.order), "pk"))
    if questions:
        first, *others = questions
        seen |= set(first.union(*others, all=True) if others else first)
    return [hit for hit in hits if (hit.source.order, hit.object_id) in seen]
