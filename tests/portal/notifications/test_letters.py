from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django_tasks_db.models import DBTaskResult

from portal.notifications import letters
from portal.notifications.enums import Rhythm
from portal.notifications.letters import LONGEST, monday
from portal.notifications.mails import send_mail
from portal.notifications.models import Notification
from portal.notifications.tick import run
from tests.factories import make_user
from tests.portal.notifications.factories import TOPIC, choose, html_of, tell

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=PARIS)
MONDAY = datetime(2026, 11, 30, 5, tzinfo=PARIS)


def weekly_reader(**fields: Any) -> Any:
    member = make_user(**fields)
    choose(member, Rhythm.WEEKLY)
    return member


def write_letters(*, now: datetime) -> int:
    """What the worker does after that moment's `tick`."""
    return int(letters.write_letters.call(now.isoformat()))


def tell_on(moment: datetime, member: Any, **changes: Any) -> Notification:
    return tell(member, **{"now": moment, "mail": "notification", **changes})


def test_letter_leaves_on_monday_with_the_names_of_that_day() -> None:
    member, actor = weekly_reader(email="hebdo@example.org"), make_user(display_name="Nom d’avant")
    told = tell_on(FRIDAY, member, text="{actor} vous répond.", actor=actor, url="/stages/")
    tell_on(FRIDAY, member, text="Votre annonce <x> est en ligne.")
    type(actor).objects.update(display_name="Nom de lundi")
    write_letters(now=MONDAY)

    [message] = mail.outbox
    assert (message.to, message.subject) == (
        ["hebdo@example.org"],
        "Votre semaine sur Premier Clap",
    )
    for body in (message.body, html_of(message)):
        assert "Nom de lundi vous répond." in body
        assert "http://localhost/stages/" in body
    assert "Votre annonce <x> est en ligne." in message.body
    assert "/courriels/stop/" in message.extra_headers["List-Unsubscribe"]
    told.refresh_from_db()
    assert (told.awaits_letter, told.mailed_at) == (False, MONDAY)


def test_letter_leaves_once_however_often_the_day_is_run() -> None:
    member = weekly_reader()
    tell_on(FRIDAY, member)
    for moment in (FRIDAY, MONDAY, MONDAY, MONDAY + timedelta(days=1)):
        write_letters(now=moment)
    assert len(mail.outbox) == 1

    tell_on(MONDAY + timedelta(hours=1), member)
    write_letters(now=MONDAY + timedelta(days=6))
    assert len(mail.outbox) == 1
    write_letters(now=MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 2


def test_run_missed_on_monday_is_made_up_for() -> None:
    tell_on(FRIDAY, weekly_reader())
    write_letters(now=MONDAY + timedelta(days=2))

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("day", range(7))
def test_week_begins_on_monday_in_paris(day: int) -> None:
    now = MONDAY.replace(hour=0, minute=0) + timedelta(days=day, hours=23, minutes=59)

    assert monday(now) == datetime(2026, 11, 30, tzinfo=PARIS)


def test_what_was_read_or_refused_since_is_not_written() -> None:
    reader, refusing = weekly_reader(), weekly_reader()
    for member in (reader, refusing):
        tell_on(FRIDAY, member)
    Notification.objects.visible_to(reader).mark_read()
    choose(refusing, Rhythm.NEVER)
    write_letters(now=MONDAY)

    assert not mail.outbox
    assert not Notification.objects.filter(awaits_letter=True).exists()
    assert not Notification.objects.filter(mailed_at__isnull=False).exists()


@pytest.mark.parametrize("fields", [{"is_active": False}, {"leaving_since": FRIDAY}])
def test_member_who_has_gone_gets_no_letter(fields: dict[str, Any]) -> None:
    member = weekly_reader()
    tell_on(FRIDAY, member)
    type(member).objects.filter(pk=member.pk).update(**fields)
    write_letters(now=MONDAY)

    assert not mail.outbox


def test_only_what_deserved_a_mail_is_in_the_letter() -> None:
    member = weekly_reader()
    tell_on(FRIDAY, member, mail="")
    write_letters(now=MONDAY)

    assert not mail.outbox


def test_long_week_is_cut_and_says_so() -> None:
    member = weekly_reader()
    for number in range(LONGEST + 2):
        tell_on(FRIDAY, member, text=f"Nouvelle {number}.")
    write_letters(now=MONDAY)

    [message] = mail.outbox
    assert f"Nouvelle {LONGEST - 1}." in message.body
    assert f"Nouvelle {LONGEST}." not in message.body
    assert "2 autres nouvelles vous attendent sur le site." in message.body
    write_letters(now=MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_one_letter_each_member() -> None:
    for _ in range(4):
        tell_on(FRIDAY, weekly_reader())

    def one(_number: int) -> int:
        try:
            return write_letters(now=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        written = list(threads.map(one, range(4)))

    assert sum(written) == 4
    assert len(mail.outbox) == 4
    assert len({message.to[0] for message in mail.outbox}) == 4


def test_letter_that_fails_waits_and_does_not_keep_the_others_back() -> None:
    for name in ("Alix", "Canari", "Zoé"):
        tell_on(FRIDAY, weekly_reader(display_name=name))

    def refuse(*arguments: Any, to: Any, **values: Any) -> None:
        if to.display_name == "Canari":
            raise ValueError(to.display_name)
        send_mail(*arguments, to=to, **values)

    with mock.patch("portal.notifications.letters.send_mail", refuse):
        assert write_letters(now=MONDAY) == 2
    assert write_letters(now=MONDAY + timedelta(days=1)) == 1
    assert len(mail.outbox) == 3


def test_each_day_asks_for_the_letters_due() -> None:
    member = weekly_reader()
    assert "0 lettres" in run(now=MONDAY)
    assert not DBTaskResult.objects.exists()
    tell_on(FRIDAY, member)
    assert "0 lettres" in run(now=FRIDAY)
    assert "1 lettres" in run(now=MONDAY)

    [asked] = DBTaskResult.objects.all()
    asked.task.call(*asked.args_kwargs["args"])
    assert len(mail.outbox) == 1
    assert "0 lettres" in run(now=MONDAY)


def test_each_day_forgets_what_is_old() -> None:
    member = make_user()

    def told(days: int, *, read: bool) -> Notification:
        written = MONDAY - timedelta(days=days)
        return Notification.objects.create(
            member=member, topic=TOPIC, text="x", created_at=written,
            read_at=written if read else None,
        )  # fmt: skip

    kept = [told(179, read=True), told(181, read=False), told(364, read=False)]
    for days, read in ((181, True), (366, True), (366, False)):
        told(days, read=read)
    line = run(now=MONDAY)

    assert set(Notification.objects.all()) == set(kept)
    assert "3 notifications" in line


def test_letters_are_written_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "SOME", 2)
    for _number in range(5):
        tell_on(FRIDAY, weekly_reader())
    write_letters(now=MONDAY)
    assert len(mail.outbox) == 2

    for _number in range(2):
        task = DBTaskResult.objects.order_by("-enqueued_at").first()
        assert task is not None
        letters.write_letters.call(*task.args_kwargs["args"])
    assert len(mail.outbox) == 5
    assert DBTaskResult.objects.count() == 2
