"""What a member keeps for themselves: a journal that has seen five noes, a notebook of hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from careers.hours_enums import WorkNature
from careers.journal_enums import JournalKind, JournalMove
from careers.models import JournalEntry, JournalStep, WorkPeriod
from careers.placements import progress_actions
from portal.accounts.models import User
from tests.careers.going.journal_factories import make_entry

SENTENCE = "Une phrase assez longue pour occuper une ligne entière, comme on en écrit vraiment. "
Row = tuple[str, Callable[["Going"], str]]


@dataclass(frozen=True)
class Going:
    entry: JournalEntry
    period: WorkPeriod


def build(member: User) -> Going:
    progress_actions.ask(by=member, questions={"repas", "contrat"})
    today = timezone.localdate()
    _many(member)
    entry = make_entry(
        member=member,
        place="Studio du Lac",
        steps={"envoyee": 9, "entretien": 2},
        next_step="Écrire un mot de remerciement",
        next_on=today,
        lesson=SENTENCE,
    )
    periods = [
        WorkPeriod.objects.create(
            member=member,
            employer="Les Films imaginaires du Viaduc",
            starts_on=today - timedelta(days=40 * rank + 9),
            ends_on=today - timedelta(days=40 * rank),
            hours=Decimal("38.5"),
            nature=nature,
        )
        for rank, nature in enumerate(WorkNature)
    ]
    return Going(entry, periods[0])


def _many(member: User) -> None:
    """A page of refusals and a page of what waits, in two statements."""
    today = timezone.localdate()
    entries = JournalEntry.objects.bulk_create(
        JournalEntry(
            member=member,
            place=f"Les Films imaginaires du Viaduc, bureau {rank}",
            what="régie, deux semaines",
            kind=JournalKind.INTERNSHIP,
            lesson=SENTENCE * 3,
        )
        for rank in range(60)
    )
    moves = [JournalMove.SENT, JournalMove.FOLLOWED_UP, JournalMove.REFUSED]
    JournalStep.objects.bulk_create(
        JournalStep(entry=entry, kind=move, on=today - timedelta(days=90 - 20 * place - rank % 30))
        for rank, entry in enumerate(entries)
        for place, move in enumerate(moves if rank % 2 else moves[:2])
    )


def _of(name: str, thing: str) -> Callable[[Going], str]:
    return lambda made: reverse(name, args=[getattr(made, thing).pk])


def _at(name: str, query: str = "") -> Callable[[Any], str]:
    return lambda made: reverse(name) + query


MEMBER: list[Row] = [
    ("mon journal", _at("careers:journal")),
    ("mon journal, clos", _at("careers:journal", "?vue=closes")),
    ("noter une demande", _at("careers:journal_add")),
    ("une demande", _of("careers:journal_entry", "entry")),
    ("modifier une demande", _of("careers:journal_edit", "entry")),
    ("mes heures", _at("careers:hours")),
    ("mes heures, un autre jour", _at("careers:hours", "?au=2026-06-30")),
    ("noter des heures", _at("careers:hours_add")),
    ("modifier des heures", _of("careers:hours_edit", "period")),
]
