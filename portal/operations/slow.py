"""Statements that took too long: logged as they are prepared, without one of their values."""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings

from portal.operations import measures

log = structlog.get_logger("portal.slow")
LONGEST = 2000
TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)
# A value that somebody wrote into the text of a statement instead of beside it.
LITERAL = re.compile(r"'(?:[^']|'')*'")


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Time what goes through a connection that has just opened."""
    if _time not in connection.execute_wrappers:
        connection.execute_wrappers.append(_time)


def _time(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            table = TABLE.search(sql)
            name = table[1] if table else "?"
            log.warning(
                "slow_query",
                milliseconds=round(milliseconds),
                table=name,
                sql=LITERAL.sub("'…'", sql)[:LONGEST],
            )
            measures.slow_statement(name)
