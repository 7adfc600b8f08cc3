"""What becomes of applications when somebody leaves, and what each person may take along."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from careers.applications import answers
from careers.applications.enums import ApplicationState, CancelReason, WithdrawReason
from careers.models import Application, ApplicationNote, FileReading
from portal.accounts import actions as accounts
from portal.accounts import privacy
from portal.moderation.models import Report
from tests.careers.applications.factories import (
    WORDS,
    add_colleague,
    email_of,
    host_of,
    make_application,
    make_draft,
)
from tests.factories import make_internship, make_moderator, make_user

pytestmark = pytest.mark.django_db


def export_of(member: Any) -> str:
    """Everything the site would hand to this member, as text."""
    rows = [
        [str(record.title), *record.export(member)] for record in privacy.records() if record.export
    ]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_a_leaving_applicant_takes_back_what_waits_and_the_place() -> None:
    applicant = make_user()
    internship = make_internship(places=1)
    accepted = make_application(
        internship=internship, applicant=applicant, state=ApplicationState.ACCEPTED
    )
    declined = make_application(applicant=applicant, state=ApplicationState.DECLINED)
    draft = make_draft(applicant=applicant)
    waiting = make_application(applicant=applicant)
    mail.outbox.clear()
    accounts.erase_member(member=applicant)

    assert not Application.objects.filter(pk=draft.pk).exists()
    internship.refresh_from_db()
    assert internship.places_taken == 0
    for one, state in (
        (accepted, ApplicationState.WITHDRAWN),
        (waiting, ApplicationState.WITHDRAWN),
        (declined, ApplicationState.DECLINED),
    ):
        one.refresh_from_db()
        assert (one.state, one.applicant, one.motivation) == (state, None, "")
    assert waiting.reason == WithdrawReason.LEFT
    told = {message.to[0] for message in mail.outbox}
    assert {host_of(accepted).email, host_of(waiting).email} <= told
    page = Client()
    page.force_login(host_of(declined))
    assert "Membre supprimé" in page.get(declined.received_url()).content.decode()


def test_the_last_one_of_an_organisation_leaves_nobody_waiting() -> None:
    one = make_application()
    accepted = make_application(
        internship=make_internship(author=host_of(one), organisation=one.organisation, places=3),
        state=ApplicationState.ACCEPTED,
    )
    mail.outbox.clear()
    accounts.erase_member(member=host_of(one))
    for kept in (one, accepted):
        kept.refresh_from_db()
        assert (kept.state, kept.reason) == (ApplicationState.CANCELLED, CancelReason.CLOSED)
        assert (kept.internship, kept.organisation) == (None, None)
        assert kept.applicant
        browser = Client()
        browser.force_login(kept.applicant)
        page = browser.get(kept.get_absolute_url()).content.decode()
        assert kept.title in page
        assert kept.organisation_name in page
    assert {email_of(one), email_of(accepted)} <= {message.to[0] for message in mail.outbox}
    assert "a quitté le site" in mail.outbox[0].body


def test_a_colleague_who_leaves_leaves_the_application() -> None:
    one = make_application()
    colleague = add_colleague(one)
    answers.assign(application=one, by=host_of(one), to=colleague)
    answers.add_note(application=one, by=colleague, text="Vue", key=uuid4())
    accounts.erase_member(member=colleague)
    one.refresh_from_db()
    assert one.assigned_to is None
    assert one.state == ApplicationState.SENT
    assert not ApplicationNote.objects.exists()


def test_notes_go_to_the_candidate_once_closed_without_their_author() -> None:
    one = make_application()
    colleague = add_colleague(one, display_name="Zénobie Autrice")
    answers.add_note(application=one, by=colleague, text="canary-internal", key=uuid4())
    assert one.applicant
    assert "canary-internal" not in export_of(one.applicant)
    answers.decline(applications=[one], by=host_of(one), reason="dates")
    export = export_of(one.applicant)
    assert "canary-internal" in export
    assert "Zénobie" not in export
    assert "canary-internal" in export_of(colleague)
    assert WORDS[:20] in export
    assert WORDS[:20] not in export_of(host_of(one))
    assert "canary-internal" not in export_of(make_user())


def test_readings_are_exported_to_whose_file_it_is() -> None:
    one = make_application()
    FileReading.objects.create(application=one, reader=host_of(one), piece=1, title="canary-file")
    assert one.applicant
    assert "canary-file" in export_of(one.applicant)
    assert "canary-file" not in export_of(host_of(one))


def test_a_report_copies_the_words_and_nothing_of_the_rest() -> None:
    one = make_application(state=ApplicationState.READ)
    browser = Client()
    browser.force_login(host_of(one))
    data = {
        "text": "Propos déplacés",
        "good_faith": "on",
        "creation_key": str(uuid4()),
    }
    reasons = browser.get(reverse("moderation:report", args=["candidature", one.pk]))
    choice = reasons.context["form"]["reason"].field.choices[-1][0]
    browser.post(
        reverse("moderation:report", args=["candidature", one.pk]), {**data, "reason": choice}
    )
    [report] = Report.objects.all()
    assert [excerpt["text"] for excerpt in report.evidence] == [WORDS]


def test_notes_are_reported_by_colleagues_only() -> None:
    one = make_application(state=ApplicationState.READ)
    note = one.notes.create(author=host_of(one), text="Déplacée")
    address = reverse("moderation:report", args=["note-candidature", note.pk])
    assert one.applicant
    for who, status in ((add_colleague(one), 200), (one.applicant, 404), (make_user(), 404)):
        browser = Client()
        browser.force_login(who)
        assert browser.get(address).status_code == status


def test_staff_read_no_word_of_it_without_a_report() -> None:
    one = make_application(state=ApplicationState.READ)
    one.notes.create(author=host_of(one), text="canary-internal")
    admin = make_user(is_staff=True, is_superuser=True)
    moderator = make_moderator()
    for who in (admin, moderator):
        assert not Application.objects.received_by(who).exists()
        browser = Client()
        browser.force_login(who)
        assert browser.get(one.get_absolute_url()).status_code in {302, 404}
        for name in ("changelist", "change"):
            arguments = [one.pk] if name == "change" else []
            page = browser.get(
                reverse(f"admin:careers_application_{name}", args=arguments), follow=True
            ).content.decode()
            assert WORDS[:20] not in page
            assert "canary-internal" not in page
