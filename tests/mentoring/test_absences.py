"""Those whom a suspended mentor follows are told, and told when the mentor is back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mentoring import tick
from mentoring.models import Mentorship
from portal.moderation import decisions
from portal.notifications.models import Notification
from tests.factories import make_internship, make_user
from tests.mentoring.mentor_factories import make_mentorship, make_offer
from tests.portal.moderation.factories import SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db


def suspend(member: Any) -> Any:
    return settle(case_of(make_internship(author=member)), SUSPEND)


def told(member: Any) -> list[str]:
    lines = Notification.objects.filter(member=member, topic="mentorat").order_by("pk")
    return [one.text for one in lines]


def test_each_mentee_is_told_once_and_again_when_the_mentor_is_back() -> None:
    offer = make_offer(capacity=2)
    first, second = (make_mentorship(offer=offer) for _twice in range(2))
    Notification.objects.all().delete()

    measure = suspend(offer.mentor)
    tick.run(now=timezone.now())

    for one in (first, second):
        [line] = told(one.mentee)
        assert "ne peut pas vous répondre pour le moment" in line
        # Neither a name nor a reason.
        assert "{actor}" not in line
        assert "suspend" not in line
        one.refresh_from_db()
        assert one.is_under_way

    decisions.lift_early(measure=measure, by=measure.decided_by, word="Erreur.")

    assert "de nouveau vous répondre" in told(first.mentee)[1]
    assert Mentorship.objects.filter(away_told_at=None).count() == 2


def test_what_ends_by_itself_is_told_by_tick_once() -> None:
    mentorship = make_mentorship()
    suspend(mentorship.mentor)
    Notification.objects.all().delete()
    later = timezone.now() + timedelta(days=31)
    for _twice in range(2):
        tick.run(now=later)
    lines = [line for line in told(mentorship.mentee) if "de nouveau" in line]
    assert len(lines) == 1


def test_neither_what_has_ended_nor_others_are_told() -> None:
    mentorship = make_mentorship()
    Mentorship.objects.update(ended_at=timezone.now())
    other = make_mentorship()
    Notification.objects.all().delete()
    suspend(mentorship.mentor)
    suspend(make_user())
    assert told(mentorship.mentee) == []
    assert told(other.mentee) == []
