"""What this floor tells its members, in the inbox and by mail: never a word of a text."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.contact import blocks
from portal.contact.models import ContactRequest, Message
from portal.notifications.inbox import notify
from portal.shell import french


def day(value: datetime) -> str:
    """3 décembre 2026, where the member reads it."""
    return french.day(timezone.localtime(value).date())


def moment(value: datetime) -> str:
    """3 décembre 2026 à 14 h 05."""
    local = timezone.localtime(value)
    values = {"day": french.day(local.date()), "hour": french.clock(f"{local:%H:%M}")}
    return gettext("%(day)s à %(hour)s") % values


def tell_received(request: ContactRequest) -> None:
    assert request.recipient is not None
    with translation.override(request.recipient.language):
        text = gettext(
            "{actor} vous adresse une demande. Vous avez jusqu’au %(day)s pour répondre."
        )
        text %= {"day": day(request.expires_at)}
    notify(
        to=request.recipient,
        topic="contact",
        text=text,
        url=request.get_absolute_url(),
        actor=request.sender,
        mail="notification",
        subject=_("Une demande de contact vous attend"),
        now=request.created_at,
    )


def tell_accepted(request: ContactRequest) -> None:
    assert request.thread is not None
    notify(
        to=request.sender,
        topic="contact",
        text=_("{actor} accepte votre demande\u00a0: la conversation est ouverte."),
        url=request.thread.get_absolute_url(),
        actor=request.recipient,
        mail="notification",
        subject=_("Votre demande est acceptée"),
        now=request.answered_at,
    )


def tell_declined(request: ContactRequest) -> None:
    notify(
        to=request.sender,
        topic="contact",
        text=_("{actor} ne peut pas donner suite à votre demande."),
        url=request.get_absolute_url(),
        actor=request.recipient,
        mail="notification",
        subject=_("Une réponse à votre demande"),
        now=request.answered_at,
    )


def tell_expired(request: ContactRequest, *, now: datetime) -> None:
    """Tell the sender that nobody answered; nothing when nobody was there to answer.

    A block says as little as an absence: neither is followed by a word.
    """
    sender, recipient = request.sender, request.recipient
    if sender is None or recipient is None or not recipient.is_present:
        return
    if blocks.between(sender, recipient):
        return
    notify(
        to=sender,
        topic="contact",
        text=_(
            "{actor} n’a pas répondu à votre demande. Cela arrive souvent, et ne dit rien de "
            "vous\u00a0: une place est libre pour en adresser une autre."
        ),
        url=request.get_absolute_url(),
        actor=recipient,
        mail="notification",
        subject=_("Une demande est restée sans réponse"),
        now=now,
    )


def tell_message(message: Message, *, to: Any) -> None:
    notify(
        to=to,
        topic="messages",
        text=_("{actor} vous a écrit."),
        url=message.thread.get_absolute_url(),
        actor=message.author,
        mail="notification",
        subject=_("Un message vous attend"),
        now=message.created_at,
    )
