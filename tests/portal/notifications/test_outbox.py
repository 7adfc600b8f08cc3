import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any
from unittest import mock

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.mails import send_mail as send_letter
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import AWAITED, LETTER, TOLD, WAITS, deliver
from portal.notifications.privacy import erase_mails
from portal.notifications.tick import deliver_lost
from tests.factories import make_user
from tests.portal.notifications.factories import choose, tell

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


def test_mail_leaves_with_the_way_to_stop_it_and_forgets_it_then(
    client: Client, settings: Any
) -> None:
    tell(make_user(), mail="notification")
    mail = OutgoingMail.objects.get()
    deliver.call(mail.pk)

    [file] = settings.MAIL_FOLDER.glob("*.eml")
    sent = message_from_bytes(file.read_bytes(), policy=policy.default)
    # A long header begins on the line below its name.
    stop = sent["List-Unsubscribe"].strip().strip("<>").removeprefix("http://localhost")
    assert client.get(stop).status_code == 200
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mail.refresh_from_db()
    assert (mail.headers, mail.letter) == ({}, "")


def test_database_keeps_nothing_of_a_mail_that_has_left() -> None:
    now = timezone.now()
    for row in (
        {"headers": {"X": "y"}},
        {"recipient": "a@example.org"},
        {"text": "x"},
    ):
        with pytest.raises(IntegrityError, match="mail_done_is_emptied"), transaction.atomic():
            OutgoingMail.objects.create(sender="x", sent_at=now, **row)
        OutgoingMail.objects.create(sender="x", **row)
    OutgoingMail.objects.create(sender="x", sent_at=now)


def test_tasks_at_the_same_time_send_one_mail(settings: Any) -> None:
    mail = write()

    def one(_number: int) -> None:
        try:
            deliver.call(mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(one, range(8)))

    assert len(list(settings.MAIL_FOLDER.glob("*.eml"))) == 1
    # The next try, booked once, finds nothing to do.
    assert DBTaskResult.objects.filter(args_kwargs__args=[mail.pk, 1]).count() == 1
    deliver.call(mail.pk, 1)
    assert len(list(settings.MAIL_FOLDER.glob("*.eml"))) == 1


def test_post_office_away_holds_nobody_up_and_each_mail_arrives_once(settings: Any) -> None:
    members = [make_user() for _ in range(5)]
    with mock.patch("portal.notifications.outbox.get_connection", side_effect=OSError):
        for member in members:
            tell(member, mail="notification")
        for mail in OutgoingMail.objects.all():
            deliver.call(mail.pk)
    for attempt in range(1, 4):
        for mail in OutgoingMail.objects.all():
            deliver.call(mail.pk, attempt)

    files = list(settings.MAIL_FOLDER.glob("*.eml"))
    sent = [message_from_bytes(file.read_bytes(), policy=policy.default)["to"] for file in files]
    assert sorted(sent) == sorted(member.email for member in members)


def test_mail_that_fails_leaves_no_word_of_itself_in_the_logs(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    member = make_user(email="canari@example.org")
    tell(member, text="Texte canari.", subject="Objet canari", mail="notification")
    failure = OSError("550 canari@example.org refused")
    with mock.patch("portal.notifications.outbox.get_connection", side_effect=failure):
        deliver.call(OutgoingMail.objects.get().pk)

    # Django's own line for each query, which no setting of ours turns on.
    written = "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    captured = capsys.readouterr()
    assert "mail failed" in written + captured.out + captured.err
    assert "canari" not in written + captured.out + captured.err


def test_mails_to_a_member_who_leaves_are_emptied_and_do_not_leave(settings: Any) -> None:
    member, other = make_user(), make_user()
    for one in (member, other):
        tell(one, mail="notification")
    theirs = OutgoingMail.objects.get(recipient=member.email)
    erase_mails(member, now=timezone.now())
    for mail in OutgoingMail.objects.all():
        deliver.call(mail.pk)

    theirs.refresh_from_db()
    assert (theirs.recipient, theirs.text, theirs.sent_at) == ("", "", None)
    [file] = settings.MAIL_FOLDER.glob("*.eml")
    assert other.email.encode() in file.read_bytes()


def test_development_mailbox_shows_the_mail(client: Client, settings: Any) -> None:
    tell(make_user(), text="Une place s’est libérée.", mail="notification")
    deliver.call(OutgoingMail.objects.get().pk)
    [file] = settings.MAIL_FOLDER.glob("*.eml")
    body = message_from_bytes(file.read_bytes(), policy=policy.default).get_body(("plain",))
    assert body is not None

    assert "Une place s’est libérée." in body.get_content()
    assert "/courriels/stop/" in body.get_content()


def test_what_somebody_waits_for_leaves_before_news_and_news_before_letters() -> None:
    member = make_user()
    choose(member, Rhythm.NOW)
    tell(member, mail="notification")
    with translation.override("fr"):
        weekly = {"subject": "Votre semaine", "groups": [], "others": 0}
        send_letter("weekly", to=member, stops=topics.WEEKLY_LETTER, **weekly)
    send_mail("Votre code", "123456", None, ["lina@example.org"])

    found = [(one.priority, one.args_kwargs["args"][0]) for one in DBTaskResult.objects.ready()]
    subjects = dict(OutgoingMail.objects.values_list("pk", "subject"))
    assert [priority for priority, _mail in found] == [AWAITED, TOLD, LETTER]
    assert subjects[found[0][1]] == "Votre code"
    assert subjects[found[2][1]] == "Votre semaine"

    deliver.call(found[0][1])
    again = DBTaskResult.objects.get(args_kwargs__args=[found[0][1], 1])
    assert again.priority == AWAITED


def test_mail_whose_task_was_lost_is_booked_again_the_next_day(settings: Any) -> None:
    mail = write()
    now = timezone.now()
    later = now + timedelta(hours=25)
    assert deliver_lost(now=later) == 0, "Un essai est prévu."

    DBTaskResult.objects.all().delete()
    assert deliver_lost(now=now) == 0, "Il est peut-être en chemin."
    assert deliver_lost(now=later) == 1
    assert deliver_lost(now=later) == 0
    [booked] = DBTaskResult.objects.ready()
    assert booked.priority == AWAITED
    deliver.call(*booked.args_kwargs["args"])
    mail.refresh_from_db()
    assert mail.sent_at is not None


def test_what_nobody_could_send_for_days_is_given_up() -> None:
    mail = write()
    DBTaskResult.objects.all().delete()
    assert deliver_lost(now=timezone.now() + timedelta(days=4)) == 0
    mail.refresh_from_db()
    assert (mail.recipient, mail.sent_at) == ("", None)
    assert mail.abandoned_at is not None
