"""The connections of PostgreSQL: checked, and not on each request."""

from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from portal.operations import connections

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite n’a pas de serveur"),
]


def test_a_check_is_sent_once_a_second_and_statements_always(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    monkeypatch.setattr("portal.operations.connections.monotonic", lambda: clock[0])
    pool: Any = connection.pool  # type: ignore[attr-defined]
    with pool.connection() as held:
        assert isinstance(held, connections.Checked)
        held.answered_at = float("-inf")
        with mock.patch.object(psycopg.Connection, "execute", autospec=True) as sent:
            for moment, expected in ((100.0, 1), (100.9, 1), (101.0, 2), (101.5, 2), (102.1, 3)):
                clock[0] = moment
                ConnectionPool.check_connection(held)
                assert sent.call_count == expected
            held.execute("SELECT 1")
            assert sent.call_count == 4


def test_a_check_that_fails_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pool: Any = connection.pool  # type: ignore[attr-defined]
    with pool.connection() as held:
        held.answered_at = float("-inf")
        lost = psycopg.OperationalError("gone")
        with mock.patch.object(psycopg.Connection, "execute", side_effect=lost):
            for _again in range(2):
                with pytest.raises(psycopg.OperationalError):
                    ConnectionPool.check_connection(held)
