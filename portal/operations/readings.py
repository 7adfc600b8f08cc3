"""How the site is doing, read in one way for /readyz, /metrics and the administration.

Each reading is computed here and nowhere else. Ages are in seconds, sizes in bytes; `late` is the
value from which somebody should look.
"""

import dataclasses
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.db.models import Case, Count, DateTimeField, F, Min, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import WAITS
from portal.operations.enums import Health, Job
from portal.operations.models import Beat

AGE, COUNT, SIZE = "age", "count", "size"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure. `value` is None where there is nothing to measure (never run, nothing waits)."""

    key: str
    group: Any
    title: Any
    unit: str
    value: float | None
    late: float | None = None
    # A job that never ran is late; nothing waiting is good news.
    none_is_late: bool = False
    # Space runs out downwards.
    less_is_worse: bool = False

    @property
    def health(self) -> Health:
        if self.value is None:
            return Health.LATE if self.none_is_late else Health.GOOD
        if self.late is None:
            return Health.GOOD
        worse = self.value < self.late if self.less_is_worse else self.value > self.late
        return Health.LATE if worse else Health.GOOD


# How old the last pass of each job may be.
LATEST = {
    Job.WORKER: timedelta(minutes=2),
    Job.TICK: timedelta(hours=26),
    Job.BACKUP: timedelta(hours=26),
}
WAITING, PASSES, SPACE = _("Ce qui attend"), _("Derniers passages"), _("Place")


def _age(moment: datetime | None, now: datetime) -> float | None:
    return max((now - moment).total_seconds(), 0) if moment else None


def passes(*, now: datetime) -> list[Reading]:
    """When each job last came round."""
    beats = {beat.job: beat for beat in Beat.objects.all()}
    titles = {
        Job.WORKER: _("Dernier signe du worker"),
        Job.TICK: _("Dernier passage quotidien (tick)"),
        Job.BACKUP: _("Dernière sauvegarde"),
    }
    return [
        Reading(
            key=f"{job.value}_age",
            group=PASSES,
            title=titles[job],
            unit=AGE,
            value=_age(beats[job].at if job in beats else None, now),
            late=LATEST[job].total_seconds(),
            none_is_late=True,
        )
        for job in Job
    ]


def waiting(*, now: datetime) -> list[Reading]:
    """Tasks and mails that have not left yet."""
    day = now - timedelta(days=1)
    due = Case(
        When(run_after=get_date_max(), then=F("enqueued_at")),
        default=F("run_after"),
        output_field=DateTimeField(),
    )
    tasks = (
        DBTaskResult.objects.order_by()
        .annotate(due=due)
        .aggregate(
            ready=Count("pk", filter=Q(status=TaskResultStatus.READY, due__lte=now)),
            since=Min("due", filter=Q(status=TaskResultStatus.READY, due__lte=now)),
            running=Min("started_at", filter=Q(status=TaskResultStatus.RUNNING)),
            failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED, finished_at__gte=day)),
        )
    )
    # Two questions, each by its index: a month of mails that have left is not read.
    mails = OutgoingMail.objects.waiting().aggregate(waiting=Count("pk"), since=Min("created_at"))
    lost = OutgoingMail.objects.filter(abandoned_at__gte=day, attempts__gt=len(WAITS)).count()
    return [
        _count("tasks_ready", _("Tâches prêtes à partir"), tasks["ready"], late=500),
        _since("tasks_oldest", _("La plus ancienne tâche prête"), tasks["since"], now, late=300),
        _since("task_running", _("La plus longue tâche en cours"), tasks["running"], now, late=900),
        _count("tasks_failed", _("Tâches échouées en 24 heures"), tasks["failed"], late=0),
        _count("mails_waiting", _("Courriels en attente"), mails["waiting"], late=500),
        _since("mail_oldest", _("Le plus ancien courriel"), mails["since"], now, late=900),
        _count("mails_lost", _("Courriels abandonnés en 24 heures"), lost, late=0),
    ]


def _count(key: str, title: Any, value: int, *, late: float) -> Reading:
    return Reading(key=key, group=WAITING, title=title, unit=COUNT, value=value, late=late)


def _since(key: str, title: Any, moment: datetime | None, now: datetime, *, late: float) -> Reading:
    value = _age(moment, now)
    return Reading(key=f"{key}_age", group=WAITING, title=title, unit=AGE, value=value, late=late)


def space() -> list[Reading]:
    """What is free on the disks of this machine."""
    folders = {"disk_free": (_("Disque du site"), Path(settings.VAR_DIR))}
    if isinstance(default_storage, FileSystemStorage):
        folders["media_free"] = (_("Disque des fichiers"), Path(default_storage.location))
    found = []
    for key, (title, folder) in folders.items():
        while not folder.exists():
            folder = folder.parent
        disk = shutil.disk_usage(folder)
        found.append(
            Reading(
                key=key, group=SPACE, title=title, unit=SIZE, value=disk.free,
                late=disk.total / 10, less_is_worse=True,
            )
        )  # fmt: skip
    return found


def read(*, now: datetime | None = None) -> list[Reading]:
    """Every reading; without a database, those that need none."""
    now = now or timezone.now()
    try:
        from_database = [*waiting(now=now), *passes(now=now)]
    except DatabaseError:
        from_database = []
    return [*from_database, *space()]
