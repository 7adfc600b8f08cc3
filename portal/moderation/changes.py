"""What changed in a text since moderators last published it, for whoever reads it again.

A decision keeps the text it was taken on (`Decision.snapshot`), the last one of each text alone.
It goes with the text, and with the account of whoever wrote it.
"""

import dataclasses
import difflib
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.moderation.enums import Outcome
from portal.moderation.models import Decision, Publication

Snapshot = dict[str, str]
# Beyond, a text is shown whole, before and after: comparing its words would take too long.
MOST_WORDS = 3000


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """Some words of a text: kept, taken out (`del`) or put in (`ins`)."""

    kind: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A line that says something else than before."""

    label: str
    parts: list[Part]


def _read(target: Publication) -> Iterator[tuple[str, str]]:
    """What a text says, field by field, in words: what its form fills in, and nothing else."""
    for field in target._meta.concrete_fields:
        if not field.editable or field.primary_key:
            continue
        shown = getattr(target, f"get_{field.name}_display", None)
        value = shown() if shown else getattr(target, field.name)
        yield field.name, _in_words(value)
    for many in target._meta.many_to_many:
        rows = getattr(target, many.name).all()
        yield many.name, ", ".join(sorted(str(one) for one in rows))
    yield from target.read_with().items()


def _in_words(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(localize(value)) if not isinstance(value, str | models.Model) else str(value)


def snapshot(target: Publication) -> Snapshot:
    """The text as it is now, in French, whoever reads it in which language."""
    with translation.override("fr"):
        return dict(_read(target))


def _label(target: Publication, name: str) -> str:
    fields: list[Any] = [*target._meta.concrete_fields, *target._meta.many_to_many]
    named = {field.name: capfirst(str(field.verbose_name)) for field in fields}
    return named.get(name, name)


def last_approved(target: Publication) -> Decision | None:
    """The latest decision that published this text, if its copy is still there."""
    published = Decision.objects.about(target).filter(outcome=Outcome.APPROVED)
    return published.exclude(snapshot=None).order_by("-decided_at", "-pk").first()


def since(decision: Decision, target: Publication) -> list[Change]:
    """What the text says otherwise than the day it was published, in the order of its form."""
    before, now = decision.snapshot or {}, snapshot(target)
    return [
        Change(_label(target, name), _told(target, name, before.get(name, ""), text))
        for name, text in now.items()
        if before.get(name, "") != text
    ]


def _told(target: Publication, name: str, before: str, after: str) -> list[Part]:
    """Of a text its words; of a date, a figure or a choice the whole of it."""
    fields = {field.name: field for field in target._meta.concrete_fields}
    field = fields.get(name)
    words = isinstance(field, models.CharField | models.TextField) and not field.choices
    if field is None or words:
        return compare(before, after)
    return [Part(kind, text) for kind, text in (("del", before), ("ins", after)) if text]


def compare(before: str, after: str) -> list[Part]:
    """The words of two texts in one: what is kept, what is out, what is in."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    if len(old) + len(new) > MOST_WORDS:
        return [Part(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    parts = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("", "".join(old[a:b])))
            continue
        parts += [Part("del", "".join(old[a:b]))] if b > a else []
        parts += [Part("ins", "".join(new[c:d]))] if d > c else []
    return parts


def keep(decision: Decision, target: Publication) -> None:
    """Give a decision its copy, before it is saved; the copies of older ones are not needed."""
    if decision.outcome != Outcome.APPROVED:
        return
    Decision.objects.about(target).exclude(snapshot=None).update(snapshot=None)
    decision.snapshot = snapshot(target)


def forget(member: Any) -> int:
    """Throw away the copies of what a member wrote, and of what is no more; returns how many."""
    count = 0
    for model in apps.get_models():
        if not issubclass(model, Publication):
            continue
        writers = [
            field.name
            for field in model._meta.concrete_fields
            if field.related_model is get_user_model() and field.name != "decided_by"
        ]
        written = models.Q(*((name, member.pk) for name in writers), _connector=models.Q.OR)
        kept = Decision.objects.filter(
            content_type=ContentType.objects.get_for_model(model), snapshot__isnull=False
        )
        mine = model._base_manager.filter(written).values("pk")
        there = model._base_manager.values("pk")
        count += kept.filter(models.Q(object_id__in=mine) | ~models.Q(object_id__in=there)).update(
            snapshot=None
        )
    return count
