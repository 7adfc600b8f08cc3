"""Every route, every person, every verb: nobody reads or changes what is somebody else's."""

import re
from typing import Any

import pytest
from django.core.serializers import serialize
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from careers.models import (
    Agreement,
    AgreementSignature,
    Application,
    ApplicationNote,
    Attestation,
    FileReading,
    HoursEntry,
    Internship,
    LearningEntry,
    Organisation,
    OrganisationInvitation,
    OrganisationMember,
    Placement,
)
from events.models import Meetup
from mentoring.models import (
    MentorGoal,
    MentorMeeting,
    MentorNote,
    Mentorship,
    PortfolioItem,
    Profile,
    VisitingCard,
)
from portal.contact.models import ContactRequest, Message, Participation
from portal.shell import discretion
from portal.shell.routes import Policy, Route, walk
from portal.shell.version import HARMLESS, WRITE
from tests.kept import Made
from tests.proof import matrix
from tests.proof.matrix import CANARIES, PEOPLE, Cast

# Who may see what is decided by the same querysets on both databases; 10,000 requests are enough.
pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="une fois suffit pour toutes les adresses"
)
VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
# Whoever holds the address may read it, by design: it is the key.
BY_KEY = {"events:agenda_feed": {"canary-meeting-place", "canary-join-link"}}
# Somebody else's things that a person may answer or take part in.
PARTIES = {
    # Whoever receives it is led to their own page of it.
    "careers:application": {"host"},
    "careers:placement": {"host"},
    "careers:agreement": {"host"},
    "careers:agreement_sign": {"host"},
    "careers:agreement_print": {"host"},
    "contact:request": {"host"},
    "contact:accept": {"host"},
    "contact:decline": {"host"},
    "contact:thread": {"mentor"},
    "contact:read": {"mentor"},
    "contact:leave": {"mentor"},
    "contact:unblock": {"other", "minor", "mentor", "host", "moderator", "staff"},
    "mentoring:request": {"mentor"},
    "moderation:report": {"mentor"},
}
OF_THE_HOST = {"events:meetup_" + name for name in (
    "edit", "details", "submit", "withdraw", "delete", "cancel", "hosting", "invite", "answer",
)}  # fmt: skip
OF_THE_MENTORSHIP = {"mentoring:" + name for name in (
    "mentorship", "frame", "sign", "goal_add", "goal_done", "note_add", "thanks_add",
    "meeting_add", "meeting_cancel", "meeting_ics", "mentorship_end",
)}  # fmt: skip
# An argument that is a part of one's own things, not somebody's number.
ONE_S_OWN = {
    "mentoring:portfolio_add", "mentoring:profile_edit", "mentoring:welcome",
    # allauth asks who one is before it looks the key up.
    "mfa_edit_webauthn", "mfa_remove_webauthn",
}  # fmt: skip
NOT_ALONE = {"contact:unblock", "contact:accept", "contact:decline", "events:meetup_invite"}
# What belongs to somebody in these tables stays as it is, whoever else calls whatever.
PRIVATE = [
    Profile, PortfolioItem, VisitingCard, ContactRequest, Message, Participation, Mentorship,
    MentorGoal, MentorNote, MentorMeeting, Meetup, Internship, Organisation, Application,
    ApplicationNote, FileReading, OrganisationInvitation, OrganisationMember,
    Placement, Agreement, AgreementSignature, HoursEntry, LearningEntry, Attestation,
]  # fmt: skip


def ours(cast: Cast) -> list[tuple[Route, str]]:
    """Every route that is not Django's administration, with its address."""
    known = matrix.addresses(cast)
    found = []
    for route in walk():
        if route.name.startswith("admin:"):
            continue
        try:
            found.append((route, known.get(route.name) or reverse(route.name)))
        except NoReverseMatch:
            raise AssertionError(f"tests/proof/matrix.py ignores {route.name}") from None
    return found


def snapshot() -> str:
    return "".join(serialize("json", model._default_manager.order_by("pk")) for model in PRIVATE)


def may(person: str, route: Route) -> bool:
    """Whether an address about the owner's things is for this person as well."""
    if route.name in ONE_S_OWN:
        return person != "anonymous"
    if route.name in OF_THE_HOST:
        return person == "host"
    if route.name in OF_THE_MENTORSHIP:
        return person in {"owner", "mentor"}
    return person == "owner" or person in PARTIES.get(route.name, set())


def client_of(person: str, cast: Cast) -> Client:
    client = Client(raise_request_exception=False)
    if person != "anonymous":
        client.force_login(cast.people[person])
    return client


class Writes:
    """Whether a statement may have written to a table of PRIVATE."""

    tables = {model._meta.db_table for model in PRIVATE}

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written = WRITE.match(sql)
        if not HARMLESS.match(sql) and (written is None or written[1] in self.tables):
            self.seen = True
        return execute(sql, params, many, context)


def ask(client: Client, verb: str, address: str, before: str = "") -> Any:
    """Call an address; whatever it writes is undone."""
    writes = Writes()
    with transaction.atomic():
        with connection.execute_wrapper(writes):
            response = client.generic(verb, address)
            body = b"".join(response) if response.streaming else response.content
        changed = snapshot() if writes.seen else before
        transaction.set_rollback(True)
    # Whoever takes the way out is led out for five minutes: the next page is asked for afresh.
    client.cookies.pop(discretion.COOKIE, None)
    return response, body.decode(errors="replace"), changed


