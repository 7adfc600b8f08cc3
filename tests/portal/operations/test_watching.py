"""Slow statements, reports of errors, the worker's sign of life: useful, and nothing personal."""

import json
import threading
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
import sentry_sdk
import structlog
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings
from sentry_sdk.transport import Transport

from portal.notifications.outbox import deliver
from portal.operations import reporting, slow
from portal.operations.enums import Job
from portal.operations.management.commands import db_worker
from portal.operations.models import Beat

pytestmark = pytest.mark.django_db
CANARY = "canary-typed-by-somebody"


def test_a_slow_statement_is_logged_without_its_values(settings: Settings) -> None:
    settings.SLOW_QUERY_MS = 0.000001
    connection.ensure_connection()
    with structlog.testing.capture_logs() as lines:
        Beat.objects.filter(job=CANARY).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'canary-typed-by-somebody' FROM operations_beat")

    slow_lines = [line for line in lines if line["event"] == "slow_query"]
    assert {line["table"] for line in slow_lines} == {"operations_beat"}
    assert len(slow_lines) == 2
    assert CANARY not in str(slow_lines)


def test_a_fast_statement_is_not_logged(settings: Settings) -> None:
    settings.SLOW_QUERY_MS = 5000
    with structlog.testing.capture_logs() as lines:
        Beat.objects.exists()

    assert lines == []


def test_connections_are_watched_by_default() -> None:
    connection.ensure_connection()

    assert slow._time in connection.execute_wrappers


class Sent(Transport):
    """Keeps what would leave."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.texts += [json.dumps(item.payload.json or {}) for item in envelope.items]


@pytest.fixture
def sent() -> Iterator[Sent]:
    transport = Sent()
    reporting.start("http://key@localhost/1", release="r1", transport=transport)
    try:
        yield transport
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


def test_an_error_is_reported_by_place_without_anything_that_was_typed(
    client: Client, sent: Sent
) -> None:
    client.raise_request_exception = False

    def fail(*_arguments: Any, **_named: Any) -> Any:
        typed = CANARY
        raise ValueError(f"bad value {typed}") from KeyError(CANARY)

    with mock.patch("portal.shell.views.pages.home_context", side_effect=fail):
        answer = client.get(
            f"/?q={CANARY}", headers={"Referer": f"http://x/{CANARY}", "Cookie": f"a={CANARY}"}
        )

    [text] = sent.texts
    event = json.loads(text)
    assert CANARY not in text
    assert "testserver" not in text
    assert [one["type"] for one in event["exception"]["values"]] == ["KeyError", "ValueError"]
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "fail"
    assert event["tags"] == {"route": "shell:home", "request_id": answer["X-Request-ID"]}
    assert event["release"] == "r1"
    assert not {"user", "request", "breadcrumbs", "server_name", "extra", "modules"} & set(event)


def test_a_failed_task_is_reported_by_name(sent: Sent) -> None:
    result = mock.Mock(status="FAILED", task=deliver)
    result.errors = [mock.Mock(exception_class_path="builtins.ValueError", traceback=CANARY)]

    reporting.report_task(task_result=result)

    [text] = sent.texts
    assert json.loads(text)["tags"]["task"] == "portal.notifications.outbox.deliver ValueError"
    assert CANARY not in text


def test_nothing_is_reported_without_an_address(client: Client) -> None:
    assert not sentry_sdk.is_initialized()
    reporting.report(ValueError(CANARY))


@pytest.mark.django_db(transaction=True)
def test_the_worker_says_that_it_is_there() -> None:
    over = threading.Event()
    over.set()
    db_worker.beat(over)

    assert Beat.objects.get(job=Job.WORKER)


def test_a_worker_without_a_database_goes_on() -> None:
    over = threading.Event()
    over.set()
    with (
        mock.patch.object(Beat.objects, "strike", side_effect=OperationalError),
        mock.patch("portal.operations.management.commands.db_worker.connection"),
    ):
        db_worker.beat(over)


def test_db_worker_is_ours() -> None:
    from django.core.management import get_commands

    assert get_commands()["db_worker"] == "portal.operations"
