"""Who asks for a connection while the server is away is told so without waiting for it.

A visitor who finds no connection waits three seconds (the pool's `timeout`). Were each to wait so,
even the pages that need no database would queue up. So after a failure a thread of its own keeps
trying, and visitors are refused until it succeeds.
"""

import threading
import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool, PoolClosed

# Between two tries; each waits three seconds at most by itself.
PAUSE = 0.25


class Absence:
    """Whether the server of one alias is known to be away."""

    def __init__(self) -> None:
        self.lock, self.away = threading.Lock(), False

    def began(self, pool: "ConnectionPool[Any]") -> None:
        """Refuse from now on, until a connection of the pool is had."""
        with self.lock:
            if self.away:
                return
            self.away = True
        threading.Thread(target=self._try, args=[pool], daemon=True).start()

    def _try(self, pool: "ConnectionPool[Any]") -> None:
        while True:
            try:
                with pool.connection():
                    break
            except PoolClosed:
                # Nobody is going to ask this pool again; the next one begins anew.
                break
            except Exception:
                # Whatever it says: were the thread to end so, nobody would be let in again.
                time.sleep(PAUSE)
        self.away = False


_absences: dict[str, Absence] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: Any) -> Any:
        """A connection of the pool. Raises OperationalError, at once if the server is away."""
        if not self.pool:
            return super().get_new_connection(conn_params)
        absence = _absences.setdefault(self.alias, Absence())
        if absence.away:
            raise psycopg.OperationalError("the server is away")
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            absence.began(self.pool)
            raise
