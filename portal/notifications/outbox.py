"""The outbox: Django's mail goes into a table, a task takes it from there to the post."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.notifications.models import OutgoingMail
from portal.notifications.models.outgoing_mail import EMPTY
from portal.notifications.notices import Notice

log = structlog.get_logger("portal.mail")
# Minutes to wait after each failure: about a day in all, then a person has to look.
WAITS = [1, 2, 5, 15, 60, 180, 360, 720]
# Somebody waits for a code of ten minutes; what tells of an event goes next; a letter of the week
# has the day. One worker takes them in this order.
AWAITED, TOLD, LETTER = 50, 0, -50


class OutboxBackend(BaseEmailBackend):
    """Write each mail into the outbox and ask the worker to send it.

    Of the mail of a notification, its facts: the worker finds the words.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        mails = [
            OutgoingMail(
                recipient=recipient,
                sender=message.from_email,
                subject=str(message.subject),
                text=str(message.body),
                html=_html(message),
                letter=getattr(message, "letter", ""),
                headers={name: str(value) for name, value in message.extra_headers.items()},
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        # The tasks are rows of the same transaction: both are kept, or neither.
        with transaction.atomic(savepoint=False):
            OutgoingMail.objects.bulk_create(mails)
            book(mails)
        return len(mails)


def _html(message: EmailMessage) -> str:
    found = (
        part.content
        for part in getattr(message, "alternatives", [])
        if part.mimetype == "text/html"
    )
    return next(found, "")


class FolderBackend(BaseEmailBackend):
    """Write each mail into its own file of the mail folder, for development."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml"
            (settings.MAIL_FOLDER / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


def book(mails: Iterable[OutgoingMail]) -> None:
    """Ask the worker to send each: what `deliver.enqueue` writes, without a statement for each."""
    DBTaskResult.objects.bulk_create(
        [
            DBTaskResult(
                args_kwargs={"args": [mail.pk, mail.attempts], "kwargs": {}},
                priority=priority(mail),
                task_path=deliver.module_path,
                queue_name=deliver.queue_name,
                backend_name=deliver.backend,
                run_after=get_date_max(),
            )
            for mail in mails
        ]
    )


@task()
def deliver(mail_id: int, attempt: int = 0) -> None:
    """Send one mail of the outbox; the next try is booked before this one starts.

    So a mail survives a worker that dies half-way, and the transaction is closed before the
    post office is called: it may take seconds to answer.
    """
    with transaction.atomic():
        claimed = OutgoingMail.objects.waiting().filter(pk=mail_id, attempts=attempt)
        if not claimed.update(attempts=attempt + 1):
            return
        mail = OutgoingMail.objects.get(pk=mail_id)
        if attempt < len(WAITS):
            again = timezone.now() + timedelta(minutes=WAITS[attempt])
            booked = deliver.using(run_after=again, priority=priority(mail))
            booked.enqueue(mail_id, attempt + 1)
    try:
        message = _message(mail)
        if message is not None:
            get_connection(settings.MAIL_TRANSPORT).send_messages([message])
    except Exception as failure:
        # Whatever is wrong with this mail or the post office, the next try is booked already.
        log.warning("mail failed", mail=mail_id, attempt=attempt, error=type(failure).__name__)
        if attempt < len(WAITS):
            return
        mail.abandoned_at = timezone.now()
    else:
        if message is None:
            mail.abandoned_at = timezone.now()
        else:
            mail.sent_at = timezone.now()
    for name, nothing in EMPTY.items():
        setattr(mail, name, nothing)
    mail.save()


def priority(mail: OutgoingMail) -> int:
    """How soon a mail is taken: news is composed as it leaves, and only letters can be stopped."""
    if mail.letter:
        return TOLD
    return LETTER if "List-Unsubscribe" in mail.headers else AWAITED


def _message(mail: OutgoingMail) -> EmailMultiAlternatives | None:
    """The mail with its words; None when whoever it is for is not to be told any more."""
    if mail.letter:
        notice = Notice(mail.letter, subject=mail.subject, to=mail.recipient, sender=mail.sender)
        return notice if notice.compose() else None
    message = EmailMultiAlternatives(
        mail.subject, mail.text, mail.sender, [mail.recipient], headers=mail.headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
