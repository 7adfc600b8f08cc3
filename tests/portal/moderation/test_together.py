"""Two at once, on both databases: one case, one decision, one letter, one appeal (T37)."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from portal.moderation import appeals, cases, decisions
from portal.moderation.models import AlreadyDecided, Appeal, Case, Measure, Report
from tests.factories import make_internship, make_moderator, make_officer
from tests.portal.contact.factories import at_once
from tests.portal.moderation.factories import HIDE, NOTHING, case_of, settle

pytestmark = pytest.mark.django_db(transaction=True)


def test_moderators_at_once_make_one_decision_and_one_letter() -> None:
    internship = make_internship()
    case = case_of(internship)
    moderators = [make_moderator() for _ in range(6)]
    mail.outbox.clear()

    def one(number: int) -> Any:
        def work() -> str:
            try:
                decisions.decide(
                    case=Case.objects.get(pk=case.pk),
                    by=moderators[number],
                    version=case.version,
                    choice=HIDE if number % 2 else NOTHING,
                )
            except AlreadyDecided:
                return "late"
            return "done"

        return work

    results = at_once([one(number) for number in range(6)])
    assert sorted(results) == ["done", *["late"] * 5]
    measure = Measure.objects.get()
    letters = [message for message in mail.outbox if "décision" in message.subject]
    assert len(letters) == (0 if measure.is_dismissal else 1)


def test_reports_at_once_make_one_case() -> None:
    internship = make_internship()
    address = f"/signaler/stage/{internship.pk}/"
    words = {"reason": "scam", "text": "Des frais.", "good_faith": "on"}
    answers = at_once([lambda: Client().post(address, words).status_code] * 6)
    assert answers == [302] * 6
    assert Case.objects.count() == 1
    assert Report.objects.filter(case=Case.objects.get()).count() == 6


def test_one_of_those_who_open_a_case_at_once_holds_it() -> None:
    case = case_of(make_internship())
    moderators = [make_moderator() for _ in range(6)]

    def one(number: int) -> Any:
        return lambda: cases.hold(case=Case.objects.get(pk=case.pk), by=moderators[number])

    assert sum(at_once([one(number) for number in range(6)])) == 1
    case.refresh_from_db()
    loser = next(one for one in moderators if one != case.assigned_to)
    with pytest.raises(cases.Held):
        decisions.decide(case=case, by=loser, version=case.version, choice=NOTHING)
    assert cases.hold(case=case, by=loser, takeover=True)
    decisions.decide(case=case, by=loser, version=case.version, choice=NOTHING)


def test_officers_at_once_confirm_once() -> None:
    case = case_of(make_internship(), reason="violence")
    first = make_officer()
    officers = [first, *(make_officer() for _ in range(4))]
    decisions.decide(case=case, by=first, version=case.version, choice=HIDE)
    case.refresh_from_db()
    mail.outbox.clear()

    def one(number: int) -> Any:
        def work() -> str:
            try:
                decisions.confirm(
                    case=Case.objects.get(pk=case.pk), by=officers[number], version=case.version
                )
            except (AlreadyDecided, Measure.DoesNotExist):
                return "late"
            except PermissionDenied:
                return "own"
            return "done"

        return work

    results = at_once([one(number) for number in range(5)])
    assert results.count("done") == 1
    assert results[0] != "done"
    assert len([message for message in mail.outbox if "décision" in message.subject]) == 1


def test_appeals_at_once_are_one() -> None:
    measure = settle(case_of(make_internship()), HIDE)

    def contest() -> bool:
        try:
            appeals.contest(measure=Measure.objects.get(pk=measure.pk), text="Non.")
        except ValidationError:
            return False
        return True

    assert sum(at_once([contest] * 6)) == 1
    assert Appeal.objects.count() == 1
