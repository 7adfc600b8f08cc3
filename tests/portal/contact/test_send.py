from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts import faces
from portal.accounts.models import User
from portal.contact import actions, purposes, rules
from portal.contact.actions import AlreadyAsked, AlreadyTalking, LimitReached, Unreachable
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest
from portal.notifications.models import Notification
from tests.factories import make_user

from .factories import SECRET, make_member, make_request, make_thread

pytestmark = pytest.mark.django_db


def test_request_waits_until_the_date_of_its_purpose_and_is_announced() -> None:
    sender, recipient = make_member(), make_member()
    now = timezone.now()
    request = make_request(by=sender, to=recipient, now=now)

    assert request.state == RequestState.PENDING
    assert request.expires_at == now + timedelta(days=14)
    [told] = Notification.objects.all()
    assert (told.member, told.actor, told.topic) == (recipient, sender, "contact")
    assert told.url == request.get_absolute_url()


def test_nobody_writes_to_themselves() -> None:
    member = make_member()
    with pytest.raises(Unreachable):
        make_request(by=member, to=member)


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"leaving_since": timezone.now()}]
)  # fmt: skip
def test_who_is_gone_is_neither_written_to_nor_writes(fields: dict[str, object]) -> None:
    gone = make_member(**fields)
    for by, to in ((make_member(), gone), (gone, make_member())):
        with pytest.raises(Unreachable):
            make_request(by=by, to=to)


def test_who_has_no_page_is_out_of_reach_unless_a_floor_vouches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(viewer: object) -> QuerySet[User]:
        return User.objects.none()

    monkeypatch.setattr(faces, "_reachable", [nobody])
    with pytest.raises(Unreachable):
        make_request()
    assert make_request(reachable_checked=True).pk


def test_unknown_purpose_is_refused() -> None:
    with pytest.raises(ValidationError):
        make_request(purpose="astronaute")


def test_the_same_form_sent_twice_is_one_request() -> None:
    sender, recipient, key = make_member(), make_member(), uuid4()
    one = make_request(by=sender, to=recipient, key=key)

    assert make_request(by=sender, to=recipient, key=key) == one
    assert ContactRequest.objects.count() == Notification.objects.count() == 1


def test_somebody_elses_key_gives_nothing_away() -> None:
    key = uuid4()
    make_request(key=key)
    assert make_request(key=key).creation_key != key


def test_waiting_request_is_not_doubled() -> None:
    sender, recipient = make_member(), make_member()
    first = make_request(by=sender, to=recipient)

    with pytest.raises(AlreadyAsked) as refusal:
        make_request(by=sender, to=recipient)
    assert refusal.value.request == first
    # One message until the answer, whatever it is about; the other person may ask as well.
    with pytest.raises(AlreadyAsked):
        make_request(by=sender, to=recipient, purpose="projet")
    make_request(by=recipient, to=sender)


def test_open_conversation_is_where_to_write() -> None:
    sender, recipient = make_member(), make_member()
    thread = make_thread(by=sender, to=recipient)

    for by, to in ((sender, recipient), (recipient, sender)):
        with pytest.raises(AlreadyTalking) as refusal:
            make_request(by=by, to=to, purpose="projet")
        assert refusal.value.thread == thread
    actions.leave(thread=thread, by=sender)
    assert make_request(by=sender, to=recipient).pk


def test_purpose_of_a_floor_may_be_asked_beside_a_conversation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(
        purposes._by_key, "cours", purposes.Purpose(key="cours", label="Cours", hint="", days=3)
    )
    sender, recipient = make_member(), make_member()
    make_thread(by=sender, to=recipient)
    assert make_request(by=sender, to=recipient, purpose="cours").pk


def test_request_run_out_makes_room_for_the_same_one_and_is_told() -> None:
    sender, recipient = make_member(), make_member()
    now = timezone.now()
    old = make_request(by=sender, to=recipient, now=now - timedelta(days=14))
    new = make_request(by=sender, to=recipient, now=now)

    old.refresh_from_db()
    assert (old.state, new.state) == (RequestState.EXPIRED, RequestState.PENDING)
    assert Notification.objects.filter(member=sender).count() == 1


def test_refusal_rests_for_a_month() -> None:
    sender, recipient = make_member(), make_member()
    now = timezone.now()
    actions.decline(request=make_request(by=sender, to=recipient), by=recipient, now=now)

    with pytest.raises(LimitReached, match="à partir du"):
        make_request(by=sender, to=recipient, now=now + timedelta(days=29))
    assert make_request(by=sender, to=recipient, now=now + timedelta(days=31)).pk


@pytest.mark.parametrize(("age", "limit"), [(6, 3), (8, 10)])
def test_open_requests_are_limited_by_the_age_of_the_account(age: int, limit: int) -> None:
    now = timezone.now()
    sender = make_user(date_joined=now - timedelta(days=age))
    # Two days old: of the day's number nothing is used.
    for _ in range(limit):
        request = make_request(by=sender, now=now)
        ContactRequest.objects.filter(pk=request.pk).update(created_at=now - timedelta(days=2))

    with pytest.raises(LimitReached) as refusal:
        make_request(by=sender, now=now)
    assert str(limit) in refusal.value.message
    assert "en attente à la fois" in refusal.value.message
    # An answer gives a place back.
    assert request.recipient
    actions.decline(request=request, by=request.recipient)
    assert make_request(by=sender, now=now).pk


@pytest.mark.parametrize(("age", "limit"), [(2, 3), (8, 10)])
def test_requests_of_a_day_are_limited_even_when_answered(age: int, limit: int) -> None:
    now = timezone.now()
    sender = make_user(date_joined=now - timedelta(days=age))
    for _ in range(limit):
        actions.withdraw(request=make_request(by=sender, now=now), by=sender)

    with pytest.raises(LimitReached, match="par période de 24 heures"):
        make_request(by=sender, now=now + timedelta(hours=23))
    assert make_request(by=sender, now=now + timedelta(hours=25)).pk


def test_allowance_says_what_is_left() -> None:
    sender = make_user()
    make_request(by=sender)
    assert rules.allowance(sender).left == 2


def test_young_account_puts_two_links_at_most() -> None:
    three = "a.fr b.fr c.fr"
    with pytest.raises(ValidationError, match="liens au plus"):
        make_request(by=make_user(), text=three)
    assert make_request(by=make_user(), text="a.fr b.fr").pk
    assert make_request(by=make_member(), text=three).pk


def test_text_is_kept_out_of_the_announcement() -> None:
    make_request()
    assert SECRET not in Notification.objects.get().text
