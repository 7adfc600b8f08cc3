"""What members can be told about. Each floor registers its topics in a module `notifications`."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

# Stands for every topic received weekly, in the address that stops the weekly letter.
WEEKLY_LETTER = "semaine"


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A kind of news; a mandatory one is always written at once, and cannot be stopped."""

    key: str
    label: Any
    help: Any
    mandatory: bool = False


_by_key: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Let `notify(topic=key)` be called, and members choose how often they hear of it."""
    if topic.key == WEEKLY_LETTER or _by_key.get(topic.key, topic) != topic:
        raise ValueError(f"the topic {topic.key} is taken")
    _by_key[topic.key] = topic


def get(key: str) -> Topic | None:
    return _by_key.get(key)


def all_topics() -> list[Topic]:
    """Every topic, those one may choose first, in the order of the floors."""
    return sorted(_by_key.values(), key=lambda topic: topic.mandatory)


register(
    Topic(
        "compte",
        _("Votre compte"),
        _("Sécurité, accords, suppression\u00a0: ces courriels partent toujours."),
        mandatory=True,
    )
)
