from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import WAITS, deliver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"


def write() -> OutgoingMail:
    message = EmailMultiAlternatives("Objet", "Texte canari", to=["lina@example.org"])
    message.attach_alternative("<p>Texte canari</p>", "text/html")
    message.send()
    return OutgoingMail.objects.get()


def test_mail_waits_then_leaves_once_and_its_text_is_forgotten(settings: Any) -> None:
    mail = write()
    assert not settings.MAIL_FOLDER.exists()

    deliver.call(mail.pk)
    deliver.call(mail.pk)
    deliver.call(mail.pk, 1)

    [file] = settings.MAIL_FOLDER.glob("*.eml")
    assert b"lina@example.org" in file.read_bytes()
    mail.refresh_from_db()
    assert mail.sent_at is not None
    assert (mail.recipient, mail.subject, mail.text, mail.html) == ("", "", "", "")


def test_mail_of_an_undone_change_never_leaves() -> None:
    with transaction.atomic():
        send_mail("Objet", "Texte", None, ["lina@example.org"])
        transaction.set_rollback(True)

    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_failed_mail_is_booked_again_later_and_kept_whole() -> None:
    mail = write()
    with mock.patch("portal.notifications.outbox.get_connection", side_effect=OSError):
        deliver.call(mail.pk)

    mail.refresh_from_db()
    assert mail.sent_at is None
    assert mail.text == "Texte canari"
    again = DBTaskResult.objects.get(args_kwargs__args=[mail.pk, 1])
    assert again.run_after > timezone.now() + timedelta(seconds=50)


def test_worker_that_dies_while_sending_leaves_the_next_try_booked() -> None:
    mail = write()
    with (
        mock.patch("portal.notifications.outbox.get_connection", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        deliver.call(mail.pk)

    assert DBTaskResult.objects.filter(args_kwargs__args=[mail.pk, 1]).exists()


def test_mail_is_given_up_after_the_last_try() -> None:
    mail = write()
    with mock.patch("portal.notifications.outbox.get_connection", side_effect=OSError):
        for attempt in range(len(WAITS) + 1):
            deliver.call(mail.pk, attempt)

    mail.refresh_from_db()
    assert mail.abandoned_at is not None
    assert (mail.recipient, mail.text) == ("", "")
    assert mail.attempts == len(WAITS) + 1


def test_mail_that_cannot_be_written_is_tried_again_like_the_others() -> None:
    mail = write()
    with mock.patch("portal.notifications.outbox.get_connection", side_effect=ValueError):
        deliver.call(mail.pk)

    assert DBTaskResult.objects.filter(args_kwargs__args=[mail.pk, 1]).exists()


def test_each_recipient_gets_a_mail_of_their_own() -> None:
    send_mail("Objet", "Texte", None, ["a@example.org", "b@example.org"])

    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {
        "a@example.org",
        "b@example.org",
    }