@pytest.fixture(scope="module")
def made(shared_database: None, tmp_path_factory: pytest.TempPathFactory) -> Made[Cast]:
    return Made(matrix.build, tmp_path_factory.mktemp("cast"))


@pytest.fixture
def cast(made: Made[Cast], db: None, settings: Settings) -> Cast:
    settings.ACCOUNT_RATE_LIMITS = False  # they are counted per address: 1,200 requests of one
    return made.again()


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_reads_or_changes_what_is_somebody_else_s(person: str, cast: Cast) -> None:
    client = client_of(person, cast)
    before, faults = snapshot(), []
    for route, address in ours(cast):
        # Something about one object: with arguments, and not open to everybody.
        foreign = address != _plain(route) and route.policy in {Policy.OWNER, Policy.ORGANISATION}
        for verb in VERBS:
            response, body, after = ask(client, verb, address, before)
            where = f"{person} {verb} {route.name} → {response.status_code}"
            if response.status_code >= 500:
                faults.append(where)
            for word, readers in CANARIES.items():
                by_key = word in BY_KEY.get(route.name, set())
                if word in body and person not in readers and not by_key:
                    faults.append(f"{where} shows {word}")
            if after != before and (verb not in {"POST"} or (foreign and not may(person, route))):
                faults.append(f"{where} changed something")
            refused = 302 if person == "anonymous" else 404
            asked = foreign and not may(person, route) and verb in route.verbs
            if asked and response.status_code != refused:
                faults.append(f"{where}, though it is not theirs")

    assert not faults, "\n".join(faults)


def _plain(route: Route) -> str:
    try:
        return reverse(route.name)
    except NoReverseMatch:
        return ""


def test_whoever_may_really_may(cast: Cast) -> None:
    """The other side: a matrix in which everything is refused would prove nothing."""
    faults = []
    for person in ("owner", "mentor", "host"):
        client = client_of(person, cast)
        for route, address in ours(cast):
            asked = "GET" if "GET" in route.verbs else "POST"
            if route.policy == Policy.OWNER and address != _plain(route) and may(person, route):
                # Answered by the other one of the two, or needing a form that names somebody.
                if route.name in ONE_S_OWN | NOT_ALONE:
                    continue
                status = ask(client, asked, address)[0].status_code
                if status not in {200, 302}:
                    faults.append(f"{person} {asked} {route.name} → {status}")
    assert not faults, "\n".join(faults)


def test_a_foreign_thing_answers_like_one_that_is_not_there(cast: Cast) -> None:
    """Not one byte tells a stranger that it exists."""
    client, faults = client_of("other", cast), []
    for route, address in ours(cast):
        foreign = address != _plain(route) and route.policy in {Policy.OWNER, Policy.ORGANISATION}
        if not foreign or may("other", route) or route.name.startswith("mfa_"):
            continue
        verb = "GET" if "GET" in route.verbs else "POST"
        response, body, _after = ask(client, verb, address)
        missing = "".join("9" * 7 if part.isdigit() else part for part in _parts(address))
        if missing == address:
            continue
        other, empty, _after = ask(client, verb, missing)
        if (response.status_code, body) != (other.status_code, empty):
            faults.append(f"{verb} {route.name}: {response.status_code}, {other.status_code}")
    assert not faults, "\n".join(faults)


def _parts(address: str) -> list[str]:
    return re.split(r"(\d+)", address)


@pytest.mark.parametrize("person", [one for one in PEOPLE if one != "moderator"])
def test_the_administration_is_closed_to_whoever_has_no_right(person: str, cast: Cast) -> None:
    client, faults = client_of(person, cast), []
    for route in walk():
        if not route.name.startswith("admin:") or route.name in {
            "admin:login", "admin:logout", "admin:jsi18n", "admin:index",
        }:  # fmt: skip
            continue
        address = route.pattern
        for old in ("<path:object_id>", "<int:content_type_id>", "<path:object_id>", "<id>"):
            address = address.replace(old, "1")
        if "<" in address or "(" in address:
            continue
        for verb in ("GET", "POST", "DELETE"):
            response, body, _after = ask(client, verb, address)
            if response.status_code >= 500 or (response.status_code == 200 and person != "staff"):
                faults.append(f"{person} {verb} {route.name} → {response.status_code}")
            faults += [
                f"{person} {verb} {route.name} shows {word}" for word in CANARIES if word in body
            ]
    assert not faults, "\n".join(faults)


def test_moderators_find_no_private_word_in_the_administration(cast: Cast) -> None:
    """A conversation is not theirs to read as long as nobody has reported it (T38)."""
    client, faults = client_of("moderator", cast), []
    waiting = {"canary-draft-internship", "canary-draft-meetup"}
    for route in walk():
        if route.name.startswith("admin:") and route.name.endswith("_changelist"):
            for query in ("", "?q=canary"):
                _response, body, _after = ask(client, "GET", route.pattern + query)
                faults += [
                    f"{route.name}{query} shows {word}"
                    for word in CANARIES
                    if word in body.replace("?q=canary", "") and word not in waiting
                ]
    assert not faults, "\n".join(faults)
