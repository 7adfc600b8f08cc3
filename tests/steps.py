"""What a page costs SQLite, whatever else the machine does."""

from django.db import connection
from django.test import Client

from portal.shell import prepared, shared_pages


def steps_of(address: str, client: Client) -> int:
    """How many steps SQLite takes for a page drawn from nothing.

    The same on a busy machine as on a free one.
    """
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 100
        return 0

    client.get(address)
    shared_pages.shelf.clear()
    prepared.clear()
    connection.connection.set_progress_handler(count, 100)
    try:
        assert client.get(address).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, 0)
    return taken
