"""Turns at the one writer of SQLite, which keeps no queue.

Whoever writes batch after batch takes the lock again before anybody who waits has looked, and after
twenty seconds they give up.
"""

import time

from django.db import DEFAULT_DB_ALIAS, connections

# Whoever waits looks every tenth of a second.
TURN = 0.15


def give_way(using: str = DEFAULT_DB_ALIAS) -> None:
    """Between two transactions, leave whoever waits the time to write. PostgreSQL needs none."""
    base = connections[using]
    if base.vendor == "sqlite" and not base.in_atomic_block:
        time.sleep(TURN)
