"""Turns at the one writer of SQLite, which keeps no queue.

Whoever finds it taken looks again later and later, up to every tenth of a second; whoever writes
one thing after the other has taken it again meanwhile. So we look every two milliseconds, and
whoever writes batch after batch leaves the others the time to.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

T = TypeVar("T")
LOOK = 0.002
# Ten looks, on a machine that has other things to do.
TURN = 0.02
# How long one writes, transaction after transaction, before it is somebody else's turn.
HELD = 0.5
WRITE = re.compile(r"\s*(?:BEGIN|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def give_way(using: str = DEFAULT_DB_ALIAS) -> None:
    """Between two transactions, leave whoever waits the time to write. PostgreSQL needs none."""
    base = connections[using]
    if base.vendor == "sqlite" and not base.in_atomic_block:
        time.sleep(TURN)


def in_turns(rows: Iterable[T]) -> Iterator[T]:
    """Each row, for a loop that writes it in a transaction of its own; others write in between.

    Not after each, which would take hours: where half a second has gone by since the last turn.
    The rows are read before: SQLite lets nobody write while they read what others change.
    """
    since = time.monotonic()
    for row in rows:
        if time.monotonic() - since > HELD:
            give_way()
            since = time.monotonic()
        yield row


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Have a connection to SQLite that has just opened look often."""
    if connection.vendor == "sqlite" and _soon not in connection.execute_wrappers:
        # Next to the statement: what another does once it is written is not to ask for it again.
        connection.execute_wrappers.append(_soon)


def _soon(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    base = context["connection"]
    # Of several rows, the first ones may be written; and what is inside has had its turn.
    if many or base.in_atomic_block or not WRITE.match(sql):
        return execute(sql, params, many, context)
    longest = base.settings_dict["OPTIONS"].get("timeout", 5)
    deadline = time.monotonic() + longest
    base.connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return execute(sql, params, many, context)
            except OperationalError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
            time.sleep(LOOK)
    finally:
        base.connection.execute(f"PRAGMA busy_timeout = {longest * 1000:.0f}")


def _is_busy(error: OperationalError) -> bool:
    """Whether it is somebody else's turn. To who reads an older state, no turn ever comes."""
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY and code != sqlite3.SQLITE_BUSY_SNAPSHOT)
