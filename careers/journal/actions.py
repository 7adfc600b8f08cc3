"""Writes of the journal, behind the member's row: two forms sent at once make one thing."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from careers.journal_enums import JournalMove, JournalState
from careers.models import JournalEntry, JournalStep
from portal.accounts.models import User

# Nobody sends as many; a journal is read whole.
MOST_ENTRIES = 500
MOST_STEPS = 60


def _locked(member: Any) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=member.pk)


@transaction.atomic
def write(*, by: Any, entry: JournalEntry, state: str, on: date | None, key: UUID) -> JournalEntry:
    """Add an entry, with the step that brought it where it stands on day `on`.

    `state` to be prepared has no step. The same form sent twice (`key`) makes one entry. Raises
    ValidationError beyond MOST_ENTRIES.
    """
    member = _locked(by)
    made = JournalEntry.objects.visible_to(member).filter(creation_key=key).first()
    if made:
        return made
    if member.journal_entries.count() >= MOST_ENTRIES:
        raise ValidationError(
            _("Le journal garde %d lignes\u00a0: effacez-en une ancienne.") % MOST_ENTRIES
        )
    entry.member = member
    taken = JournalEntry.objects.filter(creation_key=key).exists()
    if not taken:
        entry.creation_key = key
    entry.save()
    if state != JournalState.TO_PREPARE and on is not None:
        JournalStep.objects.create(entry=entry, kind=state, on=on)
    return entry


@transaction.atomic
def add_step(*, entry: JournalEntry, kind: str, on: date, note: str = "") -> None:
    """Note that something happened; noting it twice changes nothing.

    Raises ValidationError beyond MOST_STEPS.
    """
    _locked(entry.member)
    if entry.steps.count() >= MOST_STEPS:
        raise ValidationError(_("Cette ligne a déjà %d étapes.") % MOST_STEPS)
    JournalStep.objects.get_or_create(entry=entry, kind=kind, on=on, note=note)


@transaction.atomic
def finish_next(*, entry: JournalEntry, step: str, today: date) -> bool:
    """The planned action is done: it becomes a step, and the place is free for the next one.

    `step` is the action that the page showed; False when there is none such any more.
    """
    _locked(entry.member)
    entry.refresh_from_db()
    if not step or entry.next_step != step:
        return False
    JournalStep.objects.get_or_create(entry=entry, kind=JournalMove.DONE, on=today, note=step)
    entry.next_step, entry.next_on = "", None
    entry.save(update_fields=["next_step", "next_on"])
    return True
