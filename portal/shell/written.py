"""Statements about a member that Django writes down once for all members.

To write down what one's own page counts takes ten times as long as to ask it. While that is done a
stand-in takes the member's place, of whom nothing is known but that they are no moderator; then
the member's number takes the place of theirs. What looks at another field of the member fails here,
in the first test that comes by, rather than answer one member what is another's; nor may a writer
ask the database anything.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

Statement = tuple[str, tuple[Any, ...]]
Writer = Callable[..., Statement]
# No value of a condition but the member's number is likely to be this one.
NUMBER = 1_947_263_185


def written(writer: Writer, *asked: Hashable, member: Any) -> Statement:
    """What `writer`, a function of a module, writes for this member; its clock may be a second old.

    A moderator's is written for them: they see more, and they are few.
    """
    if member.is_staff:
        return writer(member, *asked)
    text, values = _written(writer, asked, timezone.now().replace(microsecond=0))
    # As Django gives it: PostgreSQL prepares a statement for the size of each value.
    return text, tuple(type(one)(member.pk) if one == NUMBER else one for one in values)


@lru_cache(maxsize=64)
def _written(writer: Writer, asked: tuple[Hashable, ...], _second: datetime) -> Statement:
    fields = {"id": NUMBER, "is_active": True, "is_staff": False}
    anybody = get_user_model().from_db(DEFAULT_DB_ALIAS, list(fields), list(fields.values()))
    return writer(anybody, *asked)


def number(rows: QuerySet[Any]) -> Statement:
    """The statement of how many rows these are."""
    ordered = rows if rows.query.is_sliced else rows.order_by()
    try:
        text, values = ordered.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0", ()
    return f"SELECT COUNT(*) FROM ({text}) counted", values  # noqa: S608
