"""What one keeps for oneself leaves with one, whole, and is erased whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from careers import own_privacy
from careers.models import CallTick, JournalEntry, JournalStep, WorkPeriod
from careers.placements import progress_actions
from portal.accounts import actions
from tests.careers.going.journal_factories import make_entry
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MODELS = [CallTick, JournalEntry, JournalStep, WorkPeriod]


def filled(member: Any, word: str) -> None:
    make_entry(
        member=member, place=word, lesson=word, next_step=word, next_on=date(2027, 1, 4),
        steps={"envoyee": 3},
    )  # fmt: skip
    WorkPeriod.objects.create(
        member=member,
        employer=word,
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 5, 8),
        hours=Decimal("35.5"),
        nature="annexe-8",
    )
    progress_actions.ask(by=member, questions={"repas"})


def exported(member: Any) -> str:
    rows = [
        row
        for record in own_privacy.RECORDS
        if record.model in MODELS and record.export
        for row in record.export(member)
    ]
    return str(rows)


def test_everything_is_exported_in_words_and_nothing_of_others() -> None:
    member, other = make_user(), make_user()
    filled(member, "mon-mot")
    filled(other, "mot-d-autrui")

    text = exported(member)

    assert text.count("mon-mot") == 5
    assert "mot-d-autrui" not in text
    for said in ("envoyée", "Contrat, annexe 8 (technique)", "35.5", "Les repas"):
        assert said in text


def test_erasure_takes_everything_and_leaves_others_alone() -> None:
    member, other = make_user(), make_user()
    filled(member, "mon-mot")
    filled(other, "mot-d-autrui")

    actions.erase_member(member=member, now=timezone.now())

    assert [model._default_manager.count() for model in MODELS] == [1, 1, 1, 1]
    assert JournalEntry.objects.get().place == "mot-d-autrui"
