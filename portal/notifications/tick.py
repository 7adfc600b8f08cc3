"""What the outbox throws away each day."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.notifications.models import OutgoingMail

KEPT = timedelta(days=30)


def run(*, now: datetime) -> str:
    """Forget mails and tasks done a month ago; returns a line for the log."""
    old = now - KEPT
    mails, _ = OutgoingMail.objects.filter(Q(sent_at__lt=old) | Q(abandoned_at__lt=old)).delete()
    done = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    tasks, _ = DBTaskResult.objects.filter(status__in=done, finished_at__lt=old).delete()
    return f"{mails} courriels et {tasks} tâches oubliés"
