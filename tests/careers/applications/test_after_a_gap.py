"""`tick` not run for three days: the same rows as with daily runs, and the same letters but two.

Reminders missed in a row are one letter; none is sent for what has ended meanwhile.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from careers.applications import answers
from careers.applications import tick as application_tick
from careers.models import AnswerFigures, Application, Internship, Placement
from careers.placements import tick as placement_tick
from portal.notifications.models import Notification
from tests.careers.applications.factories import host_of, make_application
from tests.careers.placements.factories import make_placement
from tests.factories import make_internship
from tests.portal.moderation.factories import SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAST = 60


def world() -> None:
    """Applications of every age, one extended, one paused for a while; two placements ahead."""
    for age in (0, 3, 5, 6, 8, 11, 12, 13, 14):
        make_application(sent=age * DAY)
    extended = make_application(sent=4 * DAY)
    answers.extend(application=extended, by=host_of(extended), now=timezone.now())
    paused = make_application(sent=2 * DAY)
    settle(case_of(make_internship(author=host_of(paused))), SUSPEND)
    today = timezone.localdate()
    for first in (8, 10):
        placement = make_placement()
        Placement.objects.filter(pk=placement.pk).update(
            starts_on=today + first * DAY, ends_on=today + (first + 30) * DAY
        )
    Notification.objects.all().delete()


class Undo(Exception):
    """Nothing of a try stays."""


def rows() -> dict[str, Any]:
    """Everything that time moves, but for the instants at which it was written."""
    names = "pk", "state", "reason", "closed_at", "expires_at", "reminders", "paused_at"
    return {
        "applications": list(Application.objects.order_by("pk").values_list(*names)),
        "listings": [
            (one.pk, one.state, one.paused_at is None) for one in Internship.objects.order_by("pk")
        ],
        "placements": [
            (one.pk, one.reminded_at is None) for one in Placement.objects.order_by("pk")
        ],
        "figures": list(
            AnswerFigures.objects.order_by("organisation").values_list(
                "organisation", "received", "answered", "median_days"
            )
        ),
    }


def after(days: Iterable[int], *, start: datetime) -> tuple[dict[str, Any], Counter[Any]]:
    """What there is, and what was told, once `tick` has run on these days; then nothing of it."""
    try:
        with transaction.atomic():
            for day in days:
                now = start + day * DAY
                placement_tick.run(now=now)
                application_tick.run(now=now)
            told = Counter(
                (one.member_id, one.topic, one.text) for one in Notification.objects.all()
            )
            found = rows()
            raise Undo
    except Undo:
        return found, told


def is_reminder(line: tuple[Any, ...]) -> bool:
    return "attend" in line[2] and line[1] == "candidatures-recues"


@pytest.mark.parametrize("missed", [3, 4, 10])
def test_a_gap_ends_in_the_same_rows_whenever_it_falls(missed: int) -> None:
    world()
    start = timezone.now() + timedelta(hours=1)
    daily, told = after(range(LAST + 1), start=start)
    assert {row[1] for row in daily["applications"]} >= {"expired", "accepted"}

    for first in range(1, 20, 3):
        days = [day for day in range(LAST + 1) if not first <= day < first + missed]
        found, said = after(days, start=start)

        assert found == daily
        # Whatever is not a reminder is told as often, to the same people.
        others = Counter({line: n for line, n in told.items() if not is_reminder(line)})
        heard = Counter({line: n for line, n in said.items() if not is_reminder(line)})
        late = {line for line in heard - others if "a commencé sans" in line[2]}
        assert set(heard - others) <= late
        assert sum(heard.values()) == sum(others.values())
        reminders = sum(n for line, n in said.items() if is_reminder(line))
        assert reminders <= sum(n for line, n in told.items() if is_reminder(line))


def test_twice_a_day_is_once() -> None:
    world()
    start = timezone.now() + timedelta(hours=1)
    days = list(range(LAST + 1))
    assert after(sorted(days * 2), start=start) == after(days, start=start)


def test_a_reminder_missed_is_sent_late_as_long_as_it_helps() -> None:
    sent = make_application(sent=5 * DAY)
    Notification.objects.all().delete()
    # The seventh and the eighth day were missed.
    application_tick.run(now=timezone.now() + 4 * DAY)
    assert Notification.objects.filter(member=host_of(sent)).count() == 1
    assert Application.objects.get().reminders == 1
