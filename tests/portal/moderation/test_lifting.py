"""Taking a decision back: what was, once, by the right person, and only what no other holds."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.audit.models import Entry
from portal.moderation import appeals, decisions
from portal.moderation.models import AlreadyDecided, Appeal, Case, CaseNote, Measure
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import at_once
from tests.portal.moderation import reach
from tests.portal.moderation.factories import HIDE, NOTHING, SUSPEND, case_of, settle

LIFTING = {"geste": "lever", "mot": "Erreur."}


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def page(case: Case) -> str:
    return f"/admin/moderation/case/{case.pk}/change/"


@pytest.mark.django_db
def test_a_proposal_that_nobody_confirmed_is_not_lifted_and_stays_secret(client: Client) -> None:
    case = case_of(make_profile(), reason="violence")
    first = make_officer()
    decisions.decide(case=case, by=first, version=case.version, choice=HIDE)
    mail.outbox.clear()
    entries, client = Entry.objects.count(), Client()
    client.force_login(make_officer())
    answer = client.post(page(case), LIFTING, follow=True)
    assert "Rien n’a été levé" in answer.text
    assert not mail.outbox
    assert case.author
    assert not case.author.notifications.exists()
    assert not CaseNote.objects.exists()
    # The reading of the case, and nothing more.
    assert Entry.objects.count() == entries + 1
    assert Measure.objects.get().lifted_at is None


@pytest.mark.django_db
def test_a_dismissal_is_not_lifted(client: Client) -> None:
    case = case_of(make_profile())
    measure = settle(case, NOTHING)
    mail.outbox.clear()
    client.force_login(make_moderator())
    assert "Rien n’a été levé" in client.post(page(case), LIFTING, follow=True).text
    with pytest.raises(AlreadyDecided):
        decisions.lift_early(measure=measure, by=make_moderator(), word="Erreur.")
    assert not mail.outbox
    assert not CaseNote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_lifted_twice_at_once_is_one_letter_one_note_one_row() -> None:
    internship = make_internship()
    assert internship.author
    address = internship.author.email
    measure = settle(case_of(internship), HIDE)
    moderators = [make_moderator() for _ in range(4)]
    mail.outbox.clear()
    before = Entry.objects.count()

    def one(number: int) -> Any:
        def work() -> str:
            try:
                decisions.lift_early(
                    measure=Measure.objects.get(pk=measure.pk),
                    by=moderators[number],
                    word="Erreur.",
                )
            except AlreadyDecided:
                return "late"
            return "lifted"

        return work

    assert sorted(at_once([one(number) for number in range(4)])) == ["late"] * 3 + ["lifted"]
    assert CaseNote.objects.count() == 1
    assert Entry.objects.count() == before + 1
    assert len([one for one in mail.outbox if one.to == [address]]) == 1


HIDDEN_TWICE = [
    reach.page, reach.piece_of_portfolio, reach.organisation, reach.goal, reach.message,
    reach.request, reach.listing, reach.hosts_part, reach.frame,
]  # fmt: skip


def read(one: reach.Read) -> bool:
    """Whether its reader reads it."""
    client = Client()
    if one.reader is not None:
        client.force_login(one.reader)
    return reach.CANARY in client.get(one.url).text


def hidden_twice(one: reach.Read) -> list[Measure]:
    """By two cases, the second one of somebody who still saw it when it was reported."""
    now = timezone.now()
    found = []
    for minutes in (20, 10):
        case = case_of(one.target, kind=one.kind, reporter=one.reader)
        found.append(settle(case, HIDE, now=now - dt.timedelta(minutes=minutes)))
        one.target.refresh_from_db()
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("build", HIDDEN_TWICE, ids=lambda build: build.__name__)
def test_what_two_measures_hide_is_back_once_both_are_lifted(
    build: Callable[[], reach.Read], order: tuple[int, int]
) -> None:
    one = build()
    assert read(one)
    measures = hidden_twice(one)
    assert not read(one)
    decisions.lift(measures[order[0]], now=timezone.now())
    assert not read(one)
    decisions.lift(measures[order[1]], now=timezone.now())
    assert read(one)


@pytest.mark.django_db
def test_of_three_measures_the_last_one_lifted_gives_back() -> None:
    one = reach.listing()
    now, measures = timezone.now(), hidden_twice(one)
    measures.append(settle(case_of(one.target, reporter=make_user()), HIDE, now=now))
    for number in (1, 0):
        decisions.lift(measures[number], now=timezone.now())
        assert not read(one)
    decisions.lift(measures[2], now=timezone.now())
    assert read(one)


@pytest.mark.django_db(transaction=True)
def test_two_measures_lifted_at_once_leave_nothing_hidden() -> None:
    one = reach.page()
    measures = hidden_twice(one)

    def lifting(measure: Measure) -> Any:
        return lambda: decisions.lift(measure, now=timezone.now())

    assert at_once([lifting(measure) for measure in measures]) == [None, None]
    assert read(one)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["scam", "violence"])
def test_nobody_judges_their_own_report(reason: str, client: Client) -> None:
    own = make_officer() if reason == "violence" else make_moderator()
    other = make_officer() if reason == "violence" else make_moderator()
    case = case_of(make_internship(), reason=reason, reporter=own)
    report = case.reports.get()
    client.force_login(own)
    for address in (page(case), f"/admin/moderation/report/{report.pk}/change/"):
        assert client.get(address).status_code in {302, 404}
    with pytest.raises(PermissionDenied):
        decisions.decide(case=case, by=own, version=case.version, choice=HIDE)
    measure = decisions.decide(case=case, by=other, version=case.version, choice=HIDE)
    if reason == "violence":
        case.refresh_from_db()
        with pytest.raises(PermissionDenied):
            decisions.confirm(case=case, by=own, version=case.version)
        measure = decisions.confirm(case=case, by=make_officer(), version=case.version)
    with pytest.raises(PermissionDenied):
        decisions.lift_early(measure=measure, by=own, word="Non.")


@pytest.mark.django_db
def test_nobody_decides_their_own_appeal_and_the_database_refuses_it() -> None:
    own, wrong = make_moderator(), "Rien."
    case = case_of(make_internship(), reporter=own)
    measure, report = settle(case, NOTHING), case.reports.get()
    appeal = appeals.contest(measure=measure, text="Si.", report=report)
    assert appeal not in Appeal.objects.decidable_by(own)
    assert appeal not in Appeal.objects.readable_by(own)
    with pytest.raises(PermissionDenied):
        appeals.decide_appeal(appeal=appeal, by=own, upheld=False, answer=wrong)
    decided = {"decided_at": timezone.now(), "upheld": False, "answer": wrong}
    with pytest.raises(IntegrityError, match="appeal_not_by_oneself"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decided_by=own, **decided)
    appeals.decide_appeal(appeal=appeal, by=make_moderator(), upheld=False, answer=wrong)

    member = make_user()
    second = settle(case_of(make_profile(user=member)), HIDE)
    theirs = appeals.contest(measure=second, text="Non.")
    with pytest.raises(IntegrityError, match="appeal_not_by_oneself"), transaction.atomic():
        Appeal.objects.filter(pk=theirs.pk).update(decided_by=member, **decided)


@pytest.mark.django_db
def test_neither_of_the_two_officers_lifts_their_measure_and_a_third_one_does(
    client: Client,
) -> None:
    case = case_of(make_profile(), reason="violence")
    measure = settle(case, SUSPEND)
    mail.outbox.clear()
    for who in (measure.proposed_by, measure.decided_by):
        assert who
        client.force_login(who)
        assert "une troisième lève" in client.post(page(case), LIFTING, follow=True).text
        with pytest.raises(PermissionDenied):
            decisions.lift_early(measure=measure, by=who, word="Erreur.")
    measure.refresh_from_db()
    assert measure.lifted_at is None
    assert not mail.outbox
    assert not CaseNote.objects.exists()
    client.force_login(make_officer())
    client.post(page(case), LIFTING)
    measure.refresh_from_db()
    assert measure.lifted_at


@pytest.mark.django_db
def test_a_moderator_lifts_their_own_ordinary_measure() -> None:
    by = make_moderator()
    measure = settle(case_of(make_profile()), HIDE, by=by)
    decisions.lift_early(measure=measure, by=by, word="Erreur.")
    measure.refresh_from_db()
    assert measure.lifted_at
