"""What several trusted members report is hidden until somebody reads it; a wave hides nothing."""

import datetime as dt
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.accounts import trust
from portal.accounts.models import User
from portal.audit.enums import Act
from portal.audit.models import Entry
from portal.moderation import auto_hiding, cases, decisions, links
from portal.moderation.decisions import Choice
from portal.moderation.enums import State
from portal.moderation.grounds import Ground
from portal.moderation.models import AutoHide, Case, Measure
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_piece, make_profile
from tests.portal.contact.factories import at_once
from tests.portal.moderation.factories import HIDE, NOTHING, make_report, settle

WARN = Choice(on_author="warn", ground=Ground.UNTRUE, facts="Une date est fausse.")
CHANGE = Choice(on_target="change", ground=Ground.UNTRUE, facts="Une date est fausse.")


def settled_members(count: int, *, days: int = 40) -> list[User]:
    """Members past their first days, each of whom signed up on a day of their own."""
    now = timezone.now()
    return [make_user(date_joined=now - dt.timedelta(days=days + one)) for one in range(count)]


def make_text(**fields: Any) -> Any:
    """A published listing of a member who is settled."""
    author = make_user(date_joined=timezone.now() - dt.timedelta(days=90))
    return make_internship(author=author, **fields)


def reported(target: Any, reporters: list[User], **fields: Any) -> AutoHide | None:
    for one in reporters:
        make_report(target, reporter=one, **fields)
    return AutoHide.objects.first()


@pytest.mark.django_db
def test_fourth_independent_report_hides_and_the_third_does_not() -> None:
    text, people = make_text(title="Stage Toupie"), settled_members(5)
    assert reported(text, people[:3]) is None
    mail.outbox.clear()
    hidden = reported(text, people[3:4])
    assert hidden
    text.refresh_from_db()

    assert text.state == State.WITHDRAWN
    assert hidden.people == 4
    assert hidden.ground == Ground.SCAM
    assert Client().get(text.get_absolute_url()).status_code == 404
    row = Entry.objects.get(act=Act.AUTO_HIDDEN)
    assert row.actor_id is None
    reported(text, people[4:])
    assert AutoHide.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "needed"), [(2, 3), (90, 4)])
def test_less_is_needed_against_a_new_author(days: int, needed: int) -> None:
    author = make_user(date_joined=timezone.now() - dt.timedelta(days=days))
    text, people = make_internship(author=author), settled_members(needed)
    assert reported(text, people[:-1]) is None
    assert reported(text, people[-1:])


@pytest.mark.django_db
def test_author_is_told_why_by_whom_not_and_how_to_answer(client: Client) -> None:
    text = make_text()
    people = settled_members(4)
    mail.outbox.clear()
    hidden = reported(text, people, text="Canari-du-signalement demande cinquante euros.")
    assert hidden
    letters = [one for one in mail.outbox if one.to == [text.author.email]]
    [letter] = letters
    address = links.hidden_path(hidden)
    page = client.get(address).text
    for seen in (str(letter.body), page):
        assert "automatique" in seen
        assert "Plusieurs membres" in seen
        assert "anari" not in seen
        assert not any(one.email in seen for one in people)
    assert address in str(letter.body)
    for title in ("décidé", "faits", "moyens", "règle", "Pourquoi", "pas d’accord"):
        assert title in page
    assert client.post(address, {"text": ""}).status_code == 200
    client.post(address, {"text": "Ces frais sont ceux de l’école."}, follow=True)
    hidden.refresh_from_db()
    assert hidden.said == "Ces frais sont ceux de l’école."
    assert client.get(address[:-3] + "xx/").status_code == 404


