"""Contesting a decision: once, within six calendar months, before somebody else (T31)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.moderation import appeals, cases, dates, decisions, links
from portal.moderation.enums import State
from portal.moderation.models import AlreadyDecided, Appeal, Case, Measure
from portal.moderation.statement import statement
from portal.moderation.tick import run
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.moderation.factories import HIDE, NOTHING, SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2026-01-15 10:00", "2026-07-15"),
        ("2026-08-31 23:59", "2027-02-28"),
        ("2027-08-31 12:00", "2028-02-29"),
        ("2026-12-31 00:00", "2027-06-30"),
        ("2026-03-01 00:30", "2026-09-01"),
    ],
)
def test_six_months_are_those_of_the_calendar(decided: str, last: str) -> None:
    at = datetime.fromisoformat(decided).replace(tzinfo=PARIS)
    day = dates.last_day(at)
    assert day.isoformat() == last
    late = datetime.fromisoformat(f"{last} 23:59:59").replace(tzinfo=PARIS)
    assert dates.contestable(at, now=late)
    assert not dates.contestable(at, now=late + timedelta(seconds=1))
    # What may still be contested is not thrown away.
    assert at >= dates.no_longer_contestable(now=late)


@pytest.mark.parametrize(("after", "accepted"), [(0, True), (1, False)])
def test_last_day_is_accepted_and_the_next_one_closed(after: int, accepted: bool) -> None:
    decided = datetime(2026, 8, 31, 15, tzinfo=PARIS)
    measure = settle(case_of(make_internship()), HIDE, now=decided)
    at = datetime(2027, 2, 28, 23, 50, tzinfo=PARIS) + timedelta(days=after)
    if accepted:
        assert appeals.contest(measure=measure, text="Non.", now=at).pk
    else:
        with pytest.raises(ValidationError, match="six mois"):
            appeals.contest(measure=measure, text="Non.", now=at)


def test_what_was_lifted_is_no_longer_contested_by_its_author(client: Client) -> None:
    measure = settle(case_of(make_internship()), HIDE)
    decisions.lift_early(measure=measure, by=make_moderator(), word="Erreur.")
    measure.refresh_from_db()
    with pytest.raises(ValidationError, match="déjà levée"):
        appeals.contest(measure=measure, text="Non.")
    address = links.decision_path(measure)
    assert "<textarea" not in client.get(address).text
    client.post(address, {"text": "Non."})
    assert not Appeal.objects.exists()


def test_suspended_member_contests_by_link_and_all_comes_back() -> None:
    internship = make_internship()
    member = internship.author
    assert member
    profile = make_profile(user=member)
    both = SUSPEND.__class__(
        on_target="hide", on_author="suspend", days=30, ground=SUSPEND.ground, facts="Des menaces."
    )
    first = make_moderator()
    measure = settle(case_of(internship), both, by=first)
    address = links.decision_path(measure)
    stranger = Client()
    page = stranger.get(address)
    assert "no-store" in page["Cache-Control"]
    mail.outbox.clear()
    stranger.post(address, {"text": "Ce n’est pas moi."})
    stranger.post(address, {"text": "Encore."})
    appeal = Appeal.objects.get()
    assert appeal.text == "Ce n’est pas moi."
    assert "Ce n’est pas moi." in stranger.get(address).text

    with pytest.raises(PermissionDenied):
        appeals.decide_appeal(appeal=appeal, by=first, upheld=True, answer="Oui.")
    with pytest.raises(IntegrityError, match="appeal_decided_by_another"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(
            decided_by=first, decided_at=timezone.now(), upheld=True, answer="Oui."
        )
    second = make_moderator()
    appeals.decide_appeal(appeal=appeal, by=second, upheld=True, answer="Vous avez raison.")
    internship.refresh_from_db()
    assert internship.state == State.APPROVED
    assert User.objects.get(pk=member.pk).is_present
    assert profile.user.pk == member.pk
    assert "Vous avez raison." in stranger.get(address).text
    assert [one.to for one in mail.outbox] == [[member.email]]
    with pytest.raises(AlreadyDecided):
        appeals.decide_appeal(appeal=appeal, by=second, upheld=False, answer="Non.")


def test_refused_appeal_changes_nothing() -> None:
    internship = make_internship()
    appeal = appeals.contest(measure=settle(case_of(internship), HIDE), text="Non.")
    appeals.decide_appeal(appeal=appeal, by=make_moderator(), upheld=False, answer="Maintenu.")
    internship.refresh_from_db()
    assert internship.state == State.WITHDRAWN


def test_who_reported_contests_a_dismissal_and_the_case_is_read_again(client: Client) -> None:
    internship = make_internship()
    case = case_of(internship, email="temoin@example.org")
    report = case.reports.get()
    measure = settle(case, NOTHING)
    assert client.get(links.decision_path(measure)).status_code == 404
    with pytest.raises(ValidationError):
        appeals.contest(measure=measure, text="Non.")
    client.post(links.follow_path(report), {"text": "Regardez la deuxième phrase."})
    appeal = Appeal.objects.get()
    appeals.decide_appeal(appeal=appeal, by=make_moderator(), upheld=True, answer="On relit.")
    again = Case.objects.open().get()
    assert again != case
    assert "On relit." in again.notes.get().text


def test_neither_of_the_two_officers_answers_the_appeal() -> None:
    measure = settle(case_of(make_internship(), reason="violence"), HIDE)
    appeal = appeals.contest(measure=measure, text="Non.")
    for who in (measure.proposed_by, measure.decided_by, make_moderator()):
        with pytest.raises(PermissionDenied):
            appeals.decide_appeal(appeal=appeal, by=who, upheld=True, answer="Oui.")
    appeals.decide_appeal(appeal=appeal, by=make_officer(), upheld=True, answer="Oui.")
    assert Measure.objects.get().lifted_at


def test_what_may_still_be_contested_is_kept_and_no_longer() -> None:
    case = case_of(make_internship(), email="temoin@example.org")
    cases.add_note(case=case, by=make_moderator(), text="À surveiller")
    decided = datetime(2026, 8, 31, 15, tzinfo=PARIS)
    settle(case, HIDE, now=decided)
    report = case.reports.get()
    run(now=datetime(2027, 2, 28, 23, tzinfo=PARIS))
    report.refresh_from_db()
    assert report.text
    assert case.notes.exists()
    run(now=datetime(2027, 3, 2, tzinfo=PARIS))
    report.refresh_from_db()
    assert (report.text, report.email) == ("", "")
    assert not case.notes.exists()


def test_a_false_address_leads_nowhere(client: Client) -> None:
    measure = settle(case_of(make_internship()), HIDE)
    token = links.decision_token(measure)
    number, _dash, signature = token.partition("-")
    for wrong in (f"{int(number) + 1}-{signature}", number, f"{number}-", "x", token + "a"):
        assert client.get(f"/decision/{wrong}/").status_code == 404
        assert client.get(f"/signaler/suivi/{wrong}/").status_code == 404
    assert client.get(f"/signaler/suivi/{token}/").status_code == 404


def test_the_member_s_export_holds_their_reasons_and_nobody_else() -> None:
    from portal.accounts import privacy

    member = make_user()
    case = case_of(make_profile(user=member), name="Canari", text="Canari a vu cela de près.")
    measure = settle(case, SUSPEND)
    appeals.contest(measure=measure, text="Je conteste.")
    written: list[Any] = [
        row for one in privacy.records() if one.export for row in one.export(member)
    ]
    assert "Des menaces." in str(written)
    assert "Je conteste." in str(written)
    assert "Canari" not in str(written)


def test_what_is_read_again_keeps_its_report_and_tells_the_second_outcome(
    client: Client, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    internship = make_internship()
    told = "On m’a demandé cinquante euros avant de me donner la date."
    case = case_of(internship, email="temoin@example.org", text=told)
    report = case.reports.get()
    follow = links.follow_path(report)
    settle(case, NOTHING)
    client.post(follow, {"text": "Relisez."})
    appeal = Appeal.objects.get()
    desk = Client()
    desk.force_login(make_moderator())
    page = desk.get(f"/admin/moderation/appeal/{appeal.pk}/change/").text
    assert "tout revient comme avant" not in page
    assert "un nouveau dossier s’ouvre" in page
    mail.outbox.clear()
    appeals.decide_appeal(appeal=appeal, by=make_moderator(), upheld=True, answer="On relit.")
    assert "votre signalement est relu" in str(mail.outbox[0].body)

    again = Case.objects.open().get()
    report.refresh_from_db()
    assert report.case == again
    waiting = client.get(follow).text
    assert "rouvert, une personne le relit" in waiting
    assert "On relit." in waiting
    assert "ouvert par l’équipe" not in desk.get(f"/admin/moderation/case/{case.pk}/change/").text
    # No word of the report in the reasons, which say that there was one.
    with pytest.raises(ValidationError, match="signalé"):
        settle(again, HIDE.__class__(on_target="hide", ground=HIDE.ground, facts=told))
    mail.outbox.clear()
    measure = settle(again, HIDE)
    assert measure.reported
    assert "fait suite à un signalement" in " ".join(one.text for one in statement(measure))
    [outcome] = [one for one in mail.outbox if one.to == ["temoin@example.org"]]
    assert follow in str(outcome.body)
    after = client.get(follow).text
    assert "Le contenu a été retiré." in after
    assert "Rien n’a été retiré" not in after
    # Once a side: what was read twice is not read a third time.
    client.post(follow, {"text": "Encore."})
    assert Appeal.objects.count() == 1


def test_appeal_of_the_person_concerned_still_says_that_all_comes_back(
    client: Client, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    appeal = appeals.contest(measure=settle(case_of(make_internship()), HIDE), text="Non.")
    client.force_login(make_moderator())
    page = client.get(f"/admin/moderation/appeal/{appeal.pk}/change/").text
    assert "tout revient comme avant" in page
