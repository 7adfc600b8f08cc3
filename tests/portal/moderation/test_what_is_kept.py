"""What a limited member keeps, and how a measure weighs on trust."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts import trust
from portal.accounts.trust import Level
from portal.moderation import decisions, standing
from portal.moderation.decisions import Choice
from portal.moderation.grounds import Ground
from portal.shell.routes import walk
from tests.factories import make_internship, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import make_request
from tests.portal.moderation.factories import HIDE, NOTHING, SUSPEND, case_of, settle

pytestmark = pytest.mark.django_db
LIMIT = Choice(on_author="limit", days=7, ground=Ground.COMMERCIAL, facts="De la publicité.")
WARN = Choice(on_author="warn", ground=Ground.UNTRUE, facts="Une date est fausse.")
CHANGE = Choice(on_target="change", ground=Ground.UNTRUE, facts="Une date est fausse.")
# What reaches others: none of it may be kept by a limited member.
OF_OTHERS = {
    "careers:apply",
    "careers:application_send",
    "careers:internship_submit",
    "careers:internship_edit",
    "careers:organisation_edit",
    "careers:received_accept",
    "contact:accept",
    "contact:thread",
    "contact:write",
    "events:meetup_submit",
    "events:meetup_take",
    "mentoring:ask",
    "mentoring:note_add",
    "mentoring:offer_submit",
    "mentoring:photo_edit",
    "mentoring:profile_edit",
}


def test_what_is_kept_are_routes_that_exist_and_reach_nobody() -> None:
    names = {route.name for route in walk()}
    assert standing.kept_while_limited() <= names
    assert not standing.kept_while_limited() & OF_OTHERS
    assert names >= OF_OTHERS


def test_limited_member_protects_themselves_and_keeps_their_own() -> None:
    profile, other = make_profile(), make_profile()
    member = profile.user
    received = make_request(to=member)
    settle(case_of(profile), LIMIT)
    browser = Client()
    browser.force_login(member)
    paused = "/compte-en-pause/"

    sent = browser.post(f"/contacts/ecrire/{other.user.pk}/", {"text": "Bonjour"})
    assert sent["Location"] == paused
    for address in (
        f"/contacts/demandes/{received.pk}/decliner/",
        f"/contacts/bloquer/{other.user.pk}/",
        "/notifications/tout-lu/",
        "/mon-espace/agenda/creer/",
    ):
        answer = browser.post(address)
        assert answer.status_code in {200, 302}, address
        assert answer.headers.get("Location") != paused, address
    received.refresh_from_db()
    assert received.state == "declined"
    assert member.blocks_made.filter(blocked=other.user).exists()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (WARN, Level.HELD),
        (LIMIT, Level.HELD),
        (SUSPEND, Level.HELD),
        (HIDE, Level.HELD),
        (CHANGE, Level.MEMBER),
        (NOTHING, Level.MEMBER),
    ],
)
def test_measure_weighs_on_trust_for_six_months(choice: Choice, expected: Level) -> None:
    now = timezone.now()
    member = make_user(date_joined=now - dt.timedelta(days=90))
    measure = settle(case_of(make_internship(author=member)), choice)
    assert trust.level_of(member) == expected
    later = now + trust.REMEMBERED + dt.timedelta(hours=1)
    assert trust.level_of(member, now=later) == Level.MEMBER
    decisions.lift(measure, now=now)
    assert trust.level_of(member) == Level.MEMBER


def test_proposal_weighs_nothing_until_it_is_confirmed() -> None:
    from tests.factories import make_officer

    member = make_user(date_joined=timezone.now() - dt.timedelta(days=90))
    case = case_of(make_internship(author=member), reason="violence")
    decisions.decide(case=case, by=make_officer(), version=case.version, choice=SUSPEND)
    assert trust.level_of(member) == Level.MEMBER
    case.refresh_from_db()
    decisions.confirm(case=case, by=make_officer(), version=case.version)
    assert trust.level_of(member) == Level.HELD
