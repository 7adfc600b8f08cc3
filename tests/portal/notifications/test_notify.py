from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.inbox import notify, sentences
from portal.notifications.models import MailChoice, Notification, OutgoingMail
from portal.notifications.topics import Topic
from tests.factories import make_user
from tests.portal.notifications.factories import TOPIC, choose, html_of, tell

pytestmark = pytest.mark.django_db


def test_member_is_told_in_the_inbox_and_at_once_by_mail() -> None:
    member = make_user(email="lina@example.org")
    told = tell(
        member, text="Une place s’est libérée.", url="/stages/", mail="notification", subject="Vite"
    )

    assert (told.text, told.url, told.read_at) == ("Une place s’est libérée.", "/stages/", None)
    assert told.mailed_at is not None
    [message] = mail.outbox
    assert (message.to, message.subject) == (["lina@example.org"], "Vite")
    for body in (message.body, html_of(message)):
        assert "Une place s’est libérée." in body
        assert "http://localhost/stages/" in body


def test_mail_without_a_subject_says_the_topic_only() -> None:
    tell(make_user(), text="Canari.", mail="notification")

    assert mail.outbox[0].subject == "Vos publications\u00a0: du nouveau"


def test_notification_without_a_mail_writes_none() -> None:
    told = tell(make_user())

    assert told.mailed_at is None
    assert not told.awaits_letter
    assert not mail.outbox


@pytest.mark.parametrize(
    ("rhythm", "mails", "awaits"),
    [(Rhythm.NOW, 1, False), (Rhythm.WEEKLY, 0, True), (Rhythm.NEVER, 0, False)],
)
def test_mail_follows_the_choice_of_the_member(rhythm: Rhythm, mails: int, awaits: bool) -> None:
    member, other = make_user(), make_user()
    choose(member, rhythm)
    choose(other, Rhythm.NEVER if rhythm == Rhythm.NOW else Rhythm.NOW)
    told = tell(member, mail="notification")

    assert len(mail.outbox) == mails
    assert told.awaits_letter is awaits
    assert (told.mailed_at is not None) is bool(mails)


def test_choice_for_one_topic_leaves_the_others() -> None:
    member = make_user()
    choose(member, Rhythm.NEVER, topic="autre")
    tell(member, mail="notification")

    assert len(mail.outbox) == 1


def test_mandatory_mail_leaves_whatever_was_chosen_and_cannot_be_stopped() -> None:
    member = make_user()
    choose(member, Rhythm.NEVER, topic="compte")
    tell(member, topic="compte", mail="notification")

    [message] = mail.outbox
    assert "List-Unsubscribe" not in message.extra_headers
    assert "/courriels/stop/" not in message.body


