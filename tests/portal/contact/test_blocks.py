"""Whoever is blocked cannot tell it from the other one having left (T30)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.contact import actions, blocks
from portal.contact.actions import Unreachable
from portal.contact.enums import RequestState
from portal.contact.models import Block, ContactRequest
from portal.contact.rules import are_contacts, contacts_of, may_write_first
from portal.contact.tick import run
from portal.notifications.models import Notification

from .factories import SECRET, make_member, make_request, make_thread, say
from .test_views import signed_in

pytestmark = pytest.mark.django_db


def test_block_closes_the_way_in_both_directions() -> None:
    one, other = make_member(), make_member()
    make_thread(by=one, to=other)
    actions.block(by=one, whom=other)
    actions.block(by=one, whom=other)

    assert Block.objects.count() == 1
    assert list(blocks.hidden_from(one)) == [other.pk]
    assert list(blocks.hidden_from(other)) == [one.pk]
    for by, to in ((one, other), (other, one)):
        assert not may_write_first(by, to)
        assert not are_contacts(by, to)
        assert not contacts_of(by).exists()
        with pytest.raises(Unreachable):
            make_request(by=by, to=to, purpose="projet", reachable_checked=True)
        with pytest.raises(Unreachable):
            actions.open_thread(between=(by, to))
    actions.unblock(by=one, whom=other)
    assert may_write_first(other, one)
    assert are_contacts(one, other)


def test_nobody_blocks_themselves() -> None:
    one = make_member()
    with pytest.raises(ValidationError):
        actions.block(by=one, whom=one)
    assert signed_in(one).post(reverse("contact:block", args=[one.pk])).status_code == 404


def test_what_waited_ends_without_a_word() -> None:
    one, other = make_member(), make_member()
    made = [make_request(by=one, to=other), make_request(by=other, to=one), make_request(by=other)]
    Notification.objects.all().delete()
    actions.block(by=one, whom=other)

    states = [ContactRequest.objects.get(pk=request.pk).state for request in made]
    assert states == [RequestState.EXPIRED, RequestState.EXPIRED, RequestState.PENDING]
    run(now=made[0].expires_at + timedelta(days=1))
    assert Notification.objects.count() == 1  # of the request to somebody else


def remove_by_block(one: User, other: User) -> None:
    actions.block(by=one, whom=other)


def remove_by_leaving(one: User, other: User) -> None:
    User.objects.filter(pk=one.pk).update(leaving_since=timezone.now())


def remove_by_suspension(one: User, other: User) -> None:
    User.objects.filter(pk=one.pk).update(is_active=False)


def remove_by_erasure(one: User, other: User) -> None:
    from portal.accounts.actions import erase_member

    erase_member(member=one)


def bare(html: str) -> str:
    """A page without what differs from one time to the next: keys, tokens, numbers, times."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "KEY", html)
    html = re.sub(r'value="\d+"', "", html)
    html = re.sub(r"membre\d+@", "membre@", html)
    html = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "TIME", html)
    html = re.sub(r"\d+ h( \d\d)?|\d\d:\d\d", "HOUR", html.replace("\u00a0", " "))
    return re.sub(r"/\d+/", "/N/", html)


