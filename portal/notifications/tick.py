"""What the notifications do each day: the weekly letter, and what is thrown away."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.notifications.letters import readers, write_letters
from portal.notifications.models import Notification, OutgoingMail
from portal.notifications.outbox import deliver

KEPT = timedelta(days=30)
# Each mail leaves two: they are counted each time somebody asks how the site does.
DONE_KEPT = timedelta(days=1)
# The last try is booked within a day (`outbox.WAITS`).
TRIED = timedelta(days=1)
READ_KEPT = timedelta(days=180)
UNREAD_KEPT = timedelta(days=365)


def deliver_lost(*, now: datetime) -> int:
    """Book again the mails that nobody will try any more; returns how many.

    A task whose first statement fails (the database was away) has booked no other.
    """
    lost = OutgoingMail.objects.waiting().filter(created_at__lt=now - TRIED)
    numbers = list(lost.order_by("pk").values_list("pk", "attempts"))
    for number, attempts in numbers:
        # Where one was booked all the same, the first to come takes it.
        deliver.enqueue(number, attempts)
    return len(numbers)


def run(*, now: datetime) -> str:
    """Have the letters of the week written, forget what is old; returns a line for the log."""
    letters = readers(now=now).count()
    if letters:
        write_letters.enqueue(now.isoformat())
    old = now - KEPT
    mails, _ = OutgoingMail.objects.filter(Q(sent_at__lt=old) | Q(abandoned_at__lt=old)).delete()
    tasks, _ = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - DONE_KEPT)
        | Q(status=TaskResultStatus.FAILED, finished_at__lt=old)
    ).delete()
    deliver_lost(now=now)
    told, _ = Notification.objects.filter(
        Q(created_at__lt=now - UNREAD_KEPT)
        | Q(created_at__lt=now - READ_KEPT, read_at__isnull=False)
    ).delete()
    return (
        f"{letters} lettres de la semaine à écrire\u202f; "
        f"{mails} courriels, {tasks} tâches et {told} notifications oubliés"
    )
