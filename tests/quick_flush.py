"""Empty the tables that hold something: on PostgreSQL, truncating all of them takes a second."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection


@contextmanager
def only_what_is_filled() -> Iterator[None]:
    """Have `flush` look first, while in force; nothing changes on SQLite.

    The server of the tests is their own: they may set its triggers and foreign keys aside.
    """
    if connection.vendor != "postgresql":
        yield
        return
    original = type(connection.ops).sql_flush

    def sql_flush(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        if options.get("reset_sequences"):
            found: list[str] = original(self, style, tables, **options)
            return found
        names = [self.quote_name(table) for table in tables]
        looks = [
            f"SELECT '{place}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608
            for place, name in enumerate(names)
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(looks))
            filled = [names[int(place)] for (place,) in cursor.fetchall()]
        return [
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in filled),  # noqa: S608
            "SET LOCAL session_replication_role = origin",
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        yield
