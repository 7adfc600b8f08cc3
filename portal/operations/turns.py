"""Turns at the one writer of SQLite, which keeps no queue.

Whoever writes batch after batch takes the lock again before anybody who waits has looked, and after
twenty seconds they give up.
"""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

T = TypeVar("T")

# Whoever waits looks every tenth of a second.
TURN = 0.15
# How long one writes, transaction after transaction, before it is somebody else's turn.
HELD = 0.5


def give_way(using: str = DEFAULT_DB_ALIAS) -> None:
    """Between two transactions, leave whoever waits the time to write. PostgreSQL needs none."""
    base = connections[using]
    if base.vendor == "sqlite" and not base.in_atomic_block:
        time.sleep(TURN)


def in_turns(rows: Iterable[T]) -> Iterator[T]:
    """Each row, for a loop that writes it in a transaction of its own; others write in between.

    Not after each, which would take hours: where half a second has gone by since the last turn.
    """
    since = time.monotonic()
    for row in rows:
        if time.monotonic() - since > HELD:
            give_way()
            since = time.monotonic()
        yield row
