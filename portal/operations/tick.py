"""What the machines throw away each day."""

from datetime import datetime

from django.core.cache import cache
from django.db import connection

from portal.operations.turns import give_way

BATCH = 500


def run(*, now: datetime) -> str:
    """Take what has ended out of the cache where it is a table; returns a line for the log.

    Django does so at a million rows only, and counts them at each writing until then.
    """
    table = getattr(cache, "_table", "")
    if not table:
        return "cache\u00a0: se vide seul"
    name = connection.ops.quote_name(table)
    before = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    some = f"SELECT cache_key FROM {name} WHERE expires < %s LIMIT {BATCH}"  # noqa: S608
    gone = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                f"DELETE FROM {name} WHERE cache_key IN ({some})",  # noqa: S608
                [before],
            )
            gone += cursor.rowcount
            if cursor.rowcount < BATCH:
                return f"cache\u00a0: {gone} entrées oubliées"
            give_way()
