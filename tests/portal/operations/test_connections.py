"""The connections of PostgreSQL: checked, and not on each request."""

from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import OperationalError, connection
from psycopg_pool import ConnectionPool

from portal.operations import connections
from portal.operations.postgresql import base
from portal.operations.postgresql.base import Trial

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


def test_while_the_server_is_away_one_thread_tries_and_the_others_are_told() -> None:
    trial = Trial()
    trial.begin()
    trial.begin()  # nobody knows yet
    trial.end(away=True)
    with pytest.raises(psycopg.OperationalError, match="away"):
        trial.begin()  # the other one is still trying
    trial.end(away=True)

    trial.begin()
    with pytest.raises(psycopg.OperationalError, match="away"):
        trial.begin()
    trial.end(away=True)
    trial.begin()
    trial.end(away=False)
    for _visitor in range(3):
        trial.begin()


def test_a_connection_that_cannot_be_had_is_a_failure_that_others_hear_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials: dict[str, Trial] = {}
    monkeypatch.setattr(base, "_trials", trials)
    connection.close()
    pool: Any = connection.pool  # type: ignore[attr-defined]
    with (
        mock.patch.object(pool, "getconn", side_effect=psycopg.OperationalError("gone")),
        pytest.raises(OperationalError, match="gone"),
    ):
        connection.ensure_connection()
    assert trials["default"].away

    connection.ensure_connection()
    assert not trials["default"].away
