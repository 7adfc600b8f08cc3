"""How the floors tell a member something: in the inbox, and by mail as the member chose."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.accounts.faces import faces, gone
from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.mails import LONGEST_SUBJECT, one_line
from portal.notifications.models import MailChoice, Notification
from portal.notifications.notices import Notice, may_be_told
from portal.shell import languages

LONGEST_TEXT = 300
# How many are told in one go.
BATCH = 500


class _Batch:
    """What is told, until it is written: so many lines, choices and mails in a statement each."""

    def __init__(self) -> None:
        self.told: list[tuple[Notification, topics.Topic, Notice | None]] = []

    def add(self, told: Notification, known: topics.Topic, notice: Notice | None) -> None:
        self.told.append((told, known, notice))
        if len(self.told) >= BATCH:
            self.write()

    def write(self) -> None:
        told, self.told = self.told, []
        if not told:
            return
        chosen = _chosen([one for one, known, notice in told if notice and not known.mandatory])
        mails = []
        for one, known, notice in told:
            if notice is None:
                continue
            kept = None if known.mandatory else chosen.get((one.member_id, one.topic))
            rhythm = kept or Rhythm.NOW
            one.awaits_letter = rhythm == Rhythm.WEEKLY
            if rhythm == Rhythm.NOW:
                one.mailed_at = one.created_at
                mails.append(notice)
        # Nobody goes on after a failure in here: a savepoint would only cost two statements.
        with transaction.atomic(savepoint=False):
            Notification.objects.bulk_create([one for one, _known, _notice in told])
            if mails:
                get_connection().send_messages(mails)


def _chosen(told: list[Notification]) -> dict[tuple[int, str], str]:
    """The rhythm that each member chose for a topic; one that is absent is written at once."""
    if not told:
        return {}
    found = MailChoice.objects.filter(
        member__in={one.member_id for one in told}, topic__in={one.topic for one in told}
    )
    return {
        (member, topic): rhythm
        for member, topic, rhythm in found.values_list("member", "topic", "rhythm")
    }


_batch: ContextVar[_Batch | None] = ContextVar("batch", default=None)


@contextmanager
def telling_many() -> Iterator[_Batch]:
    """Around a loop that tells many members: all of it in a few statements for each 500.

    Inside the transaction of what is told. `notify` says the same to the same people; what it
    told is written at the end of the block at the latest, and not at all when the block fails: let
    nothing inside it fail and go on.
    """
    outer = _batch.get()
    if outer is not None:
        yield outer
        return
    batch = _Batch()
    token = _batch.set(batch)
    try:
        yield batch
        batch.write()
    finally:
        _batch.reset(token)


def notify(
    *,
    to: Any,
    topic: str,
    text: Any,
    url: str = "",
    actor: Any = None,
    mail: str = "",
    subject: Any = "",
    now: datetime | None = None,
    **facts: Any,
) -> Notification | None:
    """Tell a member one sentence; call it inside the transaction of what it tells.

    Many members: around the loop, `telling_many`.

    `text` names whoever acted by `{actor}`. `mail` is the name of the mail that says the same
    (`notification`, or one of the floor's own, which gets `facts`: words, numbers, days, as they
    are now); it leaves at once, with the letter of the week or not at all, as the member chose.
    `text`, `subject` and `facts` may be lazy: they are read in the member's language. Not told:
    nobody, a closed account and, of anything but the account itself, a member who has asked to
    leave.
    """
    known = topics.get(topic)
    if known is None:
        raise LookupError(f"no module named notifications registers the topic {topic}")
    if url and not on_site(url):
        raise ValueError("a notification leads to a path of the site")
    if to is None or not may_be_told(to, mandatory=known.mandatory):
        return None
    with translation.override(to.language):
        told = Notification(
            member=to,
            topic=topic,
            text=one_line(str(text), longest=LONGEST_TEXT),
            url=languages.bare(url),
            actor=actor,
            created_at=now or timezone.now(),
        )
        notice = None
        if mail:
            line = str(subject) or _("%(topic)s\u00a0: du nouveau") % {"topic": known.label}
            notice = Notice.about(
                told.text,
                template=mail,
                to=to,
                topic=topic,
                actor=actor,
                subject=one_line(line, longest=LONGEST_SUBJECT),
                facts={"link": address(told), **facts},
            )
    with telling_many() as batch:
        batch.add(told, known, notice)
    return told


def on_site(url: str) -> bool:
    """Whether the address is a path of this site, whatever a browser makes of it."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def address(told: Notification) -> str:
    """Where a mail leads for this: with the site's name, the inbox when there is no page.

    The page is the one in the language being spoken: the member's, while their mail is written.
    """
    return settings.SITE_URL + (languages.spoken(told.url) or reverse("notifications:inbox"))


def sentences(told: Iterable[Notification], *, viewer: Any) -> list[str]:
    """The text of each one, with the name of whoever acted as the viewer may know it today."""
    told = list(told)
    actors = [one.actor for one in told if one.actor is not None]
    # Faces cost some queries, which a letter without anybody in it spares.
    known, nobody = (faces(actors, viewer) if actors else {}), gone()
    return [one.sentence(known.get(one.actor_id or 0, nobody).name) for one in told]
