"""Several of the team at once: one chain, no fork, no gap, on both databases (T32)."""

from typing import Any

import pytest

from portal.audit import chain, journal
from portal.audit.enums import Act
from portal.audit.models import Entry
from portal.moderation import decisions
from portal.moderation.models import Case
from tests.factories import make_internship, make_moderator, make_user
from tests.portal.contact.factories import at_once
from tests.portal.moderation.factories import HIDE, case_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_written_at_once_make_one_chain() -> None:
    people = [make_user(is_staff=True) for _ in range(6)]

    def one(number: int) -> Any:
        return lambda: (
            journal.record(
                by=people[number % 6], act=Act.CHANGED, about=people[0], after={"n": number}
            ).number
        )

    numbers = at_once([one(number) for number in range(60)])
    assert sorted(numbers) == list(range(1, 61))
    verdict = chain.verify()
    assert verdict.holds
    assert verdict.rows == 60


def test_decisions_taken_at_once_are_a_row_each_in_one_chain() -> None:
    cases = [case_of(make_internship()) for _ in range(8)]
    moderators = [make_moderator() for _ in range(8)]
    before = Entry.objects.count()

    def one(number: int) -> Any:
        def work() -> int:
            measure = decisions.decide(
                case=Case.objects.get(pk=cases[number].pk),
                by=moderators[number],
                version=cases[number].version,
                choice=HIDE,
            )
            return measure.pk

        return work

    results = at_once([one(number) for number in range(8)])
    assert all(isinstance(one, int) for one in results), results
    assert Entry.objects.count() == before + 8
    assert Entry.objects.filter(act=Act.MEASURE_TAKEN).count() == 8
    assert chain.verify().holds
