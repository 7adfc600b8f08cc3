"""The library's worker, which says every half minute that it is there."""

import threading
from typing import Any

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal.operations.enums import Job
from portal.operations.models import Beat

log = structlog.get_logger("portal.worker")
EVERY = 30


class Command(db_worker.Command):
    """`manage.py db_worker`, with a sign of life.

    The sign says that the process lives and reaches the database. A task that hangs shows in the
    age of the oldest one that waits (portal/operations/readings.py).
    """

    def handle(self, **options: Any) -> None:
        over = threading.Event()
        threading.Thread(target=beat, args=[over], daemon=True, name="beat").start()
        try:
            super().handle(**options)
        finally:
            over.set()


def beat(over: threading.Event) -> None:
    """Strike until it is over; a database that is away for a while is waited for."""
    while True:
        try:
            Beat.objects.strike(Job.WORKER, now=timezone.now())
        except DatabaseError as failure:
            log.warning("beat_missed", kind=type(failure).__name__)
        finally:
            connection.close()
        if over.wait(EVERY):
            return
