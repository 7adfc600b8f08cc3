"""Reminders, ends, figures and forgetting: once, whenever `tick` runs."""

from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from careers.applications import answers, tick
from careers.applications.enums import ApplicationState
from careers.models import AnswerFigures, Application, ApplicationNote
from tests.careers.applications.factories import (
    add_colleague,
    email_of,
    host_of,
    make_application,
    make_draft,
)
from tests.factories import make_internship

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def end_state() -> list[dict[str, Any]]:
    fields = "pk", "state", "reason", "closed_at", "answered_at", "expires_at"
    return list(Application.objects.order_by("pk").values(*fields))


def a_month_of(days: list[int], start: datetime) -> list[dict[str, Any]]:
    """What is left after `tick` ran at these hours, counted from the start."""
    for hours in days:
        tick.run(now=start + timedelta(hours=hours))
    return end_state()


def test_twice_a_day_or_not_for_three_days_ends_alike() -> None:
    sent = make_application()
    studied = make_application(state=ApplicationState.STUDIED)
    longer = make_application()
    answers.extend(application=longer, by=host_of(longer))
    make_application(state=ApplicationState.DECLINED)
    start, before = timezone.now(), list(Application.objects.values())
    twice = a_month_of([12 * n for n in range(80)], start)
    figures = list(AnswerFigures.objects.order_by("pk").values("received", "answered"))
    for row in before:
        values = {name: value for name, value in row.items() if name != "id"}
        Application.objects.filter(pk=row["id"]).update(**values)
    AnswerFigures.objects.all().delete()
    rarely = a_month_of([24 * n for n in (3, 6, 13, 18, 36, 40)], start)

    assert twice == rarely
    assert figures == list(AnswerFigures.objects.order_by("pk").values("received", "answered"))
    assert {one["state"] for one in twice} == {ApplicationState.EXPIRED, ApplicationState.DECLINED}
    for one in (sent, studied, longer):
        one.refresh_from_db()
        assert one.closed_at == one.expires_at


def test_the_command_takes_another_day() -> None:
    one = make_application()
    late = (timezone.now() + 17 * DAY).isoformat()
    for _again in range(2):
        call_command("tick", now=late, stdout=StringIO())
    one.refresh_from_db()
    assert one.state == ApplicationState.EXPIRED


def test_both_are_told_of_the_end_once() -> None:
    one = make_application()
    mail.outbox.clear()
    for _again in range(3):
        tick.expire(now=timezone.now() + 17 * DAY)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        [email_of(one), host_of(one).email]
    )


def letters(now: datetime) -> int:
    mail.outbox.clear()
    tick.remind(now=now)
    return len(mail.outbox)


def test_reminded_on_the_seventh_and_fourteenth_day() -> None:
    one = make_application()
    assert one.sent_at
    told = [day for day in range(1, 16) for _twice in range(2) if letters(one.sent_at + day * DAY)]
    assert told == [7, 14]


def test_reminded_on_the_eve_of_the_second_date() -> None:
    one = make_application()
    assert one.sent_at
    answers.extend(application=one, by=host_of(one))
    told = [day for day in range(1, 31) if letters(one.sent_at + day * DAY)]
    assert told == [7, 14, 29]


def test_one_letter_for_all_that_waits_and_none_for_what_was_missed() -> None:
    internship = make_internship(places=5)
    many = [make_application(internship=internship) for _ in range(3)]
    now = timezone.now()
    mail.outbox.clear()
    tick.remind(now=now + 14 * DAY)
    [letter] = mail.outbox
    assert letter.body.count("/reponse/") == 9
    assert {one.reminders for one in Application.objects.all()} == {2}
    assert "3 candidatures attendent" in letter.body
    assert many[0].title in letter.body


def test_only_whoever_follows_it_is_reminded() -> None:
    one = make_application()
    colleague = add_colleague(one)
    answers.assign(application=one, by=host_of(one), to=colleague)
    mail.outbox.clear()
    tick.remind(now=timezone.now() + 8 * DAY)
    assert [message.to for message in mail.outbox] == [[colleague.email]]


def test_texts_that_led_nowhere_go_after_two_years() -> None:
    declined = make_application(state=ApplicationState.DECLINED)
    answers.add_note(
        application=declined, by=host_of(declined), text="Trop loin", key=declined.creation_key
    )
    accepted = make_application(state=ApplicationState.ACCEPTED)
    draft = make_draft()
    soon, later = timezone.now() + 729 * DAY, timezone.now() + 731 * DAY
    tick.forget(now=soon)
    declined.refresh_from_db()
    assert declined.motivation
    assert tick.forget(now=later) == 2
    assert tick.forget(now=later) == 0
    declined.refresh_from_db()
    assert (declined.motivation, declined.pieces, declined.note) == ("", [], "")
    assert declined.emptied_at == later
    assert not ApplicationNote.objects.exists()
    accepted.refresh_from_db()
    assert accepted.motivation
    assert not Application.objects.filter(pk=draft.pk).exists()


def test_places_are_counted_again() -> None:
    one = make_application(state=ApplicationState.ACCEPTED)
    assert one.internship
    type(one.internship).objects.update(places_taken=0)
    assert tick.mend_places(now=timezone.now()) == 1
    one.internship.refresh_from_db()
    assert one.internship.places_taken == 1
    assert tick.mend_places(now=timezone.now()) == 0


def test_next_reminder_is_known() -> None:
    one = make_application()
    assert one.sent_at
    first: date = timezone.localtime(one.sent_at).date()
    assert one.next_reminder == first + 7 * DAY
    one.reminders = 2
    assert one.next_reminder is None
