"""A read replica for the pages that every stranger reads the same (DATABASE_REPLICA_URL).

`SharedPagesMiddleware` alone says `reading()`, around a GET without a session of a view declared
`shared=True`. Everything else, members and writes first of all, goes to the database that has the
last word: a replica is some moments behind, and whoever has just written must read it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

ALIAS = "replica"
_reading: ContextVar[bool] = ContextVar("reading_replica", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """What is read in here may be some moments old."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def exists() -> bool:
    return ALIAS in connections.settings


def for_reading() -> str:
    """Where to read: the replica, if there is one and the present page may be drawn from it."""
    if not _reading.get() or not exists():
        return DEFAULT_DB_ALIAS
    # A transaction reads what it has written.
    in_transaction = transaction.get_connection(DEFAULT_DB_ALIAS).in_atomic_block
    return DEFAULT_DB_ALIAS if in_transaction else ALIAS


class Router:
    """Django's own questions about where a model lives."""

    def db_for_read(self, model: Any, **_hints: Any) -> str:
        return for_reading()

    def db_for_write(self, model: Any, **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **_hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