@pytest.mark.django_db
def test_moderator_sees_that_the_site_hid_it_and_what_its_author_says(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    hidden = reported(make_text(), settled_members(4))
    assert hidden
    AutoHide.objects.update(said="Relisez, s’il vous plaît.")
    client = Client()
    client.force_login(make_moderator())
    page = client.get(f"/admin/moderation/case/{hidden.case_id}/change/").text
    assert "Masqué automatiquement le" in page
    assert "Relisez, s’il vous plaît." in page
    listed = client.get("/admin/moderation/case/?etat=masques").text
    assert str(hidden.case) in listed
    assert "Masqués automatiquement" in client.get("/admin/").text


@pytest.mark.django_db
@pytest.mark.parametrize("choice", [NOTHING, WARN])
def test_it_comes_back_as_it_was_unless_somebody_hides_it(choice: Choice) -> None:
    text = make_text()
    kept = {name: getattr(text, name) for name in ("state", "revision", "decided_at")}
    hidden = reported(text, settled_members(4))
    assert hidden
    mail.outbox.clear()
    measure = settle(hidden.case, choice)
    text.refresh_from_db()
    hidden.refresh_from_db()

    assert {name: getattr(text, name) for name in kept} == kept
    assert hidden.kept is False
    assert measure.automated
    told = [one.subject for one in mail.outbox if one.to == [text.author.email]]
    assert any("de nouveau visible" in one for one in told)
    assert "rien trouvé à redire" in Client().get(links.hidden_path(hidden)).text


def sent_again(text: Any) -> None:
    text.refresh_from_db()
    text.save_edit(read=text.revision)
    text.submit()


@pytest.mark.django_db
@pytest.mark.parametrize("again", [sent_again, lambda text: text.delete()])
def test_nobody_is_told_that_what_waits_or_is_gone_is_seen_again(again: Any) -> None:
    text = make_text()
    hidden = reported(text, settled_members(4))
    assert hidden
    again(text)
    gone = text.pk is None
    mail.outbox.clear()
    settle(hidden.case, NOTHING)
    [letter] = [one for one in mail.outbox if one.to == [text.author.email]]
    page = Client().get(links.hidden_path(hidden)).text
    for told in (letter.subject + str(letter.body), page):
        assert "de nouveau visible" not in told
        assert ("attend sa relecture" in told) is not gone
        assert "ne le masque plus" in told or "ne masque plus" in told


@pytest.mark.django_db
def test_a_lifted_measure_says_that_the_new_version_waits() -> None:
    text = make_text()
    measure = settle(cases.open_case(target=text), HIDE)
    sent_again(text)
    mail.outbox.clear()
    decisions.lift_early(measure=measure, by=make_moderator(), word="Erreur.")
    [letter] = [one for one in mail.outbox if one.to == [text.author.email]]
    page = Client().get(links.decision_path(measure)).text
    for told in (str(letter.body), page):
        assert "comme avant" not in told
        assert "attend sa relecture" in told


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "state"), [(HIDE, "withdrawn"), (CHANGE, "rejected")])
def test_measure_goes_on_from_it_and_an_appeal_undoes_both(choice: Choice, state: str) -> None:
    text = make_text()
    hidden = reported(text, settled_members(4))
    assert hidden
    measure = settle(hidden.case, choice)
    text.refresh_from_db()
    hidden.refresh_from_db()
    assert text.state == state
    assert hidden.kept is True
    assert "automatique avait masqué" in Client().get(links.decision_path(measure)).text
    decisions.lift(measure, now=timezone.now())
    text.refresh_from_db()
    assert text.state == State.APPROVED


@pytest.mark.django_db
def test_safety_case_stays_hidden_until_the_second_officer() -> None:
    text = make_text()
    hidden = reported(text, settled_members(4), reason="violence")
    assert hidden
    case = Case.objects.get(pk=hidden.case_id)
    decisions.decide(case=case, by=make_officer(), version=case.version, choice=NOTHING)
    text.refresh_from_db()
    assert text.state == State.WITHDRAWN
    case.refresh_from_db()
    decisions.confirm(case=case, by=make_officer(), version=case.version)
    text.refresh_from_db()
    assert text.state == State.APPROVED