def test_mail_says_how_to_stop_such_mails() -> None:
    tell(make_user(), mail="notification")

    [message] = mail.outbox
    stop = message.extra_headers["List-Unsubscribe"]
    assert stop.startswith("<http://localhost/courriels/stop/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for body in (message.body, html_of(message)):
        assert stop.strip("<>") in body
        assert "http://localhost/notifications/courriels/" in body


@pytest.mark.parametrize("fields", [{"is_active": False}, {"leaving_since": timezone.now()}])
def test_member_who_has_gone_is_not_told(fields: dict[str, Any]) -> None:
    member = make_user(**fields)

    assert notify(to=member, topic=TOPIC, text="Rien.", mail="notification") is None
    assert notify(to=None, topic=TOPIC, text="Rien.", mail="notification") is None
    assert not mail.outbox
    assert not Notification.objects.exists()


def test_member_on_their_way_out_is_still_told_of_the_account() -> None:
    member = make_user(leaving_since=timezone.now())

    assert tell(member, topic="compte", mail="notification").mailed_at is not None


def test_name_of_whoever_acted_is_looked_up_and_never_stored() -> None:
    member, actor = make_user(), make_user(display_name="Camille Canari")
    told = tell(member, text="{actor} vous répond.", actor=actor, mail="notification")

    assert sentences([told], viewer=member) == ["Camille Canari vous répond."]
    assert "Camille Canari vous répond." in mail.outbox[0].body
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_notification")
        assert "Canari" not in str(cursor.fetchall())

    actor.delete()
    told.refresh_from_db()
    assert sentences([told], viewer=member) == ["Membre supprimé vous répond."]


@pytest.mark.parametrize("fields", [{"is_active": False}, {"leaving_since": timezone.now()}])
def test_whoever_cannot_be_seen_any_more_is_not_named(fields: dict[str, Any]) -> None:
    told = tell(make_user(), text="{actor} vous répond.", actor=make_user(**fields))

    assert sentences([told], viewer=told.member) == ["Membre supprimé vous répond."]


@pytest.mark.django_db(transaction=True)
def test_undone_change_tells_nothing(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"
    member = make_user()
    with transaction.atomic():
        tell(member, mail="notification")
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_line_breaks_open_no_header_and_french_spaces_stay() -> None:
    tell(
        make_user(),
        text="Une ligne\r\nBcc: tous@example.org",
        mail="notification",
        subject="Stage «\u00a0x\u00a0»\r\nBcc: tous@example.org\u2028X: y",
    )

    [message] = mail.outbox
    assert message.subject == "Stage «\u00a0x\u00a0» Bcc: tous@example.org X: y"
    sent = message.message()
    assert sent["Bcc"] is None
    assert sent["X"] is None
    assert Notification.objects.get().text == "Une ligne Bcc: tous@example.org"


def test_text_too_long_is_cut_rather_than_refused() -> None:
    told = tell(make_user(), text="a" * 400, mail="notification", subject="b" * 400)

    assert len(told.text) == 300
    assert told.text.endswith("…")
    assert len(mail.outbox[0].subject) == 200


def test_text_is_read_in_the_language_of_the_member() -> None:
    told = tell(make_user(), text=gettext_lazy("Une nouvelle."), subject=gettext_lazy("Objet"))

    assert told.text == "Une nouvelle."


def test_what_was_typed_is_text_in_the_html_mail() -> None:
    tell(make_user(), text="Votre annonce <b>x</b> & l’autre", mail="notification")

    [message] = mail.outbox
    assert "<b>x</b> & l’autre" in message.body
    assert "&lt;b&gt;x&lt;/b&gt; &amp; l’autre" in html_of(message)


@pytest.mark.parametrize(
    "url",
    ["https://exemple.org/", "//exemple.org/", "/\\exemple.org", "stages/", "javascript:alert(1)"],
)
def test_notification_does_not_lead_off_the_site(url: str) -> None:
    with pytest.raises(ValueError, match="path of the site"):
        tell(make_user(), url=url)


def test_unknown_topic_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError):
        notify(to=make_user(), topic="invention", text="x")


def test_topic_is_registered_once() -> None:
    topics.register(topics.get(TOPIC) or Topic("", "", ""))
    for key in (TOPIC, topics.WEEKLY_LETTER):
        with pytest.raises(ValueError, match="taken"):
            topics.register(Topic(key, "Autre chose", ""))


def test_database_refuses_what_the_code_should_not_write() -> None:
    member = make_user()
    now = timezone.now()
    refused: list[tuple[str, dict[str, Any]]] = [
        ("notification_says_something", {"text": ""}),
        ("notification_stays_on_site", {"url": "https://exemple.org/"}),
        ("notification_stays_on_site", {"url": "//exemple.org/"}),
        ("notification_stays_on_site", {"url": "/\\exemple.org"}),
        ("notification_mailed_once", {"awaits_letter": True, "mailed_at": now}),
    ]
    for constraint, row in refused:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Notification.objects.create(**{"member": member, "topic": TOPIC, "text": "x", **row})
    rows: tuple[dict[str, Any], ...] = (
        {"url": "/stages/"},
        {"awaits_letter": True},
        {"mailed_at": now},
    )
    for row in rows:
        Notification.objects.create(member=member, topic=TOPIC, text="x", **row)

    with pytest.raises(IntegrityError, match="mail_choice_rhythm_known"), transaction.atomic():
        MailChoice.objects.create(member=member, topic=TOPIC, rhythm="daily")
    MailChoice.objects.create(member=member, topic=TOPIC)
    # SQLite names the columns of a unique constraint, PostgreSQL the constraint.
    with pytest.raises(IntegrityError, match=r"mail_choice_once|member_id"), transaction.atomic():
        MailChoice.objects.create(member=member, topic=TOPIC)
