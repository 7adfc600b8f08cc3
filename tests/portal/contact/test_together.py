"""Several at once: of all that is tried on one thing, exactly what the rules allow happens."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.contact import actions
from portal.contact.enums import RequestState
from portal.contact.models import Block, ContactRequest, Message, Thread
from portal.notifications.models import Notification
from tests.factories import make_user

from .factories import at_once, make_member, make_request, make_thread, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_requests_at_once_stop_at_the_limit() -> None:
    sender = make_user()
    others = [make_member() for _ in range(20)]
    results = at_once([partial(make_request, by=sender, to=other) for other in others])

    assert ContactRequest.objects.count() == 3
    assert sum(isinstance(one, ContactRequest) for one in results) == 3
    assert sum(isinstance(one, actions.LimitReached) for one in results) == 17


def test_the_same_request_at_once_is_one() -> None:
    sender, recipient, key = make_member(), make_member(), uuid4()
    results = at_once([partial(make_request, by=sender, to=recipient, key=key)] * 6)

    assert len({one.pk for one in results}) == 1
    assert Notification.objects.count() == 1


def test_two_who_write_to_each_other_at_once_both_do() -> None:
    one, other = make_member(), make_member()
    results = at_once(
        [partial(make_request, by=one, to=other), partial(make_request, by=other, to=one)] * 3
    )

    assert ContactRequest.objects.count() == 2
    assert sum(isinstance(result, actions.AlreadyAsked) for result in results) == 4


@pytest.mark.parametrize("turn", range(3))
def test_one_answer_wins(turn: int) -> None:
    request = make_request()
    work = [
        partial(actions.accept, request=request, by=request.recipient),
        partial(actions.decline, request=request, by=request.recipient),
        partial(actions.withdraw, request=request, by=request.sender),
        partial(
            actions.expire,
            ContactRequest.objects.filter(pk=request.pk),
            now=request.expires_at,
        ),
    ]
    work = work[turn:] + work[:turn]
    results = at_once(work * 3, workers=6)

    request.refresh_from_db()
    assert request.state != RequestState.PENDING
    late = sum(isinstance(one, actions.NoLongerOpen) for one in results)
    expired = sum(one == 1 for one in results if isinstance(one, int))
    assert not [
        one
        for one in results
        if isinstance(one, Exception) and not isinstance(one, ValidationError)
    ]
    # Nine answers were tried: at most one won, and none when the date did.
    assert late == (9 if expired else 8)
    assert Thread.objects.count() == (request.state == RequestState.ACCEPTED)


def test_the_same_message_at_once_is_one() -> None:
    one = make_member()
    thread, key = make_thread(by=one), uuid4()
    results = at_once([partial(actions.post, thread=thread, by=one, text="Oui", key=key)] * 6)

    assert len({message.pk for message in results}) == 1
    assert Message.objects.filter(text="Oui").count() == 1


def test_nothing_waits_after_a_block_that_came_at_the_same_time() -> None:
    blocker = make_member()
    senders = [make_member() for _ in range(5)]
    work = [
        step
        for sender in senders
        for step in (
            partial(make_request, by=sender, to=blocker),
            partial(actions.block, by=blocker, whom=sender),
        )
    ]
    at_once(work)

    assert Block.objects.count() == 5
    assert not ContactRequest.objects.open().exists()


def test_block_while_accepting_leaves_nobody_to_write_to() -> None:
    request = make_request()
    sender, recipient = request.sender, request.recipient
    at_once(
        [
            partial(actions.accept, request=request, by=recipient),
            partial(actions.block, by=sender, whom=recipient),
        ]
    )
    for thread in Thread.objects.all():
        for by in (sender, recipient):
            with pytest.raises(actions.Closed):
                say(thread, by, now=timezone.now())
