"""A member's own page: what every floor has for them, counted in one question."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.notifications.context import MOST
from portal.notifications.models import Notification
from portal.shell import home
from tests.consistency import world
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def opened(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tell(user: User) -> None:
    Notification.objects.create(member=user, topic="contact", text="Un mot", url="/")


def test_somebody_who_has_nothing_yet_is_asked_little(django_assert_num_queries: Any) -> None:
    client = opened(make_user())
    # Session, member, counts, page.
    with django_assert_num_queries(4):
        assert client.get("/mon-espace/").status_code == 200


def test_some_of_everything_takes_ten_questions(
    django_assert_num_queries: Any,
) -> None:
    client = opened(world.build().member)
    with django_assert_num_queries(10):
        assert client.get("/mon-espace/").status_code == 200


def test_counts_are_one_question_and_say_what_the_lists_say(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, other = make_user(), make_user()
    for user in (member, member, other):
        tell(user)

    def counted(user: User) -> dict[str, QuerySet[Notification]]:
        mine = Notification.objects.filter(member=user.pk)
        return {"all": mine, "none": mine.none(), "few": mine.order_by("pk")[:1]}

    monkeypatch.setattr(home, "_counted", [counted])
    # Another second than that of the tests before and after.
    with time_machine.travel(timezone.now() + timedelta(days=9)), django_assert_num_queries(1):
        assert home.counts(member) == {"all": 2, "none": 0, "few": 1}


def test_the_bell_says_what_was_counted() -> None:
    member = make_user()
    Notification.objects.bulk_create(
        Notification(member=member, topic="contact", text="Un mot", url="/")
        for _ in range(MOST + 5)
    )
    page = opened(member).get("/mon-espace/")
    assert page.context["unread_notifications"] == MOST
    assert "99+" in page.content.decode()
