"""A connection of the pool that is asked at most once a second whether the server still answers."""

from time import monotonic
from typing import Any

import psycopg

SECONDS = 1.0


class Checked(psycopg.Connection[Any]):
    """What `ConnectionPool.check_connection` asks of it on each request costs a round trip.

    The check is an empty statement. One that was answered less than SECONDS ago is not sent again:
    a server that goes away within is met by the first real statement, and told as a 503.
    """

    answered_at = float("-inf")

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if query != "":
            return super().execute(query, *args, **kwargs)
        if monotonic() - self.answered_at < SECONDS:
            return None
        answer = super().execute(query, *args, **kwargs)
        self.answered_at = monotonic()
        return answer
