"""The letter of the week: one mail, on Monday, of what a member wanted to read weekly."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from portal.accounts.models import User
from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.inbox import address, sentences
from portal.notifications.mails import send_mail
from portal.notifications.models import MailChoice, Notification
from portal.notifications.outbox import LETTER
from portal.operations.turns import give_way

log = structlog.get_logger("portal.mail")
# Beyond, the letter says how many more wait in the inbox.
LONGEST = 40
# How many letters a task writes.
SOME = 200


def monday(now: datetime) -> datetime:
    """The first instant of this week, in Paris."""
    day = timezone.localtime(now).date()
    first = datetime.combine(day - timedelta(days=day.weekday()), datetime.min.time())
    return timezone.make_aware(first)


def readers(*, now: datetime) -> QuerySet[Notification, int]:
    """The members (by number) whose news has waited since before this Monday.

    What is told during a week waits for the next one, so that a second run, or a run missed on
    Monday and made on Tuesday, writes no second letter.
    """
    waiting = Notification.objects.for_letter(before=monday(now)).order_by("member")
    return waiting.values_list("member", flat=True).distinct()


@task(priority=LETTER)
def write_letters(now: str, after: int = 0) -> int:
    """Write some of the letters due at that instant (ISO), those of the members beyond `after`.

    A task, so that each letter is a transaction of its own: on SQLite the site would wait for
    them all. Some at a time, the next ones in another task, so that mails that are awaited leave
    in between. Those that fail, or that a dead worker left, are asked for again the next day.
    Returns how many were written.
    """
    moment = datetime.fromisoformat(now)
    members = list(readers(now=moment).filter(member__gt=after)[:SOME])
    if len(members) == SOME:
        write_letters.enqueue(now, members[-1])
    written = 0
    for member in members:
        give_way()
        try:
            written += _write(member, before=monday(moment), now=moment)
        except Exception as failure:
            # One letter that cannot be written does not keep the others here.
            log.error("letter failed", member=member, error=type(failure).__name__)
    return written


@transaction.atomic
def _write(member_id: int, *, before: datetime, now: datetime) -> bool:
    """Write one member's letter, unless all of it was read, or refused, in between."""
    member = User.objects.get(pk=member_id)
    rows = list(
        Notification.objects.for_letter(before=before)
        .visible_to(member)
        .select_related("actor")
        # Two runs at once: the second finds what the first has left waiting.
        .select_for_update(of=("self",))
    )
    refused = {
        topic
        for topic, rhythm in MailChoice.objects.of(member).rhythms().items()
        if rhythm == Rhythm.NEVER
    }
    told = [
        one
        for one in rows
        if member.is_present and one.read_at is None and one.topic not in refused
    ]
    done = Notification.objects.filter(pk__in=[one.pk for one in rows])
    done.update(awaits_letter=False)
    if not told or not member.is_present:
        return False
    done.filter(pk__in=[one.pk for one in told]).update(mailed_at=now)
    with translation.override(member.language):
        send_mail(
            "weekly",
            to=member,
            subject=_("Votre semaine sur Premier Clap"),
            stops=topics.WEEKLY_LETTER,
            groups=_groups(told[:LONGEST], viewer=member),
            others=max(len(told) - LONGEST, 0),
        )
    return True


def _groups(told: list[Notification], *, viewer: Any) -> list[dict[str, Any]]:
    """The sentences and links of each topic, in the order of the topics' first news."""
    found: dict[str, list[dict[str, str]]] = {}
    for one, sentence in zip(told, sentences(told, viewer=viewer), strict=True):
        found.setdefault(one.topic, []).append({"sentence": sentence, "link": address(one)})
    labels = {topic.key: topic.label for topic in topics.all_topics()}
    return [{"label": labels.get(key, ""), "items": items} for key, items in found.items()]
