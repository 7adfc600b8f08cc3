from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.contact.models import Block, ContactRequest, Message, Participation, Thread

from .factories import make_member

pytestmark = pytest.mark.django_db


def values(**changes: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"purpose": "conseil", "text": "x", "expires_at": now + timedelta(days=1), **changes}


def test_request_keeps_its_promises() -> None:
    one, other, now = make_member(), make_member(), timezone.now()
    ContactRequest.objects.create(**values(sender=one, recipient=other))
    thread = Thread.objects.create()
    row: dict[str, Any]
    for constraint, row in (
        ("request_one_pending|sender_id", {}),
        ("request_state_known", {"state": "lost"}),
        ("request_to_somebody_else", {"recipient": one}),
        ("request_expires_later", {"state": "expired", "expires_at": now - timedelta(days=1)}),
        ("request_answered_when", {"state": "declined"}),
        ("request_answered_when", {"state": "expired", "answered_at": now}),
        ("request_accepted_has_a_thread", {"state": "accepted", "answered_at": now}),
        ("request_accepted_has_a_thread", {"state": "expired", "thread": thread}),
        ("request_reason_of_a_refusal", {"state": "expired", "decline_reason": "no_time"}),
        ("request_text_length", {"state": "expired", "text": "x" * 1001}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ContactRequest.objects.create(**{**values(sender=one, recipient=other), **row})
    for row in (
        {"purpose": "projet"},
        {"sender": other, "recipient": one},
        {"state": "accepted", "thread": thread, "answered_at": now},
        {"state": "declined", "answered_at": now, "decline_reason": "no_time"},
        {"state": "withdrawn", "answered_at": now},
        {"state": "expired", "text": "x" * 1000},
        {"sender": None, "recipient": None},
        {"sender": None, "recipient": None},
    ):
        ContactRequest.objects.create(**{**values(sender=one, recipient=other), **row})


def test_block_is_one_and_of_somebody_else() -> None:
    one, other = make_member(), make_member()
    Block.objects.create(blocker=one, blocked=other)
    Block.objects.create(blocker=other, blocked=one)
    for constraint, pair in (
        ("block_once|blocker_id", (one, other)),
        ("block_somebody_else", (one, one)),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Block.objects.create(blocker=pair[0], blocked=pair[1])


def test_one_takes_part_once_and_says_so_much() -> None:
    one, thread = make_member(), Thread.objects.create()
    Participation.objects.create(thread=thread, user=one)
    Participation.objects.create(thread=thread, user=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(thread=thread, user=one)
    Message.objects.create(thread=thread, text="x" * 5000)
    with pytest.raises(IntegrityError, match="message_text_length"), transaction.atomic():
        Message.objects.create(thread=thread, text="x" * 5001)
