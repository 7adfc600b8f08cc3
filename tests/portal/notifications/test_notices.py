"""The mail of a notification: facts of the moment, words of the day it leaves."""

from datetime import date, datetime
from email import message_from_bytes, policy
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import User
from portal.contact.models import Block
from portal.notifications.models import Notification, OutgoingMail
from portal.notifications.notices import Person
from portal.notifications.outbox import WAITS, deliver
from tests.factories import make_user
from tests.portal.notifications.factories import tell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"


def send(settings: Any) -> Any:
    """What the one mail that waits says as it leaves."""
    deliver.call(OutgoingMail.objects.get().pk)
    [file] = settings.MAIL_FOLDER.glob("*.eml")
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def text_of(message: Any, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    return str(body.get_content())


def test_nothing_is_composed_before_the_worker_comes() -> None:
    with (
        mock.patch("portal.notifications.mails.render_to_string", side_effect=AssertionError),
        mock.patch("portal.notifications.notices.faces", side_effect=AssertionError),
    ):
        tell(make_user(), text="{actor} vous répond.", actor=make_user(), mail="notification")

    mail = OutgoingMail.objects.get()
    assert (mail.text, mail.html, mail.headers) == ("", "", {})
    assert DBTaskResult.objects.filter(args_kwargs__args=[mail.pk, 0]).count() == 1


def test_mail_says_who_and_what_as_it_leaves(settings: Any) -> None:
    actor = make_user(display_name="Nom d’avant")
    tell(
        make_user(), text="{actor} vous répond.", actor=actor, url="/stages/",
        mail="notification", subject="Une réponse",
    )  # fmt: skip
    User.objects.filter(pk=actor.pk).update(display_name="Nom de départ")
    message = send(settings)

    assert message["subject"] == "Une réponse"
    for kind in ("plain", "html"):
        assert "Nom de départ vous répond." in text_of(message, kind)
        assert "http://localhost/stages/" in text_of(message, kind)


def test_whoever_is_erased_or_blocks_meanwhile_is_named_no_more(settings: Any) -> None:
    member, actor = make_user(), make_user(display_name="Camille Canari")
    tell(member, text="{actor} vous répond.", actor=actor, mail="notification")
    assert "Canari" not in OutgoingMail.objects.get().letter
    Block.objects.create(blocker=actor, blocked=member)

    assert "Membre supprimé vous répond." in text_of(send(settings))


def test_mail_about_somebody_erased_says_that_they_are_gone(settings: Any) -> None:
    actor = make_user(display_name="Camille Canari")
    tell(make_user(), text="{actor} vous répond.", actor=actor, mail="notification")
    actor.delete()

    assert "Membre supprimé vous répond." in text_of(send(settings))


def test_mail_says_the_day_that_was_true_when_it_was_told(settings: Any) -> None:
    """Days and moments come back as they were."""
    at = datetime(2026, 12, 14, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))
    tell(make_user(), topic="compte", mail="inactivity", day=at)
    assert "14 décembre 2026" in text_of(send(settings))


def test_plain_day_comes_back_as_a_day(settings: Any) -> None:
    tell(
        make_user(), mail="internship_approved", title="Régie", apply_by=date(2026, 12, 3),
        reason="", note="",
    )  # fmt: skip
    assert "3\u00a0décembre 2026" in text_of(send(settings)).replace(" d", "\u00a0d")


def test_mail_is_written_in_the_language_it_was_told_in(settings: Any) -> None:
    member = make_user(language="en")
    tell(member, mail="notification", url="/stages/")
    User.objects.filter(pk=member.pk).update(language="fr")

    assert "http://localhost/en/stages/" in text_of(send(settings))


@pytest.mark.parametrize("fields", [{"is_active": False}, {"leaving_since": timezone.now()}])
def test_mail_to_whoever_has_left_meanwhile_does_not_leave(
    settings: Any, fields: dict[str, Any]
) -> None:
    member = make_user()
    tell(member, mail="notification")
    User.objects.filter(pk=member.pk).update(**fields)
    mail = OutgoingMail.objects.get()
    deliver.call(mail.pk)

    assert not settings.MAIL_FOLDER.exists()
    mail.refresh_from_db()
    assert mail.abandoned_at is not None
    assert (mail.recipient, mail.letter) == ("", "")


def test_mail_of_the_account_reaches_whoever_is_leaving(settings: Any) -> None:
    member = make_user()
    tell(member, topic="compte", text="Vous partez.", mail="notification")
    User.objects.filter(pk=member.pk).update(leaving_since=timezone.now())

    message = send(settings)
    assert "Vous partez." in text_of(message)
    assert message["List-Unsubscribe"] is None


def test_mail_that_cannot_be_composed_is_tried_again_then_given_up() -> None:
    tell(make_user(), mail="no_such_template")
    mail = OutgoingMail.objects.get()
    deliver.call(mail.pk)

    assert DBTaskResult.objects.filter(args_kwargs__args=[mail.pk, 1]).exists()
    for attempt in range(1, len(WAITS) + 1):
        deliver.call(mail.pk, attempt)
    mail.refresh_from_db()
    assert mail.abandoned_at is not None


def test_mail_is_made_of_facts_and_not_of_rows_that_may_change() -> None:
    with pytest.raises(TypeError):
        tell(make_user(), mail="notification", somebody=make_user())

    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_people_among_the_facts_are_named_as_it_leaves(settings: Any) -> None:
    there, gone = make_user(display_name="Nom d’avant"), make_user(display_name="Camille Partie")
    rows = [
        {"name": Person(one), "title": "Régie", "last_day": date(2026, 12, 1), "links": []}
        for one in (there.pk, gone.pk, None)
    ]
    tell(
        make_user(), text="Trois candidatures.", url="/stages/", mail="application_reminder",
        subject="Des candidatures", waiting=rows,
    )  # fmt: skip
    User.objects.filter(pk=there.pk).update(display_name="Nom de départ")
    gone.delete()
    text = text_of(send(settings))

    assert "Nom de départ, Régie" in text
    assert text.count("Membre supprimé, Régie") == 2
    assert "Camille" not in text
