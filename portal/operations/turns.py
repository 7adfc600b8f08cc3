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
# Seconds of small transactions between two turns: those add less than a third.
STINT = 0.5


def give_way(using: str = DEFAULT_DB_ALIAS) -> None:
    """Between two transactions, leave whoever waits the time to write. PostgreSQL needs none."""
    base = connections[using]
    if base.vendor == "sqlite" and not base.in_atomic_block:
        time.sleep(TURN)


def in_turns(items: Iterable[T], using: str = DEFAULT_DB_ALIAS) -> Iterator[T]:
    """Each of these in its order, for a loop of many small transactions: gives way now and then.

    After each one, the turns would last far longer than the work.
    """
    began = time.monotonic()
    for item in items:
        if time.monotonic() - began >= STINT:
            give_way(using)
            began = time.monotonic()
        yield item
