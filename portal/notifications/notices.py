"""The mail of a notification: its facts are kept with what it tells, its words found as it leaves.

Whoever acts waits for no template and no name. The facts are those of the moment of the act; only
the name of whoever did it is looked up when the mail leaves, as on a page.
"""

import dataclasses
import json
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from portal.accounts.faces import faces, gone
from portal.accounts.models import User
from portal.notifications import topics
from portal.notifications.mails import compose
from portal.notifications.models.notification import ACTOR

DAY, MOMENT, PERSON = "__day__", "__moment__", "__person__"


class Person:
    """Somebody among the facts of a mail: a number until it leaves, then named as on a page."""

    def __init__(self, number: int | None) -> None:
        self.number, self.name = number, ""

    def __str__(self) -> str:
        return self.name


class _Encoder(DjangoJSONEncoder):
    """Days, moments and small records of words as well; never a row of the database."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return {MOMENT: o.isoformat()}
        if isinstance(o, date):
            return {DAY: o.isoformat()}
        if isinstance(o, Person):
            return {PERSON: o.number}
        if dataclasses.is_dataclass(o) and not isinstance(o, type):
            return {field.name: getattr(o, field.name) for field in dataclasses.fields(o)}
        return super().default(o)


def _object(found: dict[str, Any]) -> Any:
    if DAY in found:
        return date.fromisoformat(found[DAY])
    if PERSON in found:
        return Person(found[PERSON])
    return datetime.fromisoformat(found[MOMENT]) if MOMENT in found else found


def may_be_told(member: User, *, mandatory: bool) -> bool:
    """Not of a closed account nor, of anything but the account itself, whoever asked to leave."""
    return member.is_present or (member.is_active and mandatory)


class Notice(EmailMultiAlternatives):
    """A mail that has no words until a backend asks for them; the outbox keeps `letter` instead."""

    def __init__(self, letter: str, *, subject: str, to: str, sender: str | None = None) -> None:
        super().__init__(subject, from_email=sender, to=[to])
        self.letter = letter

    @classmethod
    def about(
        cls, sentence: str, *, template: str, to: User, topic: str, actor: User | None,
        subject: str, facts: dict[str, Any],
    ) -> "Notice":  # fmt: skip
        """What `emails/<template>` will say to a member, in the language being spoken."""
        letter = {
            "template": template,
            "member": to.pk,
            "language": translation.get_language(),
            "topic": topic,
            "sentence": sentence,
            "actor": actor.pk if actor else None,
            "facts": facts,
        }
        return cls(json.dumps(letter, cls=_Encoder), subject=subject, to=to.email)

    def compose(self) -> bool:
        """Find the words; returns whether the member is still there to be told."""
        named: list[Person] = []

        def read(found: dict[str, Any]) -> Any:
            if isinstance(fact := _object(found), Person):
                named.append(fact)
            return fact

        letter = json.loads(self.letter, object_hook=read)
        numbers = {letter["member"], letter["actor"], *(one.number for one in named)}
        people = User.objects.in_bulk(numbers - {None})
        member, actor = people.get(letter["member"]), people.get(letter["actor"])
        known = topics.get(letter["topic"])
        mandatory = known is not None and known.mandatory
        if member is None or not may_be_told(member, mandatory=mandatory):
            return False
        with translation.override(letter["language"]):
            # Faces cost some queries, which a letter without anybody in it spares.
            others = [people.get(one.number or 0) for one in named]
            shown = faces([actor, *others], member) if actor or named else {}
            face = shown[actor.pk] if actor else gone()
            for one in named:
                one.name = shown.get(one.number or 0, gone()).name
            written = compose(
                letter["template"],
                to=member,
                subject=self.subject,
                stops="" if mandatory else letter["topic"],
                **{"sentence": letter["sentence"].replace(ACTOR, face.name), **letter["facts"]},
            )
        self.body, self.alternatives = written.body, written.alternatives
        self.extra_headers |= written.extra_headers
        return True

    def message(self, *args: Any, **kwargs: Any) -> Any:
        if not self.body:
            self.compose()
        return super().message(*args, **kwargs)
