"""The connections of PostgreSQL: checked, and not on each request."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from portal.operations import connections
from portal.operations.postgresql import base
from portal.operations.postgresql.base import Absence

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


def test_a_connection_that_cannot_be_had_is_told_to_all_until_one_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absences: dict[str, Absence] = {}
    monkeypatch.setattr(base, "_absences", absences)
    monkeypatch.setattr(base, "PAUSE", 0.01)
    connection.close()
    pool: Any = connection.pool  # type: ignore[attr-defined]
    gone = mock.patch.object(pool, "getconn", side_effect=psycopg.OperationalError("gone"))
    with gone as tried:
        with pytest.raises(OperationalError, match="gone"):
            connection.ensure_connection()
        for _visitor in range(3):
            with pytest.raises(OperationalError, match="away"):
                connection.ensure_connection()
        assert absences["default"].away
        # Tried again and again, though no visitor comes.
        wait_until(lambda: tried.call_count >= 4)

    wait_until(lambda: not absences["default"].away)
    connection.ensure_connection()


def test_a_pool_that_was_merely_full_is_not_away_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    absences: dict[str, Absence] = {}
    monkeypatch.setattr(base, "_absences", absences)
    connection.close()
    pool: Any = connection.pool  # type: ignore[attr-defined]
    full = mock.patch.object(pool, "getconn", side_effect=[PoolTimeout("full"), mock.DEFAULT])
    with full, pytest.raises(OperationalError, match="full"):
        connection.ensure_connection()

    wait_until(lambda: not absences["default"].away)
    connection.ensure_connection()


def test_a_pool_that_is_closed_is_tried_no_more() -> None:
    absence, pool = Absence(), mock.MagicMock()
    pool.connection.side_effect = PoolClosed("closed")
    absence.began(pool)

    wait_until(lambda: not absence.away)
    assert pool.connection.call_count == 1


def wait_until(what: Callable[[], bool]) -> None:
    deadline = monotonic() + 5
    while not what():
        assert monotonic() < deadline
        sleep(0.01)