@pytest.mark.django_db
def test_wave_of_new_accounts_hides_nothing() -> None:
    """Sixty accounts of the last days, sixty of one day long ago, and as many visitors."""
    now, text = timezone.now(), make_text()
    new = [make_user(date_joined=now - dt.timedelta(hours=one)) for one in range(60)]
    same_day = (now - dt.timedelta(days=50)).replace(hour=9)
    asleep = [make_user(date_joined=same_day + dt.timedelta(minutes=one)) for one in range(60)]
    assert reported(text, new) is None
    assert reported(text, asleep) is None
    for one in range(60):
        make_report(text, email=f"inconnu{one}@example.org")
    assert AutoHide.objects.count() == 0
    text.refresh_from_db()
    assert text.state == State.APPROVED
    # They count for one among the settled: three more are needed.
    people = settled_members(3, days=120)
    assert reported(text, people[:2]) is None
    assert reported(text, people[2:])


@pytest.mark.django_db
def test_one_person_counts_once_and_the_author_never() -> None:
    text, people = make_text(), settled_members(3)
    for _again in range(4):
        assert reported(text, people) is None
    assert reported(text, [text.author]) is None


@pytest.mark.django_db
def test_whoever_is_limited_unconfirmed_or_often_wrong_does_not_count() -> None:
    text, people = make_text(), settled_members(6)
    limited, unconfirmed, wrong = people[3:]
    User.objects.filter(pk=limited.pk).update(limited_until=timezone.now() + dt.timedelta(days=3))
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    for _time in range(auto_hiding.OFTEN_WRONG):
        case = make_report(make_text(), reporter=wrong).case
        assert case
        settle(case, NOTHING)
    assert reported(text, people) is None
    assert reported(text, settled_members(1, days=200))


@pytest.mark.django_db
def test_page_structure_and_message_are_never_hidden_by_the_site() -> None:
    from tests.factories import make_organisation

    author = make_user(date_joined=timezone.now() - dt.timedelta(days=90))
    people = settled_members(8)
    assert reported(make_profile(user=author), people) is None
    assert reported(make_organisation(owner=author), people) is None


@pytest.mark.django_db
def test_what_somebody_found_in_order_is_left_alone_for_a_month() -> None:
    text, people = make_text(), settled_members(4)
    case = make_report(text, reporter=make_user()).case
    assert case
    settle(case, NOTHING, now=timezone.now() - dt.timedelta(days=1))
    assert reported(text, people) is None
    Measure.objects.update(decided_at=timezone.now() - auto_hiding.LEFT_ALONE)
    assert reported(text, settled_members(1, days=200))


@pytest.mark.django_db
def test_database_refuses_one_report_and_an_end_without_a_word() -> None:
    case = cases.open_case(target=make_text())
    for wrong in (
        {"people": 1},
        {"people": 3, "ended_at": timezone.now()},
        {"people": 3, "kept": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AutoHide.objects.create(case=case, **wrong)
    assert AutoHide.objects.create(case=case, people=2).pk


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_at_once_hide_once() -> None:
    text, people = make_text(), settled_members(20)
    mail.outbox.clear()

    def one(number: int) -> Any:
        return lambda: make_report(text, reporter=people[number]).pk

    numbers = at_once([one(number) for number in range(20)])
    assert all(isinstance(one, int) for one in numbers), numbers
    hidden = AutoHide.objects.get()
    assert hidden.case.reports.count() == 20
    text.refresh_from_db()
    assert text.state == State.WITHDRAWN
    assert hidden.before["state"] == State.APPROVED
    assert Entry.objects.filter(act=Act.AUTO_HIDDEN).count() == 1
    assert len([one for one in mail.outbox if one.to == [text.author.email]]) == 1
    settle(hidden.case, NOTHING)
    text.refresh_from_db()
    assert text.state == State.APPROVED


@pytest.mark.django_db
def test_piece_hidden_by_the_site_weighs_on_nobody_until_somebody_decides() -> None:
    author = make_user(date_joined=timezone.now() - dt.timedelta(days=90))
    piece = make_piece(profile=make_profile(user=author), title="Bande démo")
    hidden = reported(piece, settled_members(4))
    assert hidden
    piece.refresh_from_db()
    assert piece.hidden_at is not None
    assert trust.level_of(author) == trust.Level.MEMBER
    settle(hidden.case, HIDE)
    assert trust.level_of(author) == trust.Level.HELD
