from typing import Any

from portal.accounts.models import User
from portal.notifications.inbox import notify
from portal.notifications.models import MailChoice, Notification

# A topic that the careers floor registers; any that may be refused would do.
TOPIC = "publications"


def tell(member: User, **changes: Any) -> Notification:
    """One notification, without a mail unless asked."""
    told = notify(**{"to": member, "topic": TOPIC, "text": "Une nouvelle.", **changes})
    assert told is not None
    return told


def choose(member: User, rhythm: str, *, topic: str = TOPIC) -> None:
    MailChoice.objects.choose(member, {topic: rhythm})


def html_of(message: Any) -> str:
    [part] = message.alternatives
    assert part.mimetype == "text/html"
    return str(part.content)
