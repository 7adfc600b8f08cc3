"""T03 of RELIABILITY, and T01 for the places of an internship: rushes through HTTP.

`ROUNDS=10 pytest tests/proof/test_applications.py` repeats each one.
"""

import os
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from careers.actions import edit_internship, edit_organisation
from careers.applications import answers as application_answers
from careers.applications import tick as application_tick
from careers.applications.enums import ApplicationState, DeclineReason
from careers.models import Application, Internship, Organisation
from mentoring.models import PortfolioItem
from portal.accounts.models import DailyCount, User
from tests.careers.applications.factories import WORDS, make_application, make_draft
from tests.factories import make_internship
from tests.mentoring.people_factories import make_profile
from tests.portal.uploads.samples import pdf
from tests.proof.places import at_once, make_members, sign_in

ROUNDS = range(int(os.environ.get("ROUNDS", "1")))
PLACES, CANDIDATES, COLLEAGUES = 2, 40, 4

pytestmark = pytest.mark.django_db(transaction=True)


def post(client: Client, address: str, **data: Any) -> Callable[[], int]:
    return lambda: client.post(address, data).status_code


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.proof(test="T03", what="une candidature, écrite 20 fois puis envoyée 20 fois")
def test_the_same_application_sent_20_times_at_once(number: int, record_property: Any) -> None:
    """Written 20 times, then sent 20 times: one application, one mail."""
    internship = make_internship()
    [member] = make_members(1)
    clients = [sign_in([member])[member.pk] for _ in range(20)]
    form = {"motivation": WORDS, "creation_key": str(uuid4()), "then": "preview"}
    address = f"/stages/{internship.pk}-stage/candidater/"
    mail.outbox.clear()

    written = at_once([post(client, address, **form) for client in clients])
    [draft] = Application.objects.all()
    sent = at_once([post(client, f"/candidatures/{draft.pk}/envoyer/") for client in clients])

    assert (written, sent) == ({302: 20}, {302: 20})
    [one] = Application.objects.all()
    assert one.state == ApplicationState.SENT
    assert len(mail.outbox) == 1
    record_property("candidatures", Application.objects.count())
    record_property("courriels", len(mail.outbox))


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.proof(test="T03", what="une pièce PDF, que les candidatures joignent, envoyée 20 fois")
def test_the_same_file_sent_20_times_at_once(number: int, record_property: Any) -> None:
    """One piece of the portfolio, one file, one of the day's."""
    [member] = make_members(1)
    make_profile(user=member, handle="avec-piece")
    clients = [sign_in([member])[member.pk] for _ in range(20)]
    form = {"title": "Plan", "my_role": "Régie", "visibility": "members",
            "creation_key": str(uuid4())}  # fmt: skip
    content = pdf(text=b"plan")

    def send(client: Client) -> Callable[[], int]:
        file = SimpleUploadedFile("plan.pdf", content, content_type="application/pdf")
        return post(client, "/membres/moi/portfolio/ajouter/pdf/", **form, file=file)

    assert at_once([send(client) for client in clients]) == {302: 20}
    piece = PortfolioItem.objects.get()
    stored = [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]
    assert [str(path) for path in stored] == [piece.file.path]
    assert DailyCount.objects.get().count == 1
    record_property("pièces", PortfolioItem.objects.count())
    record_property("fichiers", len(stored))


@pytest.mark.parametrize("number", ROUNDS)
def test_twenty_forms_with_their_own_keys_make_one_application(number: int) -> None:
    """Twenty windows, each with its own key: the member has one application all the same."""
    internship = make_internship()
    [member] = make_members(1)
    clients = [sign_in([member])[member.pk] for _ in range(20)]
    address = f"/stages/{internship.pk}-stage/candidater/"
    calls = [
        post(client, address, motivation=WORDS, creation_key=str(uuid4()), then="preview")
        for client in clients
    ]
    assert at_once(calls) == {302: 20}
    assert Application.objects.count() == 1


def rush(internship: Internship) -> tuple[list[Application], Any]:
    """Forty applications, each accepted by one of four colleagues, all at once."""
    colleagues = make_members(COLLEAGUES)
    for one in colleagues:
        internship.organisation.memberships.create(user=one)
    applications = apply_all(internship, make_members(CANDIDATES))
    clients = sign_in(colleagues)
    mail.outbox.clear()
    answers = at_once(
        [
            post(
                clients[colleagues[number % COLLEAGUES].pk],
                f"/candidatures/recues/{one.pk}/accepter/",
                note="",
            )
            for number, one in enumerate(applications)
        ]
    )
    return applications, answers


def apply_all(internship: Internship, members: Iterable[User]) -> list[Application]:
    return [make_application(internship=internship, applicant=member) for member in members]


