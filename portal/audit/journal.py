"""Writing in the journal: one row for each act of the team, chained to the one before.

`record` is called last in the transaction of the act: it takes the lock of the head, which nobody
then holds while waiting for another one. What is rolled back leaves no row, and no gap.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.audit import canonical
from portal.audit.enums import Act
from portal.audit.models import Entry, Head, Subject, Words

# CNIL, délibération 2021-122: from six months to a year, up to three where it is justified. Here
# appeals are open six months, and what an act led to may be asked about before a court.
KEPT = timedelta(days=3 * 365)
# Rows whose words are emptied by one entry.
AT_ONCE = 500


def _head() -> Head:
    """The head, locked until the end of the transaction; made again if the table was emptied."""
    found = Head.objects.select_for_update().filter(pk=1).first()
    if found is None:
        Head.objects.bulk_create([Head(pk=1, hash=canonical.GENESIS)], ignore_conflicts=True)
        found = Head.objects.select_for_update().get(pk=1)
    return found


@transaction.atomic
def record(
    *,
    by: Any,
    act: Act,
    about: models.Model | type[models.Model],
    object_id: Any = None,
    named: str = "",
    before: Any = None,
    after: Any = None,
    why: str = "",
    members: Iterable[Any] = (),
    now: datetime | None = None,
) -> Entry:
    """Write down who did what to what, from what to what, and why.

    `by`: None for the site itself. `about`: the thing, or its model when there are several.
    `members`: those whom the words speak of, whoever wrote the thing; their erasure empties them.
    """
    if object_id is None:
        object_id = about.pk if isinstance(about, models.Model) else ""
    words = {"about": named, "before": before, "after": after, "why": why}
    salt, text = secrets.token_hex(16), canonical.text_of(words)
    entry = Entry(
        at=now or timezone.now(),
        actor_id=by.pk if by is not None else None,
        act=act.value,
        model=about._meta.label,
        object_id=str(object_id)[:40],
        digest=canonical.digest_of(salt, text),
    )
    head = _head()
    entry.number, entry.previous = head.number + 1, head.hash
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    Words.objects.create(entry=entry, salt=salt, text=text)
    numbers = sorted({one.pk for one in members if one is not None and one.pk})
    if numbers:
        Subject.objects.bulk_create([Subject(entry=entry, member_id=number) for number in numbers])
    Head.objects.filter(pk=head.pk).update(number=entry.number, hash=entry.hash)
    return entry


def hash_of(entry: Any) -> str:
    """The hash that the values of an `Entry` give, whatever the row says."""
    return canonical.hash_of(
        number=entry.number,
        at=entry.at,
        actor=entry.actor_id,
        act=entry.act,
        model=entry.model,
        object_id=entry.object_id,
        digest=entry.digest,
        previous=entry.previous,
    )


@transaction.atomic
def empty_words(numbers: Iterable[int], *, why: str, now: datetime | None = None) -> int:
    """Empty the words of these rows, and write down that it was done; returns how many there were.

    The rows stay, with their numbers, dates and hashes: the chain still holds.
    """
    found = Words.objects.filter(pk__in=list(numbers), emptied_in__isnull=True)
    whole = list(found.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(whole), AT_ONCE):
        part = whole[start : start + AT_ONCE]
        entry = record(
            by=None, act=Act.WORDS_EMPTIED, about=Words, after={"rows": part}, why=why, now=now
        )
        Words.objects.filter(pk__in=part).update(salt="", text="", emptied_in=entry.number)
    return len(whole)


def forget_old(*, now: datetime) -> int:
    """Empty the words that are three years old; what says which were emptied stays whole."""
    old = Entry.objects.filter(at__lt=now - KEPT, words__emptied_in__isnull=True)
    numbers = old.exclude(act=Act.WORDS_EMPTIED).order_by("number")
    return empty_words(
        numbers.values_list("number", flat=True), why="Trois ans ont passé.", now=now
    )
