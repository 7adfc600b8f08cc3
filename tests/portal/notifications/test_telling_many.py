"""Many members told at once: the same to each as one after the other, in a few statements."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import User
from portal.notifications import inbox
from portal.notifications.enums import Rhythm
from portal.notifications.inbox import notify, telling_many
from portal.notifications.models import Notification, OutgoingMail
from portal.notifications.outbox import deliver
from tests.factories import make_user
from tests.portal.notifications.factories import TOPIC, choose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"


def people() -> list[User]:
    """Each kind of person there is to tell."""
    weekly, never, english = make_user(), make_user(), make_user(language="en")
    choose(weekly, Rhythm.WEEKLY)
    choose(never, Rhythm.NEVER)
    # Of another topic: it says nothing of this one.
    choose(english, Rhythm.NEVER, topic="candidatures")
    leaving, closed = make_user(leaving_since=timezone.now()), make_user(is_active=False)
    return [make_user(), weekly, never, english, leaving, closed]


def tell_all(members: list[User], *, actor: User, now: Any) -> None:
    for member in members:
        for topic in (TOPIC, "compte"):
            notify(
                to=member, topic=topic, text=gettext_lazy("Annuler"), url="/stages/", actor=actor,
                mail="notification", subject=gettext_lazy("Enregistrer"), now=now,
            )  # fmt: skip
        notify(to=member, topic=TOPIC, text="Sans courriel.", now=now)


def rows() -> list[list[Any]]:
    """What is written, but for the numbers of the rows, the mails' moment and the tasks' own."""
    told = Notification.objects.order_by("pk").values(
        "member", "topic", "text", "url", "actor", "created_at", "awaits_letter", "mailed_at"
    )
    mails = OutgoingMail.objects.order_by("pk")
    words = mails.values("recipient", "sender", "subject", "text", "html", "headers", "letter")
    place = {mail.pk: number for number, mail in enumerate(mails)}
    tasks = [
        {"mail": place[one.args_kwargs["args"][0]], "priority": one.priority}
        for one in DBTaskResult.objects.all()
    ]
    return [list(told), list(words), sorted(tasks, key=lambda one: one["mail"])]


def test_everybody_is_told_the_same_as_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    members, actor, now = people(), make_user(), timezone.now()
    tell_all(members, actor=actor, now=now)
    before = rows()
    for model in (Notification, OutgoingMail, DBTaskResult):
        model._base_manager.all().delete()
    # Not a divisor of how many there are: the last go is smaller.
    monkeypatch.setattr(inbox, "BATCH", 4)
    with transaction.atomic(), telling_many():
        tell_all(members, actor=actor, now=now)

    assert rows() == before
    assert [len(one) for one in before] == [13, 7, 7]


def test_statements_do_not_grow_with_how_many_are_told() -> None:
    counts = []
    for number in (1, 40):
        members = [make_user() for _ in range(number)]
        with CaptureQueriesContext(connection) as queries, transaction.atomic(), telling_many():
            for member in members:
                notify(to=member, topic=TOPIC, text="Une nouvelle.", mail="notification")
        counts.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))

    assert counts[0] == counts[1]
    assert Notification.objects.count() == OutgoingMail.objects.count() == 41


def test_nobody_is_told_of_what_failed() -> None:
    def fail() -> None:
        with transaction.atomic(), telling_many():
            notify(to=make_user(), topic=TOPIC, text="Une nouvelle.", mail="notification")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    notify(to=make_user(), topic=TOPIC, text="Une autre.")
    assert [one.text for one in Notification.objects.all()] == ["Une autre."]
    assert not OutgoingMail.objects.exists()


def test_one_inside_another_is_written_with_the_outer() -> None:
    member = make_user()
    with transaction.atomic(), telling_many():
        with telling_many():
            notify(to=member, topic=TOPIC, text="Dedans.")
        notify(to=member, topic=TOPIC, text="Dehors.")

    assert [one.text for one in Notification.objects.order_by("pk")] == ["Dedans.", "Dehors."]


def test_mails_are_booked_as_the_library_would() -> None:
    notify(to=make_user(), topic=TOPIC, text="Une nouvelle.", mail="notification")
    [ours] = DBTaskResult.objects.all()
    deliver.enqueue(OutgoingMail.objects.get().pk, 0)
    [theirs] = DBTaskResult.objects.exclude(pk=ours.pk)

    own = {"id", "enqueued_at"}
    names = [field.attname for field in DBTaskResult._meta.concrete_fields]
    for name in set(names) - own:
        assert getattr(ours, name) == getattr(theirs, name), name
    assert ours.task_result.task == theirs.task_result.task
