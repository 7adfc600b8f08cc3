"""The statement that answers a question, for both engines.

Only marks, column names and numbers are written into it; what was typed is a parameter.
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal.contact import blocks
from portal.search import registry, tokens
from portal.search.counting import MOST_COUNTED, Filters
from portal.search.engines import Expression, engine, moment
from portal.search.query import Query, either, every

PAGE_SIZE = 20
MARKS = {"type": tokens.KIND, "departments": tokens.DEPARTMENT, "regions": tokens.REGION}
FACETS = "kind, departments, regions"
# Fewer entries than this are found faster by their words than by reading a kind from its start.
FEW = 100_000


@dataclasses.dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement and its parameters."""

    text: str
    values: Sequence[Any] = ()


def union(parts: Sequence[Sql]) -> Sql:
    text = " UNION ALL ".join(part.text for part in parts)
    return Sql(text, [value for part in parts for value in part.values])


class Index:
    """The index as one viewer may search it at one moment."""

    def __init__(self, viewer: Any, *, now: datetime) -> None:
        self.viewer = viewer
        self.engine = engine()
        self.joined, self.condition = self._audience(now)

    def _audience(self, now: datetime) -> tuple[str, Sql]:
        """What is joined to the entries, and the condition that this viewer may find one."""
        number = self.engine.number
        conditions = ["(entry.until IS NULL OR entry.until > %s)"]
        values: list[Any] = [moment(now)]
        if not self.viewer.is_authenticated:
            # Members' kinds have the largest numbers: they are not even read.
            conditions.append(f"{number} < {registry.first_id(registry.FIRST_FOR_MEMBERS)}")
            return "", Sql(" AND ".join(conditions), values)
        joined = " LEFT JOIN accounts_user member ON member.id = entry.owner_id"
        present = (
            "member.is_active AND member.leaving_since IS NULL"
            " AND (member.suspended_until IS NULL OR member.suspended_until <= %s)"
        )
        values.append(moment(now))
        if hidden := sorted(blocks.hidden_from(self.viewer)):
            present += f" AND member.id NOT IN ({', '.join(['%s'] * len(hidden))})"
            values += hidden
        conditions.append(f"(entry.owner_id IS NULL OR ({present}))")
        if self.viewer.is_minor:
            conditions.append("NOT entry.adults_only")
        return joined, Sql(" AND ".join(conditions), values)

    def answering(self, expression: Expression, filters: Filters, *, table: str = "") -> Sql:
        """FROM ... WHERE ... for the entries that answer, with what is ticked."""
        ticked = [
            either([MARKS[column] + slug for slug in slugs]) for column, slugs in filters.items()
        ]
        return Sql(
            f"FROM {table or self.engine.table}{self.joined}"
            f" WHERE {self.engine.matches} AND {self.condition.text}",
            [self.engine.render(every([expression, *ticked])), *self.condition.values],
        )

    def page(self, query: Query, filters: Filters, *, start: int) -> Sql:
        """The bands and numbers of one page, and of one entry more.

        The first of each band are enough: an entry has no more before it in its own band than in
        the whole.
        """
        most = start + PAGE_SIZE + 1
        bands = []
        for band, expression in enumerate(query.bands()):
            matching = self.answering(expression, filters)
            ordered = f"{matching.text} ORDER BY {self.engine.number} LIMIT {most}"
            bands.append(
                Sql(
                    f"SELECT * FROM (SELECT entry.id, {band} AS band {ordered}) band_{band}",  # noqa: S608
                    matching.values,
                )
            )
        every_band = union(bands)
        return Sql(
            f"SELECT id, MIN(band) AS band FROM ({every_band.text}) bands"  # noqa: S608
            f" GROUP BY id ORDER BY MIN(band), id LIMIT {PAGE_SIZE + 1} OFFSET {start}",
            every_band.values,
        )

    def every_count(self, query: Query, filters: Filters) -> Sql:
        """How many entries answer, by what the facets tell apart."""
        matching = self.answering(query.anywhere(), filters)
        return Sql(f"SELECT {FACETS} {matching.text}", matching.values)

    def capped_count(self, query: Query, filters: Filters) -> Sql:
        """The same for some entries of each kind: as many as are counted, and one more.

        A kind is read from its start where that ends soon: it has few entries, or many answer.
        Elsewhere the planner chooses.
        """
        parts = []
        for source in registry.sources():
            if source.members_only and not self.viewer.is_authenticated:
                continue
            first, last = registry.first_id(source.order), registry.first_id(source.order + 1) - 1
            if source.many and (filters or query.most < FEW):
                matching = self.answering(query.anywhere(), filters)
                within = f" AND {self.engine.number} BETWEEN {first} AND {last}"
            else:
                table = self.engine.span.format(first=first, last=last)
                matching, within = self.answering(query.anywhere(), filters, table=table), ""
            some = f"{matching.text}{within} LIMIT {MOST_COUNTED + 1}"
            parts.append(
                Sql(f"SELECT * FROM (SELECT {FACETS} {some}) kind_{source.order}", matching.values)  # noqa: S608
            )
        return union(parts)


def counted(entries: Sql, part: int) -> Sql:
    """The entries of a part, grouped, in the columns of `shown`."""
    return Sql(
        f"SELECT {part}, COUNT(*), kind, 0, departments, regions, '', '', '', '', '', '', 0"  # noqa: S608
        f" FROM ({entries.text}) part_{part} GROUP BY {FACETS}",
        entries.values,
    )


def shown(page: Sql) -> Sql:
    """What the answers of a page show."""
    return Sql(
        "SELECT 0, page.band, entry.kind, entry.object_id, entry.departments, entry.regions,"  # noqa: S608
        " shown.title, shown.title_en, shown.line, shown.line_en, shown.url, shown.excerpt,"
        " entry.id"
        f" FROM ({page.text}) page JOIN search_entry entry ON entry.id = page.id"
        " JOIN search_text shown ON shown.entry_id = page.id",
        page.values,
    )
