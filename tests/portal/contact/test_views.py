from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.contact import actions
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest, Message, Participation
from tests.factories import form_data, make_moderator, make_user

from .factories import SECRET, make_member, make_request, make_thread, say

pytestmark = pytest.mark.django_db
INBOX = "/contacts/"


def signed_in(user: User | None) -> Client:
    assert user
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_empty_inbox_says_what_to_do_next() -> None:
    page = signed_in(make_member()).get(INBOX).text

    assert "Vous n’avez encore écrit à personne" in page
    assert 'href="/membres/"' in page
    assert "10 demandes" in page


def test_inbox_shows_each_side_of_a_request() -> None:
    sender, recipient = make_member(display_name="Alex"), make_member(display_name="Sacha")
    request = make_request(by=sender, to=recipient, about_label="Stage régie")

    received = signed_in(recipient).get(INBOX).text
    assert "Alex" in received
    assert SECRET in received
    assert request.get_absolute_url() in received
    sent = signed_in(sender).get(INBOX).text
    assert "Sacha" in sent
    assert "en attente" in sent
    assert "9 demandes" in sent


@pytest.mark.parametrize("side", ["received", "sent", "threads"])
def test_inbox_costs_the_same_for_one_and_three(side: str) -> None:
    def one_more(member: User) -> None:
        if side == "received":
            make_request(to=member)
        elif side == "sent":
            make_request(by=member)
        else:
            thread = make_thread(to=member)
            assert thread.request.sender
            say(thread, thread.request.sender)

    counted = []
    for count in (1, 3):
        member = make_member()
        for _ in range(count):
            one_more(member)
        counted.append(queries(signed_in(member), INBOX))
    assert counted[0] == counted[1]


def test_thread_costs_the_same_for_one_and_three() -> None:
    counted = []
    for count in (1, 3):
        member = make_member()
        thread = make_thread(to=member)
        assert thread.request.sender
        for _ in range(count):
            say(thread, thread.request.sender)
            say(thread, member)
        counted.append(queries(signed_in(member), thread.get_absolute_url()))
    assert counted[0] == counted[1]


def test_writing_leads_to_the_request() -> None:
    sender, recipient = make_member(), make_member(display_name="Sacha")
    client, address = signed_in(sender), reverse("contact:write", args=[recipient.pk])
    page = client.get(address)
    assert "Écrire à Sacha" in page.text
    data = {**form_data(page.context["form"]), "purpose": "projet", "text": "Un court en mars"}
    for _ in range(2):
        answer = client.post(address, data)

    request = ContactRequest.objects.get()
    assert answer["Location"] == request.get_absolute_url()
    page = client.get(answer["Location"])
    assert "Un court en mars" in page.text
    assert "Retirer ma demande" in page.text


@pytest.mark.parametrize(
    "data",
    [{}, {"purpose": "conseil"}, {"text": "Bonjour"}, {"purpose": "mentorat", "text": "x"},
     {"purpose": "conseil", "text": "x" * 1001}, {"purpose": "conseil", "text": "a\x00"}],
)  # fmt: skip
def test_incomplete_request_is_explained(data: dict[str, str]) -> None:
    address = reverse("contact:write", args=[make_member().pk])
    answer = signed_in(make_member()).post(address, data)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not ContactRequest.objects.exists()


def test_limit_is_said_and_the_text_kept() -> None:
    sender = make_user()
    for _ in range(3):
        make_request(by=sender)
    data = {"purpose": "conseil", "text": "Quatrième essai"}
    answer = signed_in(sender).post(reverse("contact:write", args=[make_member().pk]), data)

    assert "Quatrième essai" in answer.text
    assert "Les sept premiers jours, vous pouvez avoir 3 demandes" in answer.text


def test_writing_to_somebody_one_talks_with_leads_there() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    client, address = signed_in(one), reverse("contact:write", args=[other.pk])

    assert thread.get_absolute_url() in client.get(address).text
    answer = client.post(address, {"purpose": "conseil", "text": "Encore moi"})
    assert thread.get_absolute_url() in answer.text
    assert "Encore moi" in answer.text


def test_same_request_again_leads_to_the_first() -> None:
    one, other = make_member(), make_member()
    request = make_request(by=one, to=other)
    data = {"purpose": "conseil", "text": "Encore moi"}
    answer = signed_in(one).post(reverse("contact:write", args=[other.pk]), data)

    assert answer["Location"] == request.get_absolute_url()


def test_accepting_and_declining_by_the_page() -> None:
    request = make_request()
    client = signed_in(request.recipient)
    assert "Accepter et répondre" in client.get(request.get_absolute_url()).text
    answer = client.post(reverse("contact:accept", args=[request.pk]), follow=True)
    assert SECRET in answer.text
    assert "Envoyer" in answer.text

    refused = make_request()
    signed_in(refused.recipient).post(
        reverse("contact:decline", args=[refused.pk]), {"reason": "no_time"}
    )
    page = signed_in(refused.sender).get(refused.get_absolute_url()).text
    assert "Je n’ai pas la disponibilité en ce moment." in page


def test_withdrawn_request_is_read_by_its_sender_alone() -> None:
    request = make_request()
    signed_in(request.sender).post(reverse("contact:withdraw", args=[request.pk]))

    assert SECRET in signed_in(request.sender).get(request.get_absolute_url()).text
    page = signed_in(request.recipient).get(request.get_absolute_url()).text
    assert SECRET not in page
    assert "Cette demande a été retirée" in page


