"""Where each page reads: the replica for what strangers share, else the one with the last word."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from portal.operations import replica
from portal.operations.models import Beat
from portal.shell.shared_pages import shelf
from tests.factories import PASSWORD, make_internship, make_user
from tests.portal.accounts.test_export import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where Django asked each question of a model; all of them are answered by one database."""
    monkeypatch.setattr(replica, "exists", lambda: True)
    found: list[str] = []

    def for_reading() -> str:
        found.append(real())
        return "default"

    real = replica.for_reading
    monkeypatch.setattr(replica, "for_reading", for_reading)
    shelf.clear()
    return found


def test_a_page_that_strangers_share_is_drawn_from_the_replica(asked: list[str]) -> None:
    make_internship()
    asked.clear()

    assert Client().get("/metiers/").status_code == 200
    assert asked
    assert set(asked) == {replica.ALIAS}


@pytest.mark.parametrize("address", ["/compte/login/", "/recherche/?q=regie", "/healthz"])
def test_other_pages_of_strangers_are_not(asked: list[str], address: str) -> None:
    Client().get(address)

    assert set(asked) <= {"default"}


def test_a_member_reads_what_they_have_just_written(asked: list[str]) -> None:
    client = signed_in(make_user())
    asked.clear()

    for address in ("/", "/metiers/", "/mon-espace/"):
        assert client.get(address).status_code == 200
    assert asked
    assert set(asked) == {"default"}


def test_signing_in_reads_and_writes_in_one_place(asked: list[str]) -> None:
    member = make_user()
    asked.clear()

    Client().post("/compte/login/", {"login": member.email, "password": PASSWORD})
    assert set(asked) == {"default"}


def test_a_transaction_reads_its_own_writes(asked: list[str]) -> None:
    router = replica.Router()
    with replica.reading():
        assert router.db_for_write(Beat) == "default"
        router.db_for_read(Beat)
        with transaction.atomic():
            router.db_for_read(Beat)
    router.db_for_read(Beat)

    assert asked == [replica.ALIAS, "default", "default"]


def test_without_a_replica_everything_is_in_one_place() -> None:
    with replica.reading():
        assert replica.Router().db_for_read(Beat) == "default"


def test_a_replica_is_never_migrated() -> None:
    router: Any = replica.Router()

    assert router.allow_migrate(connection.alias, "operations")
    assert not router.allow_migrate(replica.ALIAS, "operations")
