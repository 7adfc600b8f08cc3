"""What the notifications do each day: the weekly letter, and what is thrown away."""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.notifications.letters import readers, write_letters
from portal.notifications.models import Notification, OutgoingMail
from portal.notifications.outbox import book, deliver
from portal.operations.turns import give_way, in_turns

BATCH = 500
KEPT = timedelta(days=30)
# Each mail leaves two: they are counted each time somebody asks how the site does.
DONE_KEPT = timedelta(days=1)
# A mail may be on its way for so long without a task that waits.
UNDER_WAY = timedelta(hours=1)
# What nobody could send for so long is no news any more.
TOO_LATE = timedelta(days=3)
READ_KEPT = timedelta(days=180)
UNREAD_KEPT = timedelta(days=365)


def deliver_lost(*, now: datetime) -> int:
    """Book again the mails for which no try is booked, and give up the oldest; returns how many.

    A task whose first statement fails (the database was away) has booked no other.
    """
    waiting = OutgoingMail.objects.waiting()
    waiting.filter(created_at__lt=now - TOO_LATE).give_up(now=now)
    ready = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=deliver.module_path
    )
    booked = {given["args"][0] for given in ready.values_list("args_kwargs", flat=True)}
    # What `book` reads of a mail; not its text.
    known = waiting.only("attempts", "letter", "headers").filter(created_at__lt=now - UNDER_WAY)
    lost = [mail for mail in known.order_by("pk").iterator() if mail.pk not in booked]
    for start in in_turns(range(0, len(lost), BATCH)):
        book(lost[start : start + BATCH])
    return len(lost)


def _forget_tasks(over: Q) -> int:
    """Some at a time: there are two of each mail."""
    count = 0
    while numbers := list(DBTaskResult.objects.filter(over).values_list("pk", flat=True)[:BATCH]):
        count += DBTaskResult.objects.filter(pk__in=numbers).delete()[0]
        give_way()
    return count


def run(*, now: datetime) -> str:
    """Have the letters of the week written, forget what is old; returns a line for the log."""
    letters = readers(now=now).count()
    if letters:
        write_letters.enqueue(now.isoformat())
    old = now - KEPT
    mails, _ = OutgoingMail.objects.filter(Q(sent_at__lt=old) | Q(abandoned_at__lt=old)).delete()
    tasks = _forget_tasks(
        Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - DONE_KEPT)
        | Q(status=TaskResultStatus.FAILED, finished_at__lt=old)
    )
    deliver_lost(now=now)
    told, _ = Notification.objects.filter(
        Q(created_at__lt=now - UNREAD_KEPT)
        | Q(created_at__lt=now - READ_KEPT, read_at__isnull=False)
    ).delete()
    return (
        f"{letters} lettres de la semaine à écrire\u202f; "
        f"{mails} courriels, {tasks} tâches et {told} notifications oubliés"
    )
