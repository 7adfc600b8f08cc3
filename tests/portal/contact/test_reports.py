"""What is said in private stays so, but for what somebody reports (T38)."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions import erase_member
from portal.contact import actions
from portal.contact.models import Message, Thread
from portal.moderation.models import Report, ReportReading
from portal.moderation.tick import run
from tests.factories import make_moderator, make_officer, make_user

from .factories import SECRET, make_member, make_request, make_thread, say
from .test_views import signed_in

pytestmark = pytest.mark.django_db
WORDS = {"reason": "violence", "text": "Il insiste malgré mon refus.", "good_faith": "on"}


@pytest.fixture
def moderating(settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    return signed_in(make_officer())


def talk(thread: Thread, lines: int) -> list[Message]:
    """`lines` more messages of the one who asked, each numbered."""
    sender = thread.request.sender
    assert sender
    return [say(thread, sender, f"Réplique numéro {n}.") for n in range(lines)]


def report(message: Message) -> Report:
    reader = message.thread.request.recipient
    answer = signed_in(reader).post(
        reverse("moderation:report", args=["message", message.pk]), WORDS
    )
    assert answer["Location"].startswith("/signaler/suivi/")
    return Report.objects.latest("pk")


def evidence_of(client: Client, made: Report) -> Any:
    return client.post(reverse("admin:moderation_report_evidence", args=[made.pk]))


def test_report_keeps_the_message_and_five_on_each_side() -> None:
    thread = make_thread()
    said = talk(thread, 20)
    made = report(said[9])

    assert [one["text"] for one in made.evidence] == [one.text for one in said[6:12]]
    assert [one["text"] for one in made.evidence if one["reported"]] == [said[9].text]
    assert report(said[19]).evidence[-1]["reported"] is True


def test_page_says_beforehand_what_will_be_read() -> None:
    thread = make_thread()
    message = thread.messages.get()
    client = signed_in(thread.request.recipient)
    assert (
        reverse("moderation:report", args=["message", message.pk])
        in client.get(thread.get_absolute_url()).text
    )
    page = client.get(reverse("moderation:report", args=["message", message.pk])).text
    assert "cinq autres au plus" in page
    assert SECRET not in page


def test_request_is_reported_with_its_text() -> None:
    request = make_request()
    client = signed_in(request.recipient)
    assert "/signaler/demande/" in client.get(request.get_absolute_url()).text
    answer = client.post(reverse("moderation:report", args=["demande", request.pk]), WORDS)

    assert answer["Location"].startswith("/signaler/suivi/")
    [one] = Report.objects.get().evidence
    assert (one["text"], one["author"], one["reported"]) == (SECRET, request.sender_id, True)


def test_reading_is_a_press_that_is_written_down(moderating: Client) -> None:
    said = talk(make_thread(), 20)
    made = report(said[9])
    page = moderating.get(reverse("admin:moderation_report_change", args=[made.pk])).text
    assert "6, à ouvrir ci-dessous" in page
    assert "Réplique" not in page

    address = reverse("admin:moderation_report_evidence", args=[made.pk])
    assert moderating.get(address).status_code == 302
    assert not ReportReading.objects.exists()
    for _ in range(2):
        page = moderating.post(address).text
    assert "Réplique numéro 9." in page
    assert "Réplique numéro 6." in page
    assert "Réplique numéro 11." in page
    assert "Réplique numéro 5." not in page
    assert "Réplique numéro 12." not in page
    assert ReportReading.objects.filter(report=made).count() == 2


def test_report_without_joined_texts_has_nothing_to_open(moderating: Client) -> None:
    from tests.factories import make_internship

    internship = make_internship()
    Client().post(f"/signaler/stage/{internship.pk}/", {**WORDS, "text": "Frais"})
    made = Report.objects.get()
    page = moderating.get(reverse("admin:moderation_report_change", args=[made.pk])).text

    assert "Ouvrir les textes joints" not in page
    assert evidence_of(moderating, made).status_code == 302
    assert not ReportReading.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_only_the_safety_team_opens_the_joined_texts(fields: dict[str, Any], settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    made = report(make_thread().messages.get())
    for who in (make_user(**fields), make_moderator()):
        answer = evidence_of(signed_in(who), made)
        assert answer.status_code in {302, 403, 404}
        assert SECRET not in answer.text
    assert not ReportReading.objects.exists()


def test_proof_outlives_the_account_and_the_block(moderating: Client) -> None:
    thread = make_thread()
    sender = thread.request.sender
    assert sender
    made = report(thread.messages.get())
    actions.block(by=sender, whom=thread.request.recipient)
    erase_member(member=sender)
    page = evidence_of(moderating, made).text

    assert SECRET in page
    assert "Membre supprimé" in page


def test_proof_goes_six_months_after_the_outcome() -> None:
    made = report(make_thread().messages.get())
    made.outcome, made.handled_at = "Compte suspendu.", timezone.now()
    made.save()
    run(now=made.handled_at + timedelta(days=180))
    made.refresh_from_db()
    assert made.evidence
    run(now=made.handled_at + timedelta(days=186))
    made.refresh_from_db()
    assert made.evidence == []


def test_administration_knows_nothing_of_private_messages(moderating: Client) -> None:
    registered = {model._meta.app_label for model in admin.site._registry}
    assert "contact" not in registered
    assert apps.get_app_config("contact").get_models()

    made = report(make_thread().messages.get())
    boss = signed_in(make_user(is_staff=True, is_superuser=True))
    for client in (moderating, boss):
        pages = [
            client.get("/admin/").text,
            client.get(f"/admin/moderation/report/?q={SECRET[:8]}").text,
            client.get("/admin/moderation/report/").text,
            client.get(reverse("admin:moderation_report_change", args=[made.pk])).text,
            client.get("/admin/contact/message/", follow=True).text,
        ]
        assert all(SECRET not in page for page in pages)


def test_names_of_what_is_reported_give_nothing_away() -> None:
    thread = make_thread(by=make_member(display_name="Alex"))
    for one in (thread.messages.get(), thread.request):
        assert SECRET not in str(one)
        assert "Alex" not in str(one)


def alternatives(message: Any) -> list[Any]:
    return list(message.alternatives)


def test_mails_hold_no_text() -> None:
    thread = make_thread()
    say(thread, thread.request.recipient, "Secret de tournage")
    actions.decline(request=(refused := make_request()), by=refused.recipient)
    actions.expire(
        type(refused).objects.filter(pk=make_request().pk), now=timezone.now() + timedelta(days=20)
    )

    assert len(mail.outbox) >= 6
    for message in mail.outbox:
        html = "".join(str(part.content) for part in alternatives(message))
        for secret in (SECRET, "Secret de tournage"):
            assert secret not in f"{message.subject}{message.body}{html}"


def test_own_conversations_alone_can_be_reported() -> None:
    thread = make_thread()
    strangers: list[QuerySet[Message]] = [
        Message.objects.visible_to(who) for who in (make_member(), make_moderator())
    ]
    assert not any(found.exists() for found in strangers)
    assert Message.objects.visible_to(thread.request.sender).exists()
    answer = Client().get(reverse("moderation:report", args=["message", thread.messages.get().pk]))
    assert answer.status_code == 404
