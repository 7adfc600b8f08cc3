"""A statement that PostgreSQL prepared before a release changed what it gives.

A text made longer changes its type: "cached plan must not change result type", and the connection
of a former process would say so to that statement for ever. It is forgotten, and asked again. Not
inside a transaction: that one fails, and its rollback makes the driver forget as well.
"""

from collections.abc import Callable
from typing import Any

from django.db import NotSupportedError

# feature_not_supported, which PostgreSQL says of it in every language.
CODE = "0A000"


def watch(*, connection: Any, **_kwargs: Any) -> None:
    """Ask again what goes through a connection that has just opened."""
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
