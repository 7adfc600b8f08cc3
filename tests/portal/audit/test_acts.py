"""Each act of the team leaves exactly one row: who, what, before, after, why, when (T32)."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from careers import verification_actions
from careers.models import Role, School, Verification
from portal.accounts.models import User
from portal.audit import journal
from portal.audit.enums import Act
from portal.audit.models import Entry
from portal.audit.trail import JournalledAdmin
from portal.moderation import actions, appeals, cases, decisions
from portal.moderation.enums import Outcome, Reason, State, Team
from portal.moderation.models import AlreadyDecided, ReplyTemplate
from portal.search.models import Synonym
from tests.careers.directory_factories import make_school
from tests.careers.test_role_lists import typed
from tests.careers.test_verification import SIRET, ask, prove
from tests.factories import (
    make_internship,
    make_moderator,
    make_officer,
    make_organisation,
    make_user,
)
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import make_thread
from tests.portal.moderation.factories import HIDE, NOTHING, SUSPEND, case_of, make_report, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make_user(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(admin: User, settings: Any) -> Client:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client = Client()
    client.force_login(admin)
    return client


def said(entry: Entry) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(entry.words.text)
    return words


def the_row(act: Callable[[], Any]) -> Entry:
    """Do it, and give the one row that it leaves."""
    before = Entry.objects.count()
    act()
    assert Entry.objects.count() == before + 1
    return Entry.objects.latest("number")


def test_measure_says_who_what_before_after_and_why() -> None:
    internship, moderator = make_internship(), make_moderator()
    case = case_of(internship)
    start = timezone.now()
    row = the_row(lambda: settle(case, HIDE, by=moderator))

    assert (row.actor, row.act, row.model) == (moderator, Act.MEASURE_TAKEN, "moderation.Measure")
    assert start <= row.at <= timezone.now()
    assert row.at.tzinfo is UTC
    words = said(row)
    assert words["about"] == internship.title
    assert words["before"]["state"] == State.APPROVED
    assert words["after"]["on_target"] == "hide"
    assert words["why"] == HIDE.facts
    assert [one.member for one in row.subjects.all()] == [internship.author]


def test_two_officers_leave_a_row_each() -> None:
    case = case_of(make_internship(), reason="violence")
    first, second = make_officer(), make_officer()

    def propose() -> None:
        case.refresh_from_db()
        decisions.decide(case=case, by=first, version=case.version, choice=SUSPEND)

    proposed = the_row(propose)
    assert (proposed.actor, proposed.act) == (first, Act.MEASURE_PROPOSED)
    case.refresh_from_db()
    back = the_row(
        lambda: decisions.send_back(case=case, by=second, version=case.version, word="Trop lourd.")
    )
    assert (back.actor, back.act) == (second, Act.MEASURE_SENT_BACK)
    assert said(back)["why"] == "Trop lourd."
    assert said(back)["before"]["on_author"] == "suspend"
    propose()
    case.refresh_from_db()
    confirmed = the_row(lambda: decisions.confirm(case=case, by=second, version=case.version))
    assert (confirmed.actor, confirmed.act) == (second, Act.MEASURE_TAKEN)


@pytest.mark.parametrize("upheld", [True, False])
def test_appeal_is_one_row_whatever_it_undoes(upheld: bool) -> None:
    measure = settle(case_of(make_internship()), HIDE)
    appeal = appeals.contest(measure=measure, text="Ce n’est pas une arnaque.")
    judge = make_moderator()
    row = the_row(
        lambda: appeals.decide_appeal(appeal=appeal, by=judge, upheld=upheld, answer="Relu.")
    )
    assert (row.actor, row.act) == (judge, Act.APPEAL_DECIDED)
    assert said(row)["after"] == {"upheld": upheld, "lifted": upheld}
    assert said(row)["why"] == "Relu."
    # What was contested is the member's own, and is not copied.
    assert "arnaque" not in row.words.text.replace("scam", "")


def test_measure_lifted_early_is_one_row() -> None:
    measure, moderator = settle(case_of(make_internship()), HIDE), make_moderator()
    row = the_row(lambda: decisions.lift_early(measure=measure, by=moderator, word="Erreur."))
    assert (row.actor, row.act, said(row)["why"]) == (moderator, Act.MEASURE_LIFTED, "Erreur.")


def test_publication_decided_is_one_row_and_a_refused_one_none() -> None:
    internship, moderator = make_internship(state=State.SUBMITTED), make_moderator()
    row = the_row(
        lambda: actions.decide(
            internship,
            by=moderator,
            revision=internship.revision,
            outcome=Outcome.REJECTED,
            reason=Reason.OTHER,
            note="Précisez le lieu.",
        )
    )
    assert (row.actor, row.act) == (moderator, Act.PUBLICATION_DECIDED)
    assert said(row)["before"]["state"] == State.SUBMITTED
    assert said(row)["after"]["state"] == Outcome.REJECTED
    assert "Précisez le lieu." in said(row)["why"]
    count = Entry.objects.count()
    with pytest.raises(AlreadyDecided):
        actions.decide(
            internship, by=moderator, revision=internship.revision, outcome=Outcome.APPROVED
        )
    with pytest.raises(PermissionDenied):
        actions.decide(internship, by=make_user(), revision=1, outcome=Outcome.APPROVED)
    assert Entry.objects.count() == count


def test_note_is_told_without_its_words() -> None:
    case, moderator = case_of(make_internship()), make_moderator()
    row = the_row(lambda: cases.say(case=case, by=moderator, text="Mot-de-passage"))
    assert (row.actor, row.act) == (moderator, Act.CASE_NOTED)
    assert "Mot-de-passage" not in row.words.text


def test_case_taken_from_a_colleague_is_one_row() -> None:
    case, first, second = case_of(make_internship()), make_moderator(), make_moderator()
    cases.hold(case=case, by=first)
    case.refresh_from_db()
    row = the_row(lambda: cases.hold(case=case, by=second, takeover=True))
    assert (row.actor, row.act) == (second, Act.CASE_TAKEN_OVER)
    assert said(row)["before"] == {"assigned_to": first.pk}


def test_reading_a_safety_case_is_one_row_in_a_quarter_of_an_hour(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    case, officer = case_of(make_internship(), reason="minor"), make_officer()
    client = Client()
    client.force_login(officer)
    address = reverse("admin:moderation_case_change", args=[case.pk])
    row = the_row(lambda: client.get(address))
    assert (row.actor, row.act, row.object_id) == (officer, Act.CASE_READ, str(case.pk))
    client.get(address)
    assert Entry.objects.latest("number") == row


@pytest.mark.parametrize("reason", ["scam", "violence"])
def test_reading_a_reported_conversation_is_one_row(reason: str, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    thread = make_thread(to=make_profile().user)
    message = thread.messages.get()
    report = make_report(message, reporter=thread.request.recipient, reason=reason)
    reader = make_moderator() if reason == "scam" else make_officer()
    client = Client()
    client.force_login(reader)
    address = reverse("admin:moderation_report_evidence", args=[report.pk])
    row = the_row(lambda: client.post(address))
    assert (row.actor, row.act, row.object_id) == (reader, Act.TEXTS_READ, str(report.pk))
    assert message.text not in row.words.text


def test_validator_s_answer_is_one_row() -> None:
    call_command("load_reference", verbosity=0)
    owner, validator = make_user(), make_user(is_staff=True)
    validator.groups.add(Group.objects.get(name=Team.VALIDATOR))
    house = make_organisation(owner=owner, siret=SIRET, website="https://www.exemple.fr/")
    proof = prove(ask(house, owner))
    row = the_row(
        lambda: verification_actions.answer(
            proof=proof, by=validator, passed=False, note="Autre nom."
        )
    )
    assert (row.actor, row.act) == (validator, Act.VERIFICATION_ANSWERED)
    assert said(row)["why"] == "Autre nom."
    assert said(row)["after"]["passed"] is False
    assert Verification.objects.filter(checked_by=validator).count() == 1


def form_of(desk: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What the page would send, with these changes."""
    context = desk.get(address).context
    sent: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for inline in context.get("inline_admin_formsets", []):
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, False):
                sent[field.html_name] = value
    return {**sent, **changes}


