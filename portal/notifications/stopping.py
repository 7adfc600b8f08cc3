"""The address, in each mail, that stops mails like it: for one member and one topic, for ever.

It is signed and asks for no session: whoever holds the mail may stop it, and do nothing else.
"""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.notifications import topics
from portal.notifications.enums import Rhythm
from portal.notifications.models import MailChoice

_signer = Signer(salt="portal.notifications.stop", sep=".")


def path(member: Any, topic: str) -> str:
    """Where this member stops the mails of this topic."""
    return reverse("notifications:stop", args=[_signer.sign(f"{member.pk}.{topic}")])


def read(token: str) -> tuple[int, str] | None:
    """The member's number and the topic of an address we gave out; None for any other.

    A topic that the site has no more is read like the others: its mails have stopped.
    """
    try:
        number, _dot, topic = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    known = topics.get(topic)
    return None if known is not None and known.mandatory else (int(number), topic)


def stopped_by(member: Any, topic: str) -> dict[str, str]:
    """The choices that stopping this topic changes; empty when it is stopped already."""
    rhythms = MailChoice.objects.of(member).rhythms()
    if topic == topics.WEEKLY_LETTER:
        return {key: Rhythm.NEVER for key, rhythm in rhythms.items() if rhythm == Rhythm.WEEKLY}
    if topics.get(topic) is None or rhythms.get(topic) == Rhythm.NEVER:
        return {}
    return {topic: Rhythm.NEVER}


def waiting(number: int, topic: str) -> bool:
    """Whether there is something to stop: not for a member who has gone."""
    member = User.objects.present().filter(pk=number).first()
    return member is not None and bool(stopped_by(member, topic))


@transaction.atomic
def stop(number: int, topic: str) -> None:
    """Write to this member about this topic no more; twice is once, gone is nothing."""
    # Locked, so that an erasure at the same moment does not leave a choice without its member.
    member = User.objects.present().select_for_update().filter(pk=number).first()
    if member is not None:
        MailChoice.objects.choose(member, stopped_by(member, topic))
