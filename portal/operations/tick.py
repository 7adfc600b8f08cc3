"""What the machines throw away each day."""

from datetime import datetime

from django.core.cache import cache
from django.db import connection


def run(*, now: datetime) -> str:
    """Take what has ended out of the cache where it is a table; returns a line for the log.

    Django does so at a million rows only, and counts them at each writing until then.
    """
    table = getattr(cache, "_table", "")
    if not table:
        return "cache\u00a0: se vide seul"
    before = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {connection.ops.quote_name(table)} WHERE expires < %s",  # noqa: S608
            [before],
        )
        gone = cursor.rowcount
    return f"cache\u00a0: {gone} entrées oubliées"
