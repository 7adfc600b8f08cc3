"""Statements that PostgreSQL prepares, planned once for whatever values come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import NotSupportedError, connection

# feature_not_supported, which PostgreSQL says of a former statement in every language.
CODE = "0A000"


@contextmanager
def for_these_values(cursor: Any) -> Iterator[None]:
    """What this cursor is asked in here is planned for its own words.

    One plan for every question would suit none: a search of 240 ms took 670.
    """
    if connection.vendor != "postgresql":
        yield
        return
    held = cursor.connection
    before, held.prepare_threshold = held.prepare_threshold, None
    try:
        yield
    finally:
        held.prepare_threshold = before


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Ask again what a connection that has just opened is told to be out of date.

    A text that a release makes longer changes its type: "cached plan must not change result type",
    and the connection of a former process would say so to that statement for ever. It is
    forgotten, and asked again. Not inside a transaction: that one fails, and its rollback makes the
    driver forget as well.
    """
    if connection.vendor == "postgresql" and _ask_again not in connection.execute_wrappers:
        connection.execute_wrappers.append(_ask_again)


def _ask_again(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    try:
        return execute(sql, params, many, context)
    except NotSupportedError as error:
        inside = context["connection"].in_atomic_block
        if inside or getattr(error.__cause__, "sqlstate", "") != CODE:
            raise
    context["cursor"].cursor.execute("DEALLOCATE ALL")
    return execute(sql, params, many, context)