def test_team_change_is_one_row(desk: Client, admin: User) -> None:
    make_moderator()
    person = make_user(display_name="Alix Toupie")
    team = Group.objects.get(name=Team.MODERATOR)
    address = reverse("admin:accounts_user_change", args=[person.pk])
    sent = form_of(desk, address, is_staff="on", groups=[str(team.pk)])
    row = the_row(lambda: desk.post(address, sent))

    assert (row.actor, row.act, row.object_id) == (admin, Act.TEAM_CHANGED, str(person.pk))
    assert said(row)["before"] == {"is_staff": False, "groups": []}
    assert said(row)["after"] == {"is_staff": True, "groups": [f"{team.pk} ({team})"]}
    assert [one.member for one in row.subjects.all()] == [person]


def test_rights_of_a_team_changed_are_one_row(desk: Client) -> None:
    make_moderator()
    team = Group.objects.get(name=Team.MODERATOR)
    right = Permission.objects.order_by("pk")[0]
    address = reverse("admin:auth_group_change", args=[team.pk])
    row = the_row(lambda: desk.post(address, {"name": team.name, "permissions": [right.pk]}))
    assert row.act == Act.TEAM_CHANGED
    assert len(said(row)["after"]["permissions"]) == 1


def test_record_added_changed_and_deleted_are_a_row_each(desk: Client, admin: User) -> None:
    add = reverse("admin:search_synonym_add")
    row = the_row(lambda: desk.post(add, {"typed": "perchman", "means": "opérateur du son"}))
    assert (row.actor, row.act) == (admin, Act.ADDED)
    one = Synonym.objects.get(typed="perchman")
    address = reverse("admin:search_synonym_change", args=[one.pk])
    row = the_row(lambda: desk.post(address, {"typed": "perchman", "means": "perchiste"}))
    assert row.act == Act.CHANGED
    assert said(row)["before"] == {"means": "opérateur du son"}
    assert said(row)["after"] == {"means": "perchiste"}
    # Read as forms name it.
    means = Synonym._meta.get_field("means").verbose_name
    assert f"<dt>{means}</dt>" in desk.get(reverse("admin:audit_entry_change", args=[row.pk])).text
    delete = reverse("admin:search_synonym_delete", args=[one.pk])
    row = the_row(lambda: desk.post(delete, {"post": "yes"}))
    assert row.act == Act.DELETED
    assert said(row)["before"]["means"] == "perchiste"
    assert not Synonym.objects.filter(pk=one.pk).exists()


