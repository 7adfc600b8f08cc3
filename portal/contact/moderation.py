"""What can be reported on this floor, and the little that moderators then read of it.

A report takes a copy of what was reported, as it stood: nothing of a conversation is open to
anybody else, and whoever is reported may erase their account meanwhile.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.contact import purposes
from portal.contact.models import ContactRequest, Message
from portal.moderation import registry, standing
from portal.moderation.registry import Excerpt, Handle

# Five messages around the one reported and no more: what led to it, then what followed.
BEFORE, AFTER = 3, 2


def message_evidence(message: Message) -> list[Excerpt]:
    """The message reported, and at most five around it in its conversation."""
    said = Message.objects.filter(thread=message.thread_id)
    before = list(said.filter(pk__lt=message.pk).order_by("-pk")[:BEFORE])[::-1]
    after = list(said.filter(pk__gt=message.pk).order_by("pk")[:AFTER])
    return [
        Excerpt(
            author=one.author_id, at=one.created_at, text=one.text, reported=one.pk == message.pk
        )
        for one in [*before, message, *after]
    ]


def request_evidence(request: ContactRequest) -> list[Excerpt]:
    purpose = purposes.get(request.purpose)
    beside = purpose.words(request) if purpose and purpose.words else []
    text = "\n\n".join(filter(None, (request.text, *beside)))
    return [Excerpt(author=request.sender_id, at=request.created_at, text=text, reported=True)]


def visible_messages(user: Any) -> Any:
    return Message.objects.visible_to(user)


def visible_requests(user: Any) -> Any:
    return ContactRequest.objects.visible_to(user)


def hide(target: Message | ContactRequest) -> dict[str, Any]:
    """From the other person's sight; a sentence says so in its place."""
    before = target.hidden_at.isoformat() if target.hidden_at else None
    type(target).objects.filter(pk=target.pk).update(hidden_at=target.hidden_at or timezone.now())
    return {"hidden_at": before}


def restore(target: Message | ContactRequest, before: dict[str, Any]) -> None:
    type(target).objects.filter(pk=target.pk).update(hidden_at=before["hidden_at"])


registry.register(
    "message",
    Message,
    visible_messages,
    handle=Handle(author=lambda message, reporter: message.author, hide=hide, restore=restore),
    evidence=message_evidence,
    note=_(
        "La modération recevra une copie de ce message et de cinq autres au plus, trois avant et "
        "deux après\u00a0: rien d’autre de la conversation. Chaque lecture est notée."
    ),
)
registry.register(
    "demande",
    ContactRequest,
    visible_requests,
    handle=Handle(author=lambda request, reporter: request.sender, hide=hide, restore=restore),
    evidence=request_evidence,
    note=_("La modération recevra une copie du texte de cette demande. Chaque lecture est notée."),
)
# Refusing, taking back, leaving and blocking protect; none of them says a word to anybody.
standing.allow_while_limited(
    "contact:block",
    "contact:decline",
    "contact:leave",
    "contact:read",
    "contact:unblock",
    "contact:withdraw",
)
