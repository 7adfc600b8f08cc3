"""Who asks for a connection while the server is away is told so without waiting for it.

A thread that finds no connection waits three seconds (the pool's `timeout`). When all of them wait,
a process answers one visitor a second, and even the pages that need no database queue up. So after
a failure one thread at a time tries again, and the others are refused until it succeeds.
"""

import threading
from typing import Any

import psycopg
from django.db.backends.postgresql import base


class Trial:
    """Whether the server is known to be away, and how many threads are trying it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.away, self.trying = False, 0

    def begin(self) -> None:
        """Raises OperationalError when somebody else is trying already."""
        with self.lock:
            if self.away and self.trying:
                raise psycopg.OperationalError("the server is away")
            self.trying += 1

    def end(self, *, away: bool) -> None:
        with self.lock:
            self.away, self.trying = away, self.trying - 1


_trials: dict[str, Trial] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: Any) -> Any:
        """A connection of the pool. Raises OperationalError, at once if the server is away."""
        if not self.pool:
            return super().get_new_connection(conn_params)
        trial = _trials.setdefault(self.alias, Trial())
        trial.begin()
        try:
            found = super().get_new_connection(conn_params)
        except BaseException:
            trial.end(away=True)
            raise
        trial.end(away=False)
        return found