def seen_after(remove: Callable[[User, User], None]) -> dict[str, tuple[int, str]]:
    """Everything that `other` gets from the site about `one`, once `one` is gone for them."""
    one, other = make_member(display_name="Alex"), make_member(display_name="Sacha")
    now = timezone.now() - timedelta(hours=1)
    thread = make_thread(by=one, to=other, purpose="projet", now=now)
    say(thread, one)
    say(thread, other)
    sent = make_request(by=other, to=one, purpose="mentorat-test", now=now)
    received = make_request(by=one, to=other, purpose="mentorat-test", now=now)
    message = thread.messages.first()
    assert message
    number = one.pk
    remove(one, other)
    client = signed_in(other)
    accepted = thread.request

    def get(address: str) -> tuple[int, str]:
        answer = client.get(address)
        return answer.status_code, bare(answer.text)

    def post(address: str, **data: str) -> tuple[int, str]:
        answer = client.post(address, data, follow=True)
        return answer.status_code, bare(answer.text)

    form = {"purpose": "conseil", "text": "Bonjour"}
    return {
        "inbox": get("/contacts/"),
        "thread": get(thread.get_absolute_url()),
        "accepted": get(accepted.get_absolute_url()),
        "sent": get(sent.get_absolute_url()),
        "received": get(received.get_absolute_url()),
        "write": get(reverse("contact:write", args=[number])),
        "never": get(reverse("contact:write", args=[999_999])),
        "send": post(reverse("contact:write", args=[number]), **form),
        "accept": post(reverse("contact:accept", args=[received.pk])),
        "withdraw": post(reverse("contact:withdraw", args=[sent.pk])),
        "post": post(thread.get_absolute_url(), text="Vous êtes là ?"),
        "block": post(reverse("contact:block", args=[number])),
        "report": get(reverse("moderation:report", args=["message", message.pk])),
        "blocks": get("/contacts/blocages/"),
        "told": get(reverse("notifications:inbox")),
    }


@pytest.fixture
def _upper_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.contact import purposes

    other = purposes.Purpose(key="mentorat-test", label="Cours", hint="", days=3)
    monkeypatch.setitem(purposes._by_key, "mentorat-test", other)


@pytest.mark.usefixtures("_upper_purpose")
@pytest.mark.parametrize("remove", [remove_by_leaving, remove_by_suspension, remove_by_erasure])
def test_blocked_member_sees_what_is_left_of_somebody_gone(
    remove: Callable[[User, User], None],
) -> None:
    blocked = seen_after(remove_by_block)
    gone = seen_after(remove)

    for name, answer in gone.items():
        assert blocked[name] == answer, name
    assert "Alex" not in "".join(page for _status, page in blocked.values())
    assert SECRET not in blocked["accepted"][1]
    assert "Message supprimé" in blocked["thread"][1]
    for name in ("write", "send", "accept", "block", "received"):
        assert blocked[name][0] == 404, name


@pytest.mark.usefixtures("_upper_purpose")
def test_absent_answers_are_those_of_a_number_never_given() -> None:
    seen = seen_after(remove_by_block)

    assert seen["write"] == seen["never"]


def test_blocker_keeps_the_history_and_may_report() -> None:
    one, other = make_member(), make_member(display_name="Sacha")
    thread = make_thread(by=other, to=one)
    actions.block(by=one, whom=other)
    client = signed_in(one)
    page = client.get(thread.get_absolute_url()).text

    assert SECRET in page
    assert "Sacha" in page
    assert "Vous bloquez cette personne" in page
    assert client.get(thread.request.get_absolute_url()).status_code == 200
    message = thread.messages.get()
    report = reverse("moderation:report", args=["message", message.pk])
    assert client.get(report).status_code == 200


def test_blocks_are_listed_and_lifted(client: Client) -> None:
    one, other = make_member(), make_member(display_name="Sacha")
    client.force_login(one)
    assert "Personne" in client.get("/contacts/blocages/").text
    answer = client.post(reverse("contact:block", args=[other.pk]), follow=True)
    assert "Sacha" in answer.text

    answer = client.post(reverse("contact:unblock", args=[other.pk]), follow=True)
    assert "Sacha" not in answer.text
    assert not Block.objects.exists()
    assert client.post(reverse("contact:unblock", args=[other.pk])).status_code == 404


def test_free_places_of_the_blocked_are_those_of_the_abandoned() -> None:
    """Neither a block nor a departure keeps a place among the open requests."""
    from portal.contact.rules import allowance

    left = []
    for remove in (remove_by_block, remove_by_leaving):
        one, other = make_member(), make_member()
        make_request(by=other, to=one)
        remove(one, other)
        left.append(allowance(other).open_left)
    assert left == [10, 10]
