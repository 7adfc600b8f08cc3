"""What somebody who has asked to leave begins no more, and how an erasure meets others' writes."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import leave_everything, locked, register
from portal.accounts.actions import erase_member
from portal.accounts.models import User
from portal.contact.models import Message
from portal.moderation.enums import State
from portal.notifications.inbox import notify
from tests.events.factories import make_meetup
from tests.factories import make_internship, make_organisation, make_user
from tests.mentoring.mentor_factories import make_mentorship, make_offer


def internship(member: User) -> tuple[Any, str]:
    organisation = make_organisation(owner=member)
    made = make_internship(author=member, organisation=organisation, state=State.DRAFT)
    return made, reverse("careers:internship_submit", args=[made.pk])


def meetup(member: User) -> tuple[Any, str]:
    made = make_meetup(host=member, state=State.DRAFT)
    return made, reverse("events:meetup_submit", args=[made.pk])


def offer(member: User) -> tuple[Any, str]:
    return make_offer(mentor=member, state=State.DRAFT), reverse("mentoring:offer_submit")


@pytest.mark.django_db
@pytest.mark.parametrize("make", [internship, meetup, offer])
def test_whoever_is_leaving_sends_nothing_to_review(
    client: Client, make: Callable[[User], tuple[Any, str]]
) -> None:
    member = make_user()
    made, address = make(member)
    client.force_login(member)
    User.objects.filter(pk=member.pk).update(leaving_since=timezone.now())

    answer = client.post(address)

    made.refresh_from_db()
    assert answer["Location"] == reverse("leave")
    assert "gardez-le" in client.get(answer["Location"]).text
    assert made.state == State.DRAFT

    User.objects.filter(pk=member.pk).update(leaving_since=None)
    client.post(address)
    made.refresh_from_db()
    assert made.state == State.SUBMITTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["events:meetup_create", "careers:internship_create", "mentoring:offer_edit"]
)
def test_whoever_is_leaving_proposes_nothing(client: Client, name: str) -> None:
    client.force_login(make_user(leaving_since=timezone.now()))

    assert client.get(reverse(name))["Location"] == reverse("leave")


@pytest.mark.django_db
def test_whoever_is_leaving_writes_to_nobody(client: Client) -> None:
    mentorship = make_mentorship()
    mentor: Any = mentorship.mentor
    mentor.leaving_since = timezone.now()
    mentor.save()
    assert mentorship.thread
    client.force_login(mentor)
    page = client.post(
        mentorship.thread.get_absolute_url(), {"text": "Encore un mot", "key": str(uuid4())}
    )

    assert not Message.objects.filter(text="Encore un mot").exists()
    assert page.status_code in {200, 302}


@pytest.mark.django_db(transaction=True)
def test_erasure_gives_way_to_who_writes_to_the_member(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody holds the meetup and wants to tell the member; the erasure holds the member, then
    wants the meetup. Left to itself, PostgreSQL would end whoever waits the longest."""
    member, held = make_user(), make_meetup()
    register(meetup=held, by=member)
    holding, erasing, failures = threading.Event(), threading.Event(), list[BaseException]()

    def leave_slowly(**values: Any) -> None:
        erasing.set()
        threading.Event().wait(0.3)
        leave_everything(**values)

    def tell() -> None:
        try:
            with transaction.atomic():
                locked(held.pk)
                holding.set()
                # On SQLite the erasure waits at its first step: one writer at a time.
                erasing.wait(1)
                notify(to=member, topic="rencontres", text="La salle change.")
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    monkeypatch.setattr("events.privacy.leave_everything", leave_slowly)
    other = threading.Thread(target=tell)
    other.start()
    assert holding.wait(10)
    erased = erase_member(member=member)
    other.join(10)

    assert failures == []
    assert erased
    assert not User.objects.filter(pk=member.pk).exists()
    held.refresh_from_db()
    assert held.seats_taken == 0
