"""The little that SQLite and PostgreSQL do not say alike: where the words are, how they are asked.

Words are tokens made by `portal.search.tokens`; both engines only compare them. SQLite keeps them
in an FTS5 table `search_words`, PostgreSQL in a column `words` of `search_entry` (migration 0001).
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection

from portal.operations.turns import give_way
from portal.search.models import SearchEntry

READ_AT_ONCE = 500
Rows = Iterable[tuple[SearchEntry, Sequence[str]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Every:
    """All of these; `Either`: one of these at least. Neither is ever empty."""

    parts: tuple["Expression", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Expression", ...]


Expression = str | Every | Either


@dataclasses.dataclass(frozen=True, slots=True)
class Engine:
    """`table` and `number` are where matching entries come from, `entry` in either case. `span` is
    the same for a run of numbers, read one after the other whatever the planner would rather do.
    """

    table: str
    span: str
    number: str
    matches: str
    quote: str
    every: str
    either: str
    insert: Callable[[Rows], None]
    # Each `token` and how many `entries` have it; the tokens of some entries.
    count: str
    tokens: str

    def render(self, expression: Expression) -> str:
        """The expression in the engine's own language, as the parameter of `matches`."""
        if isinstance(expression, str):
            return f"{self.quote}{expression}{self.quote}"
        sign = self.every if isinstance(expression, Every) else self.either
        return "(" + sign.join(self.render(part) for part in expression.parts) + ")"


def _insert_in_sqlite(rows: Rows) -> None:
    written = list(rows)
    SearchEntry.objects.bulk_create([entry for entry, _words in written])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, words) VALUES (%s, %s)",
            [(entry.pk, " ".join(words)) for entry, words in written],
        )


def _insert_in_postgresql(rows: Rows) -> None:
    """In one statement a row: written first and given its words afterwards, it would be twice."""
    names = [str(field.column) for field in SearchEntry._meta.concrete_fields]
    values = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_entry ({', '.join(names)}, words)"  # noqa: S608
            f" VALUES ({values}, array_to_tsvector(%s))",
            [
                (
                    *(getattr(entry, field.attname) for field in entry._meta.concrete_fields),
                    [*words],
                )
                for entry, words in rows
            ],
        )


SQLITE = Engine(
    table="search_words CROSS JOIN search_entry entry ON entry.id = search_words.rowid",
    span="search_words CROSS JOIN search_entry entry ON entry.id = search_words.rowid"
    " AND search_words.rowid BETWEEN {first} AND {last}",
    number="search_words.rowid",
    matches="search_words MATCH %s",
    quote='"',
    every=" AND ",
    either=" OR ",
    insert=_insert_in_sqlite,
    count="SELECT term AS token, doc AS entries FROM search_terms",
    tokens="SELECT words FROM search_words WHERE rowid IN ({marks})",
)
POSTGRESQL = Engine(
    table="search_entry entry",
    span="(SELECT * FROM search_entry WHERE id BETWEEN {first} AND {last}"
    " ORDER BY id OFFSET 0) entry",
    number="entry.id",
    matches="entry.words @@ %s::tsquery",
    quote="'",
    every=" & ",
    either=" | ",
    insert=_insert_in_postgresql,
    count="SELECT word AS token, ndoc AS entries FROM ts_stat('SELECT words FROM search_entry')",
    tokens="SELECT array_to_string(tsvector_to_array(words), ' ') FROM search_entry"
    " WHERE id IN ({marks})",
)


def engine() -> Engine:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def tokens_of(numbers: Sequence[int]) -> set[str]:
    """Every token of some entries."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(numbers), READ_AT_ONCE):
            some = numbers[start : start + READ_AT_ONCE]
            cursor.execute(engine().tokens.format(marks=", ".join(["%s"] * len(some))), some)
            found.update(*(row[0].split() for row in cursor.fetchall()))
    return found


def present(tokens: Iterable[str]) -> set[str]:
    """Those of these tokens that some entry has."""
    asked = list(tokens)
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(asked))
        statement = f"SELECT term FROM search_terms WHERE term IN ({marks})"  # noqa: S608
        values: Sequence[Any] = asked
    else:
        statement = (
            "SELECT token FROM unnest(%s::text[]) token WHERE EXISTS (SELECT 1 FROM search_entry"
            " WHERE words @@ quote_literal(token)::tsquery)"
        )
        values = [asked]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}


def moment(value: Any) -> Any:
    """A moment as a raw statement of this database compares it."""
    return connection.ops.adapt_datetimefield_value(value)


# A step of a merge writes so many of FTS5's pages of 4 KB, and holds SQLite's one writer meanwhile.
PAGES_AT_ONCE = 2000
# Each whole merge adds two empty levels, of two bytes each, to what FTS5 keeps of its segments
# (SQLite 3.40); beyond 2000 levels it takes the table for a broken one, and nothing mends it.
LONGEST_STRUCTURE = 3000


def forget_deleted_words() -> None:
    """Take out of SQLite's index the words of rows deleted: it keeps them until it is merged.

    Merged as `optimize` would, a step at a time, so that others write meanwhile: what they add
    waits for the next merge.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(block) FROM search_words_data WHERE id = 10")
        if cursor.fetchone()[0] > LONGEST_STRUCTURE:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
            return
    # By default a merge begun is gone on with from four segments on.
    _tell_sqlite("usermerge", 2)
    # A negative number gathers every segment first; once more, it would begin all over again.
    written = _tell_sqlite("merge", -PAGES_AT_ONCE)
    # A command that finds nothing to do counts for one.
    while written > PAGES_AT_ONCE:
        give_way()
        written = _tell_sqlite("merge", PAGES_AT_ONCE)


def _tell_sqlite(command: str, value: int) -> int:
    """Give FTS5 one of its commands; returns how many rows of its own it wrote."""
    # Past Django: no answer changes, so that pages kept stay good (portal/shell/version.py).
    with connection.wrap_database_errors:
        before = connection.connection.total_changes
        connection.connection.execute(
            "INSERT INTO search_words (search_words, rank) VALUES (?, ?)", [command, value]
        )
        return int(connection.connection.total_changes - before)
