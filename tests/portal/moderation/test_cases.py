"""From a report to a decision, and what follows for everybody (T31)."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from careers.models import Internship
from mentoring.models import Profile
from portal.accounts.models import User
from portal.contact.models import Message
from portal.moderation import cases, decisions, links, standing, statement
from portal.moderation.decisions import Choice
from portal.moderation.enums import State
from portal.moderation.grounds import BASES, Ground
from portal.moderation.models import AlreadyDecided, Case, CaseReading, Measure, Report
from tests.factories import make_internship, make_moderator, make_officer, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import make_thread
from tests.portal.moderation.factories import HIDE, NOTHING, SUSPEND, case_of, make_report, settle
from tests.portal.search.factories import search

pytestmark = pytest.mark.django_db
TOLD = {
    "reason": "scam",
    "text": "Canari-du-signalement, il demande cinquante euros à chaque personne.",
    "name": "Canari Nommé",
    "email": "canari-adresse@example.org",
    "good_faith": "on",
}


def letters_to(address: str) -> list[str]:
    found = [one for one in mail.outbox if one.to == [address]]
    parts: Any = [getattr(one, "alternatives", []) for one in found]
    return [
        f"{one.subject} {one.body} {one.extra_headers} {[str(part.content) for part in html]}"
        for one, html in zip(found, parts, strict=True)
    ]


def test_a_visitor_s_report_from_receipt_to_outcome(client: Client) -> None:
    internship = make_internship()
    author = internship.author
    assert author
    mail.outbox.clear()
    address = f"/signaler/stage/{internship.pk}/"
    follow = client.post(address, TOLD)["Location"]

    assert client.get(follow).status_code == 200
    [receipt] = letters_to("canari-adresse@example.org")
    assert follow in receipt
    assert Client().get(follow[:-3] + "xx/").status_code == 404

    case = Case.objects.get()
    mail.outbox.clear()
    measure = settle(case, HIDE)
    page = client.get(follow).text
    assert "Le contenu a été retiré." in page
    assert "Contester" in page
    [told] = letters_to("canari-adresse@example.org")
    assert follow in told

    [letter] = letters_to(author.email)
    reasons = Client().get(links.decision_path(measure)).text
    notified = author.notifications.latest("pk").text
    for seen in (letter, reasons, notified):
        assert "anari" not in seen
        assert "cinquante euros" not in seen
    items = statement.statement(measure)
    assert [one.key for one in items] == ["effect", "facts", "means", "ground", "why", "redress"]
    for item in items:
        assert item.text
        assert item.title in letter
    assert "signalement" in items[1].text


def test_reports_of_one_thing_join_one_case_and_count_once_a_person() -> None:
    internship, member = make_internship(), make_user()
    case = case_of(internship, reporter=member)
    for _again in range(2):
        make_report(internship, reporter=member)
    make_report(internship, email="Une@example.org")
    make_report(internship, email="une@example.org")
    for _nameless in range(3):
        make_report(internship)

    assert Case.objects.count() == 1
    assert cases.independent_reporters([case.pk]) == {case.pk: 3}
    case.refresh_from_db()
    with pytest.raises(IntegrityError, match=r"case_one_open|object_id"), transaction.atomic():
        Case.objects.create(target=internship, kind="stage")
    settle(case, NOTHING)
    assert case_of(internship) != case


def test_hidden_listing_is_nowhere_and_comes_back_as_it_was(client: Client) -> None:
    internship = make_internship(title="Stage Toupie")
    kept = {
        name: getattr(internship, name)
        for name in ("state", "revision", "published_at", "decided_at", "decided_by_id")
    }
    measure = settle(case_of(internship), HIDE)
    address = internship.get_absolute_url()
    pages = "/stages/", "/stages/flux.atom", "/sitemap-stages.xml", "/recherche/?q=toupie"

    assert client.get(address).status_code == 404
    assert all("Toupie" not in client.get(page, follow=True).text for page in pages)
    assert internship not in Internship.objects.visible_to(make_user())

    decisions.lift(measure, now=timezone.now())
    internship.refresh_from_db()
    assert {name: getattr(internship, name) for name in kept} == kept
    assert client.get(address).status_code == 200
    assert "Toupie" in client.get("/stages/").text
    assert "Toupie" in client.get("/recherche/?q=toupie").text


def test_asking_for_a_change_sends_it_back_to_its_author() -> None:
    internship = make_internship()
    ask = Choice(on_target="change", ground=Ground.UNTRUE, facts="La durée n’est pas la bonne.")
    measure = settle(case_of(internship), ask)
    internship.refresh_from_db()
    assert internship.state == State.REJECTED

    decisions.lift(measure, now=timezone.now())
    internship.refresh_from_db()
    assert internship.state == State.APPROVED


def test_a_new_version_written_meanwhile_is_not_undone() -> None:
    internship = make_internship()
    measure = settle(case_of(internship), HIDE)
    internship.refresh_from_db()
    internship.submit()
    decisions.lift(measure, now=timezone.now())
    internship.refresh_from_db()
    assert internship.state == State.SUBMITTED


def test_hidden_page_and_message_leave_others_sight_alone() -> None:
    profile = make_profile()
    measure = settle(case_of(profile), HIDE)
    assert profile not in Profile.objects.visible_to(make_user())
    decisions.lift(measure, now=timezone.now())
    assert profile in Profile.objects.visible_to(make_user())

    thread = make_thread(to=make_profile().user)
    message = thread.messages.get()
    reader, browser = thread.request.recipient, Client()
    browser.force_login(reader)
    said = browser.get(thread.get_absolute_url()).text
    assert message.text in said
    hidden = settle(case_of(message, reporter=reader), HIDE)
    page = browser.get(thread.get_absolute_url()).text
    assert message.text not in page
    assert "Message masqué par la modération." in page
    decisions.lift(hidden, now=timezone.now())
    assert Message.objects.get(pk=message.pk).hidden_at is None
    assert message.text in browser.get(thread.get_absolute_url()).text


def test_case_of_two_people_is_about_the_one_who_did_not_report() -> None:
    from careers.applications.enums import ApplicationState
    from tests.careers.applications.factories import host_of, make_application

    one = make_application(state=ApplicationState.READ)
    host = host_of(one)
    about_applicant = case_of(one, reporter=host)
    about_host = case_of(one, reporter=one.applicant)
    assert about_applicant.author == one.applicant
    assert about_host != about_applicant


def test_suspended_member_is_kept_out_and_keeps_their_own(client: Client) -> None:
    profile = make_profile(user=make_user(display_name="Alix Toupie"))
    member = profile.user
    browser = Client()
    browser.force_login(member)
    measure = settle(case_of(profile), SUSPEND)
    member.refresh_from_db()

    assert measure.ends_at
    assert member.suspended_until == measure.ends_at
    assert profile not in Profile.objects.visible_to(make_user())
    assert not search("toupie", viewer=make_user()).hits
    for address in ("/mon-espace/", "/stages/", "/contacts/", "/admin/"):
        assert browser.get(address)["Location"] == "/compte-en-pause/"
    page = browser.get("/compte-en-pause/")
    assert page.status_code == 403
    assert links.decision_path(measure) in page.text
    assert browser.get("/compte/supprimer/").status_code in {200, 302}
    assert "compte-en-pause" not in browser.get("/compte/supprimer/").headers.get("Location", "")
    assert browser.get(links.decision_path(measure)).status_code == 200
    assert len(letters_to(member.email)) == 1

    decisions.lift(measure, now=timezone.now())
    assert User.objects.get(pk=member.pk).suspended_until is None
    assert profile in Profile.objects.visible_to(make_user())
    assert browser.get("/mon-espace/").status_code == 200


def test_a_suspension_ends_by_its_date_without_anything_being_written() -> None:
    profile = make_profile()
    long_ago = timezone.now() - dt.timedelta(days=31)
    measure = settle(case_of(profile), SUSPEND, now=long_ago)
    profile.user.refresh_from_db()
    assert measure.ends_at
    assert profile.user.suspended_until == measure.ends_at
    assert not profile.user.is_suspended
    assert profile.user.is_present
    assert profile in Profile.objects.visible_to(make_user())


def test_limited_member_reads_and_writes_nothing_to_others() -> None:
    internship = make_internship(state=State.DRAFT)
    member = internship.author
    assert member
    limit = Choice(on_author="limit", days=7, ground=Ground.COMMERCIAL, facts="De la publicité.")
    settle(case_of(make_profile(user=member)), limit)
    browser = Client()
    browser.force_login(member)

    assert browser.get("/mon-espace/").status_code == 200
    sent = browser.post(f"/stages/{internship.pk}/envoyer/")
    assert sent.status_code in {302, 404}
    before = internship.state
    refused = browser.post(f"/contacts/ecrire/{make_profile().user.pk}/", {"text": "Bonjour"})
    assert refused["Location"] == "/compte-en-pause/"
    internship.refresh_from_db()
    assert internship.state == before
    report = browser.post(f"/signaler/stage/{make_internship().pk}/", TOLD)
    assert report["Location"].startswith("/signaler/suivi/")


@pytest.mark.parametrize("kind", ["limit", "suspend", "ban"])
def test_standing_is_that_of_the_measures_in_force(kind: str) -> None:
    member = make_user()
    days = None if kind == "ban" else 10
    choice = Choice(on_author=kind, days=days, ground=Ground.UNWANTED, facts="Messages répétés.")
    first = settle(case_of(make_profile(user=member)), choice)
    second = settle(case_of(make_internship(author=member)), choice)
    name = "limited_until" if kind == "limit" else "suspended_until"
    member.refresh_from_db()
    assert getattr(member, name) == (second.ends_at or standing.FOREVER)
    decisions.lift(second, now=timezone.now())
    member.refresh_from_db()
    assert getattr(member, name) == (first.ends_at or standing.FOREVER)
    decisions.lift(first, now=timezone.now())
    member.refresh_from_db()
    assert getattr(member, name) is None


@pytest.mark.parametrize(
    "words",
    [
        "Canari Nommé l’a dit.",
        "Écrivez à canari-adresse@example.org.",
        "On sait qu’il demande cinquante euros à chaque personne.",
    ],
)
def test_reasons_that_betray_who_reported_are_refused(client: Client, words: str) -> None:
    internship = make_internship()
    client.post(f"/signaler/stage/{internship.pk}/", TOLD)
    with pytest.raises(ValidationError, match="signal"):
        settle(Case.objects.get(), Choice(on_target="hide", ground=Ground.SCAM, facts=words))
    assert not Measure.objects.exists()
    internship.refresh_from_db()
    assert internship.state == State.APPROVED


@pytest.mark.parametrize(
    "choice",
    [
        Choice(on_target="hide", ground=Ground.SCAM),
        Choice(on_target="hide", ground=Ground.NOTHING, facts="x"),
        Choice(on_author="suspend", ground=Ground.SCAM, facts="x"),
        Choice(on_author="warn", days=3, ground=Ground.SCAM, facts="x"),
        Choice(on_author="suspend", days=400, ground=Ground.SCAM, facts="x"),
        Choice(on_target="nope", ground=Ground.SCAM, facts="x"),
    ],
)
def test_incomplete_measure_is_refused(choice: Choice) -> None:
    with pytest.raises(ValidationError):
        settle(case_of(make_internship()), choice)
    assert not Measure.objects.exists()


def test_a_member_of_the_team_is_not_sanctioned_while_they_are() -> None:
    moderator = make_moderator()
    with pytest.raises(ValidationError, match="équipe"):
        settle(case_of(make_profile(user=moderator)), SUSPEND)


def test_nobody_decides_a_case_about_themselves_nor_one_that_moved() -> None:
    moderator = make_moderator()
    case = case_of(make_profile(user=moderator))
    with pytest.raises(PermissionDenied):
        settle(case, NOTHING, by=moderator)
    version = case.version
    make_report(case.target)
    with pytest.raises(AlreadyDecided):
        decisions.decide(case=case, by=make_moderator(), version=version, choice=NOTHING)


def test_every_ground_names_its_clause() -> None:
    assert set(BASES) == set(Ground)
    for ground in Ground:
        assert "Conditions d’utilisation, article" in str(BASES[ground])


# Safety: two people, and every reading written down.


def test_safety_case_takes_two_officers() -> None:
    internship = make_internship()
    case = case_of(internship, reason="violence")
    assert case.safety
    first, second = make_officer(), make_officer()
    with pytest.raises(PermissionDenied):
        decisions.decide(case=case, by=make_moderator(), version=case.version, choice=HIDE)
    decisions.decide(case=case, by=first, version=case.version, choice=HIDE)
    internship.refresh_from_db()
    assert internship.state == State.APPROVED
    case.refresh_from_db()
    with pytest.raises(PermissionDenied):
        decisions.confirm(case=case, by=first, version=case.version)
    measure = decisions.confirm(case=case, by=second, version=case.version)
    internship.refresh_from_db()
    assert internship.state == State.WITHDRAWN
    with pytest.raises(IntegrityError, match="measure_two_people"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(decided_by=first)
    with pytest.raises(IntegrityError, match="measure_safety_is_proposed"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(proposed_at=None)


def test_proposal_set_aside_leaves_its_reason_and_nothing_else() -> None:
    case = case_of(make_internship(), reason="minor")
    decisions.decide(case=case, by=make_officer(), version=case.version, choice=HIDE)
    case.refresh_from_db()
    decisions.send_back(case=case, by=make_officer(), version=case.version, word="Trop lourd.")
    assert not Measure.objects.exists()
    assert "Trop lourd." in case.notes.get().text
    case.refresh_from_db()
    settle(case, NOTHING)


def test_ordinary_case_becomes_one_of_safety_with_the_first_such_report() -> None:
    internship = make_internship()
    case = case_of(internship)
    make_report(internship, reason="violence")
    case.refresh_from_db()
    assert case.safety
    assert cases.mine(make_moderator(), case.pk) is None


def test_safety_case_is_read_by_its_team_alone_and_each_reading_stays(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    case = case_of(make_internship(), reason="violence", text="Secret de sécurité")
    address = f"/admin/moderation/case/{case.pk}/change/"
    for who in (make_moderator(), make_user(is_staff=True), make_user()):
        browser = Client()
        browser.force_login(who)
        answer = browser.get(address)
        assert answer.status_code in {302, 403, 404}
        assert "Secret de sécurité" not in answer.text
        report = f"/admin/moderation/report/{case.reports.get().pk}/change/"
        assert "Secret de sécurité" not in browser.get(report, follow=True).text
        assert "Secret" not in browser.get("/admin/moderation/case/", follow=True).text
    assert not CaseReading.objects.exists()
    officer, browser = make_officer(), Client()
    browser.force_login(officer)
    assert "Secret de sécurité" in browser.get(address).text
    assert CaseReading.objects.get().reader == officer
    assert Report.objects.count() == 1