def violations(internship: Internship) -> list[str]:
    """What is wrong with the places of an internship once everybody has been answered."""
    internship.refresh_from_db()
    rows = Application.objects.filter(internship=internship)
    accepted = rows.filter(state=ApplicationState.ACCEPTED).count()
    filled = rows.filter(state=ApplicationState.DECLINED, reason=DeclineReason.FILLED).count()
    found = []
    if accepted != PLACES:
        found.append(f"{accepted} accepted for {PLACES} places")
    if internship.places_taken != accepted:
        found.append(f"{internship.places_taken} counted, {accepted} accepted")
    if filled != CANDIDATES - PLACES:
        found.append(f"{filled} told that the places are taken")
    if len(mail.outbox) != CANDIDATES:
        found.append(f"{len(mail.outbox)} letters for {CANDIDATES} people")
    return found


@pytest.mark.parametrize("number", ROUNDS)
def test_40_candidates_for_2_places_accepted_by_4_colleagues(number: int) -> None:
    internship = make_internship(places=PLACES)
    _applications, answers = rush(internship)
    assert answers == {302: CANDIDATES}
    assert violations(internship) == []


@pytest.mark.parametrize("number", ROUNDS)
def test_without_the_lock_the_rush_breaks_something(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps the places is the row's lock, and the test above would notice its absence."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : rien ne peut s’y croiser.")

    def unlocked(numbers: Iterable[int]) -> dict[int, Internship]:
        found = Internship.objects.select_related("organisation").in_bulk(set(numbers))
        # The time another one needs to read the same.
        time.sleep(0.02)
        return dict(found)

    monkeypatch.setattr(application_answers, "locked", unlocked)
    internship = make_internship(places=PLACES)
    _applications, answers = rush(internship)
    errors = sum(count for status, count in answers.items() if status >= 500)
    assert errors or violations(internship)


@pytest.mark.parametrize("number", ROUNDS)
def test_two_organisations_accept_the_same_person_at_once(number: int) -> None:
    """One of them has the person; the others hear that they have found a place."""
    [member] = make_members(1)
    internships = [make_internship(places=3) for _ in range(6)]
    applications = [make_application(internship=one, applicant=member) for one in internships]
    hosts = [one.author for one in internships if one.author]
    clients = sign_in(hosts)
    answers = at_once(
        [
            post(clients[host.pk], f"/candidatures/recues/{one.pk}/accepter/", note="")
            for host, one in zip(hosts, applications, strict=True)
        ]
    )
    assert answers == {302: 6}
    states = sorted(Application.objects.values_list("state", flat=True))
    assert states == ["accepted"] + ["withdrawn"] * 5
    assert sum(Internship.objects.values_list("places_taken", flat=True)) == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_people_apply_while_the_last_place_goes(number: int) -> None:
    """Nobody is left waiting on a listing that is full."""
    internship = make_internship(places=1)
    host = internship.author
    assert host
    chosen = make_application(internship=internship)
    members = make_members(10)
    drafts = [make_draft(internship=internship, applicant=member) for member in members]
    clients = sign_in([*members, host])
    calls = [
        post(clients[one.applicant_id or 0], f"/candidatures/{one.pk}/envoyer/") for one in drafts
    ]
    accept = f"/candidatures/recues/{chosen.pk}/accepter/"
    calls.insert(5, post(clients[host.pk], accept, note=""))
    assert at_once(calls) == {302: 11}
    assert not Application.objects.open().exists()


@pytest.mark.parametrize("number", ROUNDS)
def test_answers_and_edits_of_the_organisation_at_once_do_not_wait_for_each_other(
    number: int,
) -> None:
    """Both take the internships, then their organisation: PostgreSQL has no deadlock to end."""
    internship = make_internship(places=20)
    host = internship.author
    for _more in range(3):
        make_internship(author=host, organisation=internship.organisation, places=20)
    applications = apply_all(internship, make_members(12))

    def answer(one: Application) -> Callable[[], int]:
        return lambda: application_answers.decline(applications=[one], by=host, reason="dates")

    def edit() -> int:
        edit_organisation(organisation=Organisation.objects.get(pk=internship.organisation_id))
        return 0

    def send_back() -> int:
        listing = Internship.objects.filter(organisation=internship.organisation_id)[0]
        edit_internship(internship=listing, read=listing.revision)
        return 0

    calls = [answer(one) for one in applications]
    for place in range(0, 12, 3):
        calls.insert(place, edit)
    answers = at_once(calls)
    assert answers == {1: 12, 0: 4}
    assert send_back() == 0


@pytest.mark.parametrize("number", ROUNDS)
def test_expiry_and_answer_at_once_make_one_end(number: int) -> None:
    """`tick` and two colleagues at the last second: answered or silent, never both."""
    internship = make_internship()
    one, host = make_application(internship=internship), internship.author
    late = timezone.now() + timedelta(days=17)

    def answer() -> int:
        return application_answers.decline(applications=[one], by=host, reason="dates")

    moved = at_once([answer, lambda: application_tick.expire(now=late), answer])

    assert moved == {1: 1, 0: 2}
    one.refresh_from_db()
    assert (one.answered_at is None) == (one.state == ApplicationState.EXPIRED)
