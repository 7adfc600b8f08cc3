"""The statements that PostgreSQL prepares, and a column that changes under them."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import NotSupportedError, connection, transaction

from portal.operations import plans

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite ne prépare rien d’avance"),
]
# More often than the driver waits before it prepares one.
OFTEN = 8


@pytest.fixture
def prepared() -> Iterator[None]:
    """A statement that this connection has prepared, and whose column another one then widens."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE widened (name varchar(10))")
        cursor.execute("INSERT INTO widened VALUES ('Lina')")
    try:
        for _again in range(OFTEN):
            assert names() == [("Lina",)]
        release()
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE widened")


def names() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM widened WHERE name <> %s", ["Noé"])
        return cursor.fetchall()


def release() -> None:
    given = connection.get_connection_params()
    given.pop("context")
    given["cursor_factory"] = psycopg.Cursor
    with psycopg.connect(**given, autocommit=True) as another:
        another.execute("ALTER TABLE widened ALTER name TYPE varchar(20)")


def test_a_former_statement_is_asked_again(prepared: None) -> None:
    for _again in range(OFTEN):
        assert names() == [("Lina",)]


def test_a_transaction_fails_once_and_no_more(prepared: None) -> None:
    with pytest.raises(NotSupportedError), transaction.atomic():
        names()

    for _again in range(OFTEN):
        with transaction.atomic():
            assert names() == [("Lina",)]


def test_what_must_be_planned_for_its_values_is_not_prepared() -> None:
    statement = "SELECT %s::text AS planned_each_time"
    with connection.cursor() as cursor:
        with plans.for_these_values(cursor):
            for _again in range(OFTEN):
                cursor.execute(statement, ["Noé"])
        assert known(cursor, "planned_each_time") == 0
        for _again in range(OFTEN):
            cursor.execute(statement, ["Noé"])
        assert known(cursor, "planned_each_time") == 1


def known(cursor: Any, words: str) -> int:
    """How many prepared statements of this connection have these words."""
    asked = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"
    cursor.execute(asked, [f"%AS {words}%"])
    found: int = cursor.fetchone()[0]
    return found
