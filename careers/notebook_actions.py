"""Beginning, opening and filling a notebook that only its phrase opens."""

import dataclasses
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from careers.models import Notebook, NotebookPage
from careers.sealing import WrongPhrase, key_of, new_salt, seal, unseal

MOST_PAGES = 500
KNOWN = "carnet"


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """A note, open."""

    number: int
    on: date
    text: str
    written_at: datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A notebook and its key, for the time of one answer."""

    notebook: Notebook
    key: bytes = dataclasses.field(repr=False)

    def notes(self) -> list[Note]:
        """By the day they are about, then as they were written."""
        found = []
        for page in self.notebook.pages.all():
            said = json.loads(unseal(page.sealed, key=self.key, bound=page.bound))
            on = date.fromisoformat(said["on"])
            found.append(Note(page.pk, on, said["text"], page.written_at))
        return sorted(found, key=lambda one: (one.on, one.written_at))


def begin(*, by: Any, phrase: str) -> Opened:
    """Begin a notebook; the phrase cannot be changed nor found again."""
    salt = new_salt()
    key = key_of(phrase, salt)
    proof = seal(KNOWN, key=key, bound=f"{by.pk}")
    made, new = Notebook.objects.get_or_create(member=by, defaults={"salt": salt, "proof": proof})
    return Opened(made, key) if new else open_with(notebook=made, phrase=phrase)


def open_with(*, notebook: Notebook, phrase: str) -> Opened:
    """Raises ValidationError for another phrase."""
    key = key_of(phrase, notebook.salt)
    try:
        unseal(notebook.proof, key=key, bound=f"{notebook.member_id}")
    except WrongPhrase:
        said = _("Cette phrase n’ouvre pas ce carnet. Les espaces en trop ne comptent pas.")
        raise ValidationError({"phrase": said}) from None
    return Opened(notebook, key)


def write(*, opened: Opened, key: UUID, on: date, text: str) -> None:
    """Add a note; the same form sent twice adds one."""
    if opened.notebook.pages.count() >= MOST_PAGES:
        raise ValidationError(_("Ce carnet est plein\u00a0: cinq cents notes."))
    page = NotebookPage(notebook=opened.notebook, key=key)
    said = json.dumps({"on": on.isoformat(), "text": text}, ensure_ascii=False)
    page.sealed = seal(said, key=opened.key, bound=page.bound)
    try:
        with transaction.atomic():
            page.save(force_insert=True)
    except IntegrityError:
        if not opened.notebook.pages.filter(key=key).exists():
            raise