def test_answer_that_comes_too_late_is_said() -> None:
    request = make_request(now=timezone.now() - timedelta(days=15))
    for name, who in (
        ("accept", request.recipient),
        ("decline", request.recipient),
        ("withdraw", request.sender),
    ):
        answer = signed_in(who).post(reverse(f"contact:{name}", args=[request.pk]), follow=True)
        assert "Cette demande n’attend plus de réponse." in answer.text
    assert "restée sans réponse" in signed_in(request.sender).get(INBOX).text


def test_message_is_posted_once_and_shown() -> None:
    one = make_member()
    thread = make_thread(by=one)
    client = signed_in(one)
    page = client.get(thread.get_absolute_url())
    data = {**form_data(page.context["form"]), "text": "Merci <b>beaucoup</b>\r\nA bientôt"}
    for _ in range(2):
        answer = client.post(thread.get_absolute_url(), data)
        assert answer.status_code == 302

    assert thread.messages.count() == 2
    page = client.get(thread.get_absolute_url())
    assert "Merci &lt;b&gt;beaucoup&lt;/b&gt;<br>A bientôt" in page.text


def test_reading_is_written_down_by_a_form_of_its_own() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    last = say(thread, one)
    client = signed_in(other)
    before = Participation.objects.get(user=other).last_read_at
    assert "Marquer comme lu" in client.get(thread.get_absolute_url()).text
    assert Participation.objects.get(user=other).last_read_at == before

    address = reverse("contact:read", args=[thread.pk])
    for spoilt in ("", "x", "9" * 30, "-1"):
        assert client.post(address, {"jusque": spoilt}).status_code == 302
    assert Participation.objects.get(user=other).last_read_at == before
    assert client.post(address, {"jusque": last.pk}, headers={"HX-Request": "true"}).text == ""
    assert Participation.objects.get(user=other).last_read_at == last.created_at
    assert "Marquer comme lu" not in client.get(thread.get_absolute_url()).text


def test_long_conversation_is_read_by_pages() -> None:
    one = make_member()
    thread = make_thread(by=one)
    Message.objects.bulk_create(
        Message(thread=thread, author=one, text=f"numéro {n}.") for n in range(60)
    )
    client = signed_in(one)
    page = client.get(thread.get_absolute_url())

    assert "numéro 59." in page.text
    assert "numéro 9." not in page.text
    older = client.get(thread.get_absolute_url() + page.context["older_url"])
    assert "numéro 9." in older.text
    assert SECRET in older.text
    assert not older.context["older_url"]
    assert client.get(thread.get_absolute_url() + "?avant=nope").status_code == 200


def test_left_conversation_moves_to_its_own_list() -> None:
    one = make_member()
    thread = make_thread(by=one)
    client = signed_in(one)
    client.post(reverse("contact:leave", args=[thread.pk]))

    assert thread.get_absolute_url() not in client.get(INBOX).text
    assert thread.get_absolute_url() in client.get(f"{INBOX}?closes").text
    assert "Vous avez quitté cette conversation" in client.get(thread.get_absolute_url()).text


def test_conversations_come_twenty_a_page() -> None:
    one = make_member()
    for _ in range(21):
        actions.open_thread(between=(one, make_member()), about_label="Fil")
    client = signed_in(one)

    assert client.get(INBOX).context["next_url"] == "?page=2"
    assert len(client.get(f"{INBOX}?page=2").context["places"]) == 1
    assert client.get(f"{INBOX}?page=nope").status_code == 200


STRANGERS: list[tuple[str, Callable[[], User]]] = [
    ("member", make_member),
    ("mentor", lambda: make_member(display_name="Mentor")),
    ("moderator", make_moderator),
    ("staff", lambda: make_user(is_staff=True, is_superuser=True)),
]


@pytest.mark.parametrize(("name", "make"), STRANGERS)
def test_strangers_find_nothing(name: str, make: Callable[[], User], settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    thread, request = make_thread(), make_request()
    client = signed_in(make())
    message = thread.messages.get()
    for address, verbs in (
        (thread.get_absolute_url(), "gp"),
        (reverse("contact:read", args=[thread.pk]), "p"),
        (reverse("contact:leave", args=[thread.pk]), "p"),
        (request.get_absolute_url(), "g"),
        (reverse("contact:accept", args=[request.pk]), "p"),
        (reverse("contact:decline", args=[request.pk]), "p"),
        (reverse("contact:withdraw", args=[request.pk]), "p"),
        (reverse("moderation:report", args=["message", message.pk]), "gp"),
        (reverse("moderation:report", args=["demande", request.pk]), "gp"),
    ):
        for verb in verbs:
            call = client.get if verb == "g" else client.post
            assert call(address).status_code == 404, (address, verb)
    request.refresh_from_db()
    assert request.state == RequestState.PENDING


def test_the_wrong_one_of_the_two_does_not_answer() -> None:
    request = make_request()
    for name, who in (
        ("accept", request.sender),
        ("decline", request.sender),
        ("withdraw", request.recipient),
    ):
        answer = signed_in(who).post(reverse(f"contact:{name}", args=[request.pk]))
        assert answer.status_code == 404


def test_dashboard_counts_what_waits() -> None:
    member = make_member()
    thread = make_thread(to=member)
    make_request(to=member)
    assert thread.request.sender
    say(thread, thread.request.sender)
    context = signed_in(member).get(reverse("shell:dashboard")).context

    assert (context["contact_requests"], context["contact_unread"]) == (1, 1)
