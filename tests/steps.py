"""What a page costs SQLite, whatever else the machine does."""

from django.db import connection
from django.test import Client


def steps_of(address: str, client: Client) -> int:
    """How many steps SQLite takes for a page: the same on a busy machine as on a free one."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 100
        return 0

    client.get(address)
    connection.connection.set_progress_handler(count, 100)
    try:
        assert client.get(address).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, 0)
    return taken
