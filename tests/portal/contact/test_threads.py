from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.accounts.models import User
from portal.contact import actions
from portal.contact.actions import Closed, Unreachable
from portal.contact.models import Message, Participation
from portal.contact.rules import are_contacts
from portal.notifications.models import Notification
from tests.factories import make_user

from .factories import make_member, make_thread, say

pytestmark = pytest.mark.django_db


def test_both_write_and_a_stranger_does_not() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    say(thread, one)
    say(thread, other)

    assert thread.messages.count() == 3
    with pytest.raises(Unreachable):
        say(thread, make_member())


def test_the_same_message_sent_twice_is_one() -> None:
    one = make_member()
    thread, key = make_thread(by=one), uuid4()
    first = actions.post(thread=thread, by=one, text="Bonjour", key=key)

    assert actions.post(thread=thread, by=one, text="Bonjour", key=key) == first
    assert actions.post(thread=make_thread(by=one), by=one, text="x", key=key).creation_key != key


def test_message_moves_the_conversation_up() -> None:
    one = make_member()
    thread = make_thread(by=one)
    message = say(thread, one)
    thread.refresh_from_db()

    assert thread.last_message_at == message.created_at


def test_only_the_first_unread_message_is_announced() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    told = Notification.objects.filter(member=other, topic="messages")
    say(thread, one)
    last = say(thread, one)
    assert told.count() == 1

    actions.mark_read(thread=thread, by=other, until=last.created_at)
    say(thread, one)
    assert told.count() == 2


def unread(user: User) -> int:
    place: Any = Participation.objects.filter(user=user).with_unread().get()
    return int(place.unread)


def test_unread_counts_the_words_of_the_other_since() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    assert (unread(one), unread(other)) == (0, 0)
    first, second = say(thread, one), say(thread, one)

    assert (unread(one), unread(other)) == (0, 2)
    actions.mark_read(thread=thread, by=other, until=first.created_at)
    assert unread(other) == 1
    actions.mark_read(thread=thread, by=other, until=second.created_at)
    actions.mark_read(thread=thread, by=other, until=first.created_at)
    assert unread(other) == 0


def test_answering_is_having_read() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    say(thread, one)
    say(thread, other)
    assert unread(other) == 0


def test_conversation_is_closed_in_the_same_words_for_every_reason() -> None:
    def leave(thread, other):
        actions.leave(thread=thread, by=other)

    def block(thread, other):
        actions.block(by=other, whom=thread.request.sender)

    def depart(thread, other):
        other.leaving_since = timezone.now()
        other.save()

    def erase(thread, other):
        other.delete()

    said = set()
    for close in (leave, block, depart, erase):
        one, other = make_member(), make_member()
        thread = make_thread(by=one, to=other)
        close(thread, other)
        with pytest.raises(Closed) as refusal:
            say(thread, one)
        said.add(refusal.value.message)
    assert said == {"Cette conversation est close\u00a0: la personne n’est plus joignable."}


def test_leaving_ends_being_contacts() -> None:
    one, other = make_member(), make_member()
    thread = make_thread(by=one, to=other)
    actions.leave(thread=thread, by=one)

    assert not are_contacts(one, other)
    assert not are_contacts(other, one)
    with pytest.raises(Closed):
        say(thread, one)


@pytest.mark.parametrize("text", ["", "x" * 5001, "a.fr b.fr c.fr"])
def test_text_that_does_not_do_is_explained(text: str) -> None:
    one = make_user()
    thread = make_thread(by=one)
    with pytest.raises(ValidationError):
        say(thread, one, text)
    assert Message.objects.count() == 1


def test_floor_opens_a_conversation_between_two() -> None:
    one, other = make_member(), make_member()
    thread = actions.open_thread(between=(one, other), about_label="Café régie")

    assert are_contacts(one, other)
    assert thread.title == "Café régie"
    actions.block(by=one, whom=make_member())
    with pytest.raises(Unreachable):
        actions.open_thread(between=(one, one))