def test_bulk_deletion_and_lines_edited_in_a_list_are_a_row_a_thing(desk: Client) -> None:
    call_command("load_reference", verbosity=0)
    templates = list(ReplyTemplate.objects.order_by("position", "pk"))
    address = reverse("admin:moderation_replytemplate_changelist")
    formset = desk.get(address).context["cl"].formset
    sent: dict[str, Any] = {}
    for form in [formset.management_form, *formset.forms]:
        for field in form:
            if field.value() not in (None, False):
                sent[field.html_name] = field.value()
    count = Entry.objects.count()
    desk.post(address, {**sent, "form-0-position": "77", "form-1-position": "78", "_save": "1"})
    rows = Entry.objects.filter(number__gt=count).order_by("number")
    assert [said(row)["after"] for row in rows] == [{"position": 77}, {"position": 78}]

    count = Entry.objects.count()
    chosen = [str(one.pk) for one in templates[:2]]
    desk.post(address, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    rows = Entry.objects.filter(number__gt=count)
    assert {row.object_id for row in rows} == set(chosen)
    assert {row.act for row in rows} == {Act.DELETED}
    assert not ReplyTemplate.objects.filter(pk__in=chosen).exists()


def test_import_is_one_row_with_its_columns(desk: Client, admin: User) -> None:
    school = make_school(city="Lyon")
    file = SimpleUploadedFile("ecoles.csv", f"slug;city\n{school.slug};Brest\n".encode())
    answer = desk.post(
        reverse("admin:careers_school_import"),
        {"import_file": file, "format": "0", "resource": "0"},
    )
    confirmed = answer.context["confirm_form"].initial
    address = reverse("admin:careers_school_process_import")
    row = the_row(lambda: desk.post(address, confirmed))

    assert School.objects.get(pk=school.pk).city == "Brest"
    assert (row.actor, row.act, row.model) == (admin, Act.IMPORTED, "careers.School")
    [before], [after] = said(row)["before"].values(), said(row)["after"]["changed"].values()
    assert before == {"Ville": "Lyon"}
    assert after == {"Ville": "Brest"}


def test_coming_back_to_a_version_is_one_row(desk: Client) -> None:
    call_command("load_reference", verbosity=0)
    role = Role.objects.get(slug="scripte")
    former, role.note = role.note, "Note d’aujourd’hui"
    role.save()
    line = role.history.order_by("history_id")[0]
    address = reverse("admin:careers_role_simple_history", args=[role.pk, line.history_id])
    sent = typed(desk.get(address).context["adminform"].form)
    row = the_row(lambda: desk.post(address, sent))

    assert Role.objects.get(pk=role.pk).note == former
    assert row.act == Act.ROLLED_BACK
    assert said(row)["before"]["note"] == "Note d’aujourd’hui"
    assert said(row)["after"]["note"] == former


def test_case_opened_without_a_report_is_one_row() -> None:
    internship, moderator = make_internship(), make_moderator()
    row = the_row(lambda: cases.open_case(target=internship, by=moderator))
    assert (row.actor, row.act) == (moderator, Act.CASE_OPENED)
    count = Entry.objects.count()
    cases.open_case(target=internship, by=moderator)
    assert Entry.objects.count() == count


def test_every_page_that_edits_is_journalled() -> None:
    """An admin class that may add, change or delete, and does not inherit, fails here."""
    request = RequestFactory().get("/admin/")
    request.user = make_user(is_staff=True, is_superuser=True)
    silent = [
        model._meta.label
        for model, page in site._registry.items()
        if not isinstance(page, JournalledAdmin)
        and (
            page.has_add_permission(request)
            or page.has_change_permission(request)
            or page.has_delete_permission(request)
        )
    ]
    assert silent == []


def test_what_is_rolled_back_leaves_neither_row_nor_gap() -> None:
    count, moderator = Entry.objects.count(), make_moderator()

    @transaction.atomic
    def fails() -> None:
        journal.record(by=moderator, act=Act.CHANGED, about=Role)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert Entry.objects.count() == count
    row = journal.record(by=make_moderator(), act=Act.CHANGED, about=Role)
    assert row.number == count + 1


def test_dismissal_is_one_row_too() -> None:
    case, moderator = case_of(make_internship()), make_moderator()
    row = the_row(lambda: settle(case, NOTHING, by=moderator))
    assert row.act == Act.MEASURE_TAKEN
