from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.contact import actions, purposes
from portal.contact.actions import NoLongerOpen
from portal.contact.enums import DeclineReason, RequestState
from portal.contact.models import ContactRequest, Thread
from portal.contact.rules import are_contacts, contacts_of
from portal.contact.tick import run
from portal.notifications.models import Notification

from .factories import SECRET, make_member, make_request, make_thread

pytestmark = pytest.mark.django_db


def test_accepting_opens_a_conversation_with_what_was_asked() -> None:
    request = make_request(about_label="Stage régie", about_url="/stages/1-x/")
    thread = actions.accept(request=request, by=request.recipient)

    request.refresh_from_db()
    assert (request.state, request.thread) == (RequestState.ACCEPTED, thread)
    assert (thread.title, thread.about_url) == ("Stage régie", "/stages/1-x/")
    [message] = thread.messages.all()
    assert (message.text, message.author) == (SECRET, request.sender)
    assert are_contacts(request.sender, request.recipient)
    assert list(contacts_of(request.recipient)) == [request.sender_id]
    told = Notification.objects.get(member=request.sender)
    assert told.url == thread.get_absolute_url()


def test_only_the_recipient_answers_and_only_the_sender_withdraws() -> None:
    request, stranger = make_request(), make_member()
    for by in (request.sender, stranger):
        for act in (actions.accept, actions.decline):
            with pytest.raises(NoLongerOpen):
                act(request=request, by=by)
    for by in (request.recipient, stranger):
        with pytest.raises(NoLongerOpen):
            actions.withdraw(request=request, by=by)
    request.refresh_from_db()
    assert request.state == RequestState.PENDING


def test_purpose_acts_with_the_acceptance(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def begin(request: ContactRequest, *, by: object, now: object) -> None:
        seen.append((request.thread, by))

    course = purposes.Purpose(key="cours", label="Cours", hint="", days=3, on_accept=begin)
    monkeypatch.setitem(purposes._by_key, "cours", course)
    request = make_request(purpose="cours")
    thread = actions.accept(request=request, by=request.recipient)

    assert seen == [(thread, request.recipient)]


def test_purpose_that_refuses_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(request: ContactRequest, *, by: object, now: object) -> None:
        raise ValidationError("Plus de place.")

    course = purposes.Purpose(key="cours", label="Cours", hint="", days=3, on_accept=full)
    monkeypatch.setitem(purposes._by_key, "cours", course)
    request = make_request(purpose="cours")
    with pytest.raises(ValidationError, match="Plus de place"):
        actions.accept(request=request, by=request.recipient)

    request.refresh_from_db()
    assert request.state == RequestState.PENDING
    assert not Thread.objects.exists()
    assert not Notification.objects.filter(member=request.sender).exists()


def test_refusal_may_carry_a_ready_sentence() -> None:
    request = make_request()
    with pytest.raises(ValidationError):
        actions.decline(request=request, by=request.recipient, reason="mes propres mots")
    actions.decline(request=request, by=request.recipient, reason=DeclineReason.NO_TIME)

    request.refresh_from_db()
    assert (request.state, request.decline_reason) == ("declined", "no_time")
    assert Notification.objects.filter(member=request.sender).count() == 1


def test_answer_after_the_date_comes_too_late() -> None:
    request = make_request()
    later = request.expires_at
    for act, by in (
        (actions.accept, request.recipient),
        (actions.decline, request.recipient),
        (actions.withdraw, request.sender),
    ):
        with pytest.raises(NoLongerOpen):
            act(request=request, by=by, now=later)
    assert actions.accept(request=request, by=request.recipient, now=later - timedelta(seconds=1))


def test_being_open_is_computed_from_the_date() -> None:
    request = make_request()
    for now in (request.created_at, request.expires_at):
        found = ContactRequest.objects.open(now=now).filter(pk=request.pk).exists()
        assert found == request.is_open(now=now) == (now < request.expires_at)


def test_sender_who_has_left_is_not_accepted() -> None:
    request = make_request()
    request.sender.leaving_since = timezone.now()
    request.sender.save()
    with pytest.raises(NoLongerOpen):
        actions.accept(request=request, by=request.recipient)


def test_tick_tells_the_sender_once() -> None:
    request, waiting = make_request(now=timezone.now() - timedelta(days=20)), make_request()
    for _ in range(2):
        run(now=timezone.now())

    request.refresh_from_db()
    waiting.refresh_from_db()
    assert (request.state, waiting.state) == (RequestState.EXPIRED, RequestState.PENDING)
    assert Notification.objects.filter(member=request.sender).count() == 1


def test_tick_says_nothing_of_somebody_who_is_gone() -> None:
    request = make_request(now=timezone.now() - timedelta(days=20))
    request.recipient.leaving_since = timezone.now()
    request.recipient.save()
    run(now=timezone.now())

    request.refresh_from_db()
    assert request.state == RequestState.EXPIRED
    assert not Notification.objects.filter(member=request.sender).exists()


def test_tick_forgets_after_a_year_what_led_nowhere() -> None:
    old, thread = make_request(), make_thread()
    now = old.expires_at + timedelta(days=364)
    run(now=now)
    assert ContactRequest.objects.filter(pk=old.pk).exists()
    run(now=now + timedelta(days=2))

    assert not ContactRequest.objects.filter(pk=old.pk).exists()
    assert ContactRequest.objects.filter(thread=thread).exists()


def test_refused_asker_sees_the_thread_tied_to_its_request() -> None:
    thread = make_thread()
    assert thread.request.thread == thread
    assert thread.title == "Demander un conseil"
