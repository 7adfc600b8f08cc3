"""Several workers on one database: each task is done, and once."""

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.proof.live import Process, database_url
from tests.proof.noting import note

pytestmark = pytest.mark.django_db(transaction=True)
TASKS = 200


@pytest.mark.proof(test="T10", what="deux workers, 200 tâches")
def test_two_workers_do_each_task_once(tmp_path: Path, record_property: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one worker is enough there: it has one writer")
    for number in range(TASKS):
        note.enqueue(str(tmp_path), number)
    workers = [
        Process(
            tmp_path, f"said-{number}", sys.executable, "manage.py", "db_worker", "--no-reload",
            "--interval", "0.05", DATABASE_URL=database_url(), VAR_DIR=str(tmp_path),
        )
        for number in range(2)
    ]  # fmt: skip
    for worker in workers:
        worker.start()
    deadline = time.monotonic() + 90
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL)
    try:
        while done.count() < TASKS and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        for worker in workers:
            worker.stop()

    assert done.count() == TASKS, workers[0].log.read_text()[-2000:]
    numbers = sorted(map(int, (tmp_path / "done").read_text().split()))
    assert numbers == list(range(TASKS))
    shares = Counter(one.worker_ids[0] for one in done)
    assert len(shares) == 2
    record_property("parts", " et ".join(map(str, sorted(shares.values()))))
