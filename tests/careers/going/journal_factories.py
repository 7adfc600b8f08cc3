"""An entry of a journal with its steps; keyword-only."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from careers.journal_enums import JournalMove
from careers.models import JournalEntry, JournalStep
from portal.accounts.models import User
from tests.factories import make_user


def make_entry(
    *, member: User | None = None, steps: dict[str, int] | None = None, **fields: Any
) -> JournalEntry:
    """`steps`: each move, and how many days ago it happened."""
    entry: JournalEntry = JournalEntry.objects.create(
        **{"member": member or make_user(), "place": "Les Films du Causse", "kind": "stage"}
        | fields
    )
    for kind, days in (steps or {}).items():
        day = timezone.localdate() - timedelta(days=days)
        JournalStep.objects.create(entry=entry, kind=JournalMove(kind), on=day)
    return entry
