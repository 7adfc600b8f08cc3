"""What is written down once for all members is what would be written for each of them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from mentoring import directory
from mentoring.models import profile
from portal.accounts.models import User
from portal.notifications import context
from portal.notifications.models import Notification
from portal.shell import home
from portal.shell.written import NUMBER, Statement, written
from tests.consistency import world
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db
WRITERS: list[tuple[Any, ...]] = [
    (home._counting,),
    (context._unread,),
    (profile._own,),
    (profile._own_roles,),
    (directory.everybody, None, None),
    (directory.everybody, 40, None),
    (directory.everybody, None, 40),
]


@pytest.mark.parametrize("asked", WRITERS, ids=lambda one: f"{one[0].__name__}{one[1:]}")
def test_it_is_what_would_be_written_for_each(
    asked: tuple[Any, ...], django_assert_num_queries: Any
) -> None:
    writer, *others = asked
    world.build()
    with django_assert_num_queries(0):
        writer(User(pk=NUMBER), *others)
    make_user(age_band="15-17")
    people = User.objects.order_by("pk")
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False):
        assert len(people) > 5
        for member in people:
            assert written(writer, *others, member=member) == writer(member, *others)


def test_a_moderator_is_counted_more() -> None:
    member, moderator = make_user(), make_moderator()
    text, _values = written(home._counting, member=member)
    more, _values = written(home._counting, member=moderator)
    assert '(SELECT 0) AS "awaiting"' in text
    assert '(SELECT 0) AS "awaiting"' not in more


def _of_age(member: Any) -> Statement:
    return f"SELECT {member.age_band == 'adult'}", (member.pk,)


def test_nothing_else_of_a_member_is_written_for_all() -> None:
    with pytest.raises(ObjectDoesNotExist):
        written(_of_age, member=make_user())


def _recent(member: Any) -> Statement:
    rows = Notification.objects.filter(member=member, created_at__gt=timezone.now())
    return rows.query.sql_with_params()


def test_the_clock_goes_on() -> None:
    member, now = make_user(), timezone.now()
    for moment in (now, now + timedelta(seconds=1), now + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            assert written(_recent, member=member) == _recent(member)
