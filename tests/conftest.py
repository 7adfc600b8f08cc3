"""Fixtures of every test."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection, transaction
from pytest_django import Settings

from portal.audit import guards
from tests import kept, quick_flush, ready_database, undefined

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
INSTALL_CHROMIUM = "sudo apt-get install -y --no-install-recommends chromium"


@pytest.fixture(scope="session", autouse=True)
def _no_outside_network() -> Iterator[None]:
    """A test that reaches for another machine fails at once."""

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            local = self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost")
            if not local:
                self.close()
                raise AssertionError(f"Un test a voulu se connecter à {address!r}.")
            return original(self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(name))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A SQLite file of this run alone, so that two runs at once do not meet.

    It must be a file: the live server and concurrent tests open their own connections.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
        ready_database.copy_to(file)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """On SQLite, go on from the file put there by `django_db_modify_db_settings`, if any."""
    return connection.vendor == "sqlite" or bool(request.config.option.reuse_db)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            ready_database.keep()


@pytest.fixture(scope="session", autouse=True)
def _quick_flush() -> Iterator[None]:
    with quick_flush.only_what_is_filled():
        yield


@pytest.fixture(scope="session", autouse=True)
def _journal_gives_way_to_flush() -> Iterator[None]:
    """The database refuses to empty the journal: a test that empties all tables lowers its guards.

    Each test without rollback ends so. The guards stand again before the next one begins.
    """
    original = flush.Command.handle

    def handle(self: flush.Command, **options: Any) -> None:
        guards.lower_guards(connection)
        try:
            original(self, **options)
        finally:
            guards.raise_guards(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(autouse=True)
def _no_undefined_variable() -> Iterator[None]:
    with undefined.forbidden():
        yield


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """The cache lives in the database, but tests without rollback do not flush its table."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        cache.clear()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings) -> None:
    """Mails and uploads of a test go to its own temporary folder."""
    for name, value in kept.folders(tmp_path).items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def shared_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of a file write lasts for all of its tests, whose own writes are undone.

    Not for files that have a test without rollback.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reference(shared_database: None) -> None:
    """The reference content, loaded once for the tests of a file."""
    call_command("load_reference", verbosity=0)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine; playwright's own download is not needed."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        message = (
            f"Chromium est introuvable, rien n’est vérifié dans un navigateur. {INSTALL_CHROMIUM}"
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.getuid() == 0:
        arguments.append("--no-sandbox")
    return browser_type_launch_args | {"executable_path": path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "fr-FR", "timezone_id": "Europe/Paris"}
