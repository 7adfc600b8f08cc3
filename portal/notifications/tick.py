"""What the notifications do each day: the weekly letter, and what is thrown away."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.notifications.letters import readers, write_letters
from portal.notifications.models import Notification, OutgoingMail

KEPT = timedelta(days=30)
READ_KEPT = timedelta(days=180)
UNREAD_KEPT = timedelta(days=365)


def run(*, now: datetime) -> str:
    """Have the letters of the week written, forget what is old; returns a line for the log."""
    letters = readers(now=now).count()
    if letters:
        write_letters.enqueue(now.isoformat())
    old = now - KEPT
    mails, _ = OutgoingMail.objects.filter(Q(sent_at__lt=old) | Q(abandoned_at__lt=old)).delete()
    done = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    tasks, _ = DBTaskResult.objects.filter(status__in=done, finished_at__lt=old).delete()
    told, _ = Notification.objects.filter(
        Q(created_at__lt=now - UNREAD_KEPT)
        | Q(created_at__lt=now - READ_KEPT, read_at__isnull=False)
    ).delete()
    return (
        f"{letters} lettres de la semaine à écrire\u202f; "
        f"{mails} courriels, {tasks} tâches et {told} notifications oubliés"
    )
