"""Answering from a mail: the link shows, its button acts once, a leak does nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from careers.applications import answers as application_answers
from careers.applications import links as answer_links
from careers.applications.enums import ApplicationState
from careers.applications.links import Act
from careers.models import Application
from careers.placements import attestation_links
from portal.contact import actions as contact
from tests.careers.applications.factories import WORDS, add_colleague, host_of, make_application
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def address(one: Application, act: Act, by: Any = None) -> str:
    token = answer_links.token(one, by=by or host_of(one), act=act)
    return reverse("careers:answer", args=[token])


def state_of(one: Application) -> str:
    one.refresh_from_db()
    return one.state


def test_the_mail_carries_three_links_that_work_without_a_session() -> None:
    mail.outbox.clear()
    one = make_application()
    [letter] = [message for message in mail.outbox if "/reponse/" in message.body]
    found = re.findall(r"https?://[^/\s]+(/reponse/\S+/)", str(letter.body))
    assert len(found) == 3
    for link in found:
        assert Client().get(link).status_code == 200
    assert state_of(one) == ApplicationState.SENT


def test_looking_does_nothing_and_shows_neither_motivation_nor_address() -> None:
    one = make_application()
    for act in Act:
        for _twice in range(2):
            page = Client().get(address(one, act))
            assert WORDS[:20] not in page.content.decode()
            assert one.applicant
            assert one.applicant.email not in page.content.decode()
            assert page["Referrer-Policy"] == "same-origin"
            assert "noindex" in page["X-Robots-Tag"]
    assert state_of(one) == ApplicationState.SENT


@pytest.mark.parametrize(
    ("act", "data", "state"),
    [
        (Act.ACCEPT, {"note": "À lundi"}, ApplicationState.ACCEPTED),
        (Act.STUDY, {}, ApplicationState.STUDIED),
        (Act.DECLINE, {"reason": "dates"}, ApplicationState.DECLINED),
    ],
)
def test_a_link_acts_once(act: Act, data: dict[str, str], state: ApplicationState) -> None:
    one = make_application()
    link = address(one, act)
    assert Client().post(link, data).status_code == 200
    assert state_of(one) == state
    again = Client().post(link, data)
    assert again.status_code == 410
    assert "ne sert plus" in again.content.decode()
    assert Client().get(link).status_code == 410


def test_a_no_without_a_reason_asks_for_it() -> None:
    one = make_application()
    page = Client().post(address(one, Act.DECLINE), {"reason": ""})
    assert "Choisissez une raison" in page.content.decode()
    assert state_of(one) == ApplicationState.SENT


def test_the_answer_of_one_ends_the_links_of_all() -> None:
    one = make_application()
    colleague = add_colleague(one)
    links = [address(one, act, by) for act in Act for by in (host_of(one), colleague)]
    application_answers.decline(applications=[one], by=colleague, reason="dates")
    assert {Client().post(link, {"reason": "dates"}).status_code for link in links} == {410}


def test_study_leaves_the_answers_of_the_same_mail() -> None:
    one = make_application()
    accept = address(one, Act.ACCEPT)
    Client().post(address(one, Act.STUDY))
    assert Client().post(accept, {"note": ""}).status_code == 200
    assert state_of(one) == ApplicationState.ACCEPTED


def test_a_link_is_for_one_act_on_one_application() -> None:
    one, other = make_application(), make_application()
    token = answer_links.token(one, by=host_of(one), act=Act.STUDY)
    number, revision, member, _act = signing.loads(token, salt=answer_links.SALT)
    forged = [
        signing.dumps([number, revision, member, Act.ACCEPT.value], salt="another"),
        signing.dumps([other.pk, other.revision, member, Act.ACCEPT.value], salt=answer_links.SALT),
        signing.dumps([number, revision + 1, member, Act.ACCEPT.value], salt=answer_links.SALT),
        signing.dumps([number, revision, member, "autre"], salt=answer_links.SALT),
        signing.dumps("x", salt=answer_links.SALT),
        token[:-1],
        "x",
    ]
    for text in forged:
        link = reverse("careers:answer", args=[text])
        assert Client().post(link, {"note": "", "reason": "dates"}).status_code == 410
    assert {state_of(one), state_of(other)} == {ApplicationState.SENT}


def test_a_link_ends_with_time_with_the_place_in_the_team_and_with_a_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = make_application()
    former, blocker = add_colleague(one), add_colleague(one)
    old, gone, blocked = (address(one, Act.STUDY, by) for by in (host_of(one), former, blocker))
    former.memberships.all().delete()
    contact.block(by=blocker, whom=one.applicant)
    assert Client().get(gone).status_code == 410
    assert Client().get(blocked).status_code == 410
    monkeypatch.setattr(answer_links, "SECONDS", -1)
    assert Client().get(old).status_code == 410
    late = make_application(sent=timedelta(days=17))
    monkeypatch.setattr(answer_links, "SECONDS", 10**9)
    assert Client().get(address(late, Act.STUDY)).status_code == 410


def test_wrong_links_are_counted(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "answer_link": "3/m/ip"}
    one = make_application()
    wrong = reverse("careers:answer", args=["x"])
    statuses = [Client().get(wrong).status_code for _ in range(5)]
    assert statuses == [410, 410, 410, 429, 429]
    assert Client().get(address(one, Act.STUDY)).status_code == 200


def test_a_stranger_s_session_changes_nothing() -> None:
    one = make_application()
    browser = Client()
    browser.force_login(make_user())
    browser.post(address(one, Act.DECLINE), {"reason": "dates"})
    one.refresh_from_db()
    assert one.answered_by == host_of(one)


def test_links_sent_before_a_module_was_renamed_are_read() -> None:
    """They wait in mailboxes for a month: the salt is part of their signature."""
    assert answer_links.SALT == "careers.answer_links"
    assert attestation_links.SALT == "careers.attestation_links"
