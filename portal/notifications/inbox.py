"""How the floors tell a member something: in the inbox, and by mail as the member chose."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
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
    now = now or timezone.now()
    rhythm = _rhythm(to, known) if mail else Rhythm.NEVER
    # Nobody goes on after a failure in here: a savepoint would only cost two statements.
    with transaction.atomic(savepoint=False), translation.override(to.language):
        told = Notification.objects.create(
            member=to,
            topic=topic,
            text=one_line(str(text), longest=LONGEST_TEXT),
            url=languages.bare(url),
            actor=actor,
            created_at=now,
            awaits_letter=rhythm == Rhythm.WEEKLY,
            mailed_at=now if rhythm == Rhythm.NOW else None,
        )
        if rhythm == Rhythm.NOW:
            line = str(subject) or _("%(topic)s\u00a0: du nouveau") % {"topic": known.label}
            Notice.about(
                told.text,
                template=mail,
                to=to,
                topic=topic,
                actor=actor,
                subject=one_line(line, longest=LONGEST_SUBJECT),
                facts={"link": address(told), **facts},
            ).send()
    return told


def on_site(url: str) -> bool:
    """Whether the address is a path of this site, whatever a browser makes of it."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def _rhythm(member: Any, topic: topics.Topic) -> str:
    if topic.mandatory:
        return Rhythm.NOW
    return MailChoice.objects.of(member).rhythms().get(topic.key, Rhythm.NOW)


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
