"""What machines read: is this process ready, and how is the site doing?"""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.notifications.models import OutgoingMail
from portal.operations import measures, readings
from portal.operations.enums import Health, Job
from portal.operations.models import Beat
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-these-tests"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}


def value(key: str) -> float | None:
    [found] = [one.value for one in readings.read() if one.key == key]
    return found


def test_a_whole_site_is_ready(client: Client) -> None:
    Beat.objects.strike(Job.WORKER, now=timezone.now())

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.text.split("\n")[:-1] == [
        "database ok", "migrations ok", "cache ok", "storage ok", "static ok", "mail_oldest_age ok",
        "worker_age ok",
    ]  # fmt: skip


def test_a_lost_database_is_not_ready(client: Client) -> None:
    with mock.patch("portal.operations.probes.connection.cursor", side_effect=OperationalError):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "database failed" in answer.text


def test_a_migration_that_was_not_applied_is_not_ready(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("operations", "0001_beat")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.text.startswith("database ok\nmigrations failed\n")


def test_a_newer_database_is_ready_for_older_code(client: Client) -> None:
    """While a release goes out, the old processes serve on the new schema."""
    MigrationRecorder(connection).record_applied("operations", "0999_of_the_next_release")

    assert client.get("/readyz").status_code == 200


def test_a_cache_that_forgets_is_not_ready(client: Client, settings: Settings) -> None:
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = settings.CACHES | {"default": dummy}

    assert client.get("/readyz").status_code == 503


def test_files_that_cannot_be_written_are_not_ready(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    with mock.patch("portal.operations.probes.os.access", return_value=False):
        assert client.get("/readyz").status_code == 503


def test_a_dead_worker_is_told_and_takes_no_page_away(client: Client) -> None:
    Beat.objects.strike(Job.WORKER, now=timezone.now() - timedelta(minutes=3))
    OutgoingMail.objects.create(sender="x", created_at=timezone.now() - timedelta(hours=1))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert "mail_oldest_age late\nworker_age late" in answer.text


def test_metrics_are_for_whoever_has_the_token(client: Client, settings: Settings) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404

    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer é"}).status_code == 404
    client.force_login(make_user())
    assert client.get("/metrics").status_code == 404
    assert Client().get("/metrics", headers=WITH_TOKEN).status_code == 200


def test_metrics_say_what_the_readings_say(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    now = timezone.now()
    Beat.objects.strike(Job.TICK, now=now - timedelta(hours=2))
    OutgoingMail.objects.create(sender="x", created_at=now - timedelta(minutes=5))
    client.get("/aide/")
    client.get("/nulle-part/")

    lines = client.get("/metrics", headers=WITH_TOKEN).text.split("\n")
    figures = dict(line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))

    assert figures["premier_clap_mails_waiting"] == "1.0"
    assert 300 <= float(figures["premier_clap_mail_oldest_age_seconds"]) < 310
    assert 7200 <= float(figures["premier_clap_tick_age_seconds"]) < 7210
    assert "premier_clap_backup_age_seconds" not in figures
    assert figures['premier_clap_up{what="database"}'] == "1.0"
    seconds = "premier_clap_request_seconds_count"
    assert float(figures[f'{seconds}{{method="GET",route="shell:help",status="2xx"}}']) >= 1
    assert float(figures[f'{seconds}{{method="GET",route="none",status="4xx"}}']) >= 1
    assert "/nulle-part/" not in str(figures)


def test_nothing_is_measured_without_a_token(client: Client) -> None:
    before = {one.route: one.count for one in measures.slowest(1000)}
    client.get("/aide/")

    assert {one.route: one.count for one in measures.slowest(1000)} == before


@pytest.mark.parametrize(
    ("job", "late"),
    [(Job.WORKER, "3 minutes"), (Job.TICK, "27 hours"), (Job.BACKUP, "27 hours")],
)
def test_a_job_that_does_not_come_round_is_late(job: Job, late: str) -> None:
    def health() -> Health:
        [found] = [one.health for one in readings.read() if one.key == f"{job.value}_age"]
        return found

    assert health() == Health.LATE
    Beat.objects.strike(job, now=timezone.now())
    assert health() == Health.GOOD
    number, unit = late.split()
    Beat.objects.strike(job, now=timezone.now() - timedelta(**{unit: int(number)}))
    assert health() == Health.LATE


def test_tasks_that_wait_are_counted_from_when_they_are_due(settings: Settings) -> None:
    from portal.notifications.outbox import deliver

    now = timezone.now()
    deliver.using(run_after=now + timedelta(hours=1)).enqueue(1, 1)
    assert value("tasks_ready") == 0
    deliver.enqueue(1, 0)
    assert value("tasks_ready") == 1
    assert (value("tasks_oldest_age") or 0) < 5
    [later] = [one for one in readings.read(now=now + timedelta(hours=2))
               if one.key == "tasks_ready"]  # fmt: skip
    assert later.value == 2


def test_the_readings_ask_four_questions(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        readings.read()


def test_the_storage_that_is_tried_is_the_one_of_the_files() -> None:
    assert str(default_storage.location)  # type: ignore[attr-defined]
    assert {"disk_free", "media_free"} <= {one.key for one in readings.read()}


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, "f3a9c1d2e4b5a697", True),
        (0, "f3a9c1d2e4b5a697", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "two words of log", False),
    ],
)
def test_a_request_id_comes_from_our_own_proxy_alone(
    client: Client, settings: Settings, proxies: int, given: str, kept: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given) is kept
    assert 8 <= len(answer["X-Request-ID"]) <= 64


def test_static_files_that_were_not_collected_are_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for {name!r}")

    monkeypatch.setattr(
        "portal.operations.probes.staticfiles_storage", SimpleNamespace(url=unknown)
    )
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "static" in answer.text
