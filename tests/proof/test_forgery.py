"""T15 and T16 of RELIABILITY: fields nobody asked for change nothing, nor do forms of elsewhere."""

import json
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.forms import modelform_factory
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import User
from portal.accounts.views import member as member_page
from portal.shell.routes import Policy, Route, walk
from tests.kept import Made
from tests.proof import matrix
from tests.proof.forms import flat, forms_of
from tests.proof.matrix import Cast
from tests.proof.test_matrix import ours

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="les formulaires ne savent rien de la base"
)

# Never a member's to set, whatever a form holds.
HARD = {
    "is_staff": "on", "is_superuser": "on", "is_active": "", "leaving_since": "2026-01-01",
    "groups": "1", "user_permissions": "1", "date_joined": "2001-01-01", "trust": "2",
    "level": "2", "state": "approved", "verified": "on", "revision_read": "9",
    "published_at": "2026-01-01", "decided_at": "2026-01-01", "decided_by": "1",
    "hidden_at": "2026-01-01", "submitted_at": "2026-01-01", "handled_at": "2026-01-01",
    "seats_taken": "0", "taken": "0", "password": "x", "age_band": "15-17", "legality": "{}",
    "upheld": "", "confirmed_at": "2026-01-01", "answered_at": "2026-01-01",
}  # fmt: skip
# Whose a thing is: asked for by some forms, which then decide on it themselves.
WHOSE = ("owner", "author", "user", "user_id", "member", "mentor", "mentee", "sender", "recipient",
         "organisation_id", "profile", "blocker", "voucher", "reporter")  # fmt: skip
# The columns that these names, and those who wrote them, could reach.
PROTECTED = {*HARD, *WHOSE, "email", "organisation", "blocked", "signer", "reader"}
# These rows say by themselves that something was done, at any moment: not what was sent.
RESTLESS = {"sessions.Session", "usersessions.UserSession", "shell.ContentVersion"}
# The routes whose names below are their own fields, by design.
OWN = {
    "vouch": {"member"},
    "events:meetup_invite": {"member"},
    "careers:received_assign": {"member"},
    "careers:journal_step": {"state", "level"},
    # How much one has done, as one says oneself.
    "mentoring:profile_edit": {"level"},
    "mentoring:welcome": {"level"},
    # They ask who one is, and do nothing else with it.
    "account_reauthenticate": {"password"},
    "account_login": {"password"},
}


def columns() -> Counter[tuple[str, str, str]]:
    """How often each value stands in each protected column; a moment only says that it is there."""
    found: Counter[tuple[str, str, str]] = Counter()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in RESTLESS or not model._meta.managed:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name in PROTECTED or field.attname in PROTECTED
        ]
        if not names:
            continue
        for row in model._base_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                shown = value is not None if name.endswith(("_at", "since", "joined")) else value
                text = json.dumps(shown, cls=DjangoJSONEncoder, sort_keys=True)
                found[(model._meta.label, name, text)] += 1
    return found


def after(client: Client, address: str, data: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    """The protected columns once this is posted; everything is undone."""
    with transaction.atomic():
        response = client.post(address, data)
        assert response.status_code < 500, (address, response.status_code)
        result = columns()
        transaction.set_rollback(True)
    return result


def sent_to(client: Client, route: Route, address: str) -> dict[str, Any]:
    """What the page's own form would send to this address, if there is a page."""
    if "GET" not in route.verbs:
        return {}
    with transaction.atomic():
        response: Any = client.get(address)
        text = "" if response.streaming else response.content.decode(errors="replace")
        transaction.set_rollback(True)
    here = address.partition("?")[0]
    found = [fields for there, fields in forms_of(text, address) if there.partition("?")[0] == here]
    return flat(max(found, key=len)) if found else {}


def overposted(client: Client, cast: Cast, only: str = "") -> tuple[int, list[str]]:
    """How many routes were tried, and what a member changed by fields that nobody asked for."""
    others = {name: str(cast.people["other"].pk) for name in WHOSE}
    tried, faults = 0, []
    for route, address in ours(cast):
        if "POST" not in route.verbs or (only and route.name != only):
            continue
        data = sent_to(client, route, address)
        data.pop("csrfmiddlewaretoken", None)
        own = OWN.get(route.name, set())
        extra = {name: value for name, value in HARD.items() if name not in own}
        extra |= {name: value for name, value in others.items() if name not in {*own, *data}}
        tried += 1
        plain, more = after(client, address, data), after(client, address, {**data, **extra})
        if plain != more:
            faults.append(f"{route.name}: {dict((more - plain) + (plain - more))}")
    return tried, faults


@pytest.fixture(scope="module")
def made(shared_database: None, tmp_path_factory: pytest.TempPathFactory) -> Made[Cast]:
    return Made(matrix.build, tmp_path_factory.mktemp("cast"))


@pytest.fixture
def cast(made: Made[Cast], db: None, settings: Settings) -> Cast:
    settings.ACCOUNT_RATE_LIMITS = False
    return made.again()


def test_fields_that_no_form_asks_for_change_nothing(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.people["owner"])
    tried, faults = overposted(client, cast)
    assert tried > 100
    assert not faults, "\n".join(faults)


def test_a_form_that_let_too_much_through_would_be_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_form = modelform_factory(User, fields=["display_name", "language", "is_staff"])
    monkeypatch.setattr(member_page, "MemberForm", open_form)
    client = Client(raise_request_exception=False)
    client.force_login(cast.people["owner"])
    tried, faults = overposted(client, cast, only="member")
    assert tried == 1
    assert "is_staff" in faults[0]


# Sent by mail programs (RFC 8058), or from a page kept for strangers, which looks at the origin.
WITHOUT_TOKEN = {"notifications:stop", "careers:useful"}


def all_rows() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label not in RESTLESS
    }


def unsafe(cast: Cast) -> list[tuple[Route, str]]:
    """Every route that takes a form, those of the administration included."""
    found = [(route, address) for route, address in ours(cast) if "POST" in route.verbs]
    for route in walk():
        if route.name.startswith("admin:") and "<" not in route.pattern:
            found.append((route, route.pattern))
    return found


@pytest.mark.parametrize("person", ["anonymous", "owner", "moderator"])
def test_forms_without_our_token_are_refused_everywhere(person: str, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if person != "anonymous":
        client.force_login(cast.people[person])
    client.get("/compte/login/" if person == "anonymous" else "/compte/")
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    before, columns_before, faults, tried = all_rows(), columns(), [], 0
    for route, address in unsafe(cast):
        if route.name in WITHOUT_TOKEN or "(" in address:
            continue
        attempts: list[tuple[str, dict[str, str], dict[str, str]]] = [
            ("without", {}, {}),
            ("wrong", {"csrfmiddlewaretoken": "x" * 64}, {}),
            ("foreign", {"csrfmiddlewaretoken": token}, {"Origin": "https://ailleurs.example"}),
        ]
        for how, data, headers in attempts:
            response: HttpResponse = client.post(address, data, headers=headers)  # type: ignore[assignment]
            tried += 1
            if response.status_code != 403:
                faults.append(f"{person} {how} {route.name} {address} → {response.status_code}")
    assert token
    assert tried > 400
    assert not faults, "\n".join(faults)
    assert all_rows() == before
    assert columns() == columns_before


def test_what_needs_no_token_is_public_and_changes_no_account(cast: Cast) -> None:
    routes = {route.name: route for route in walk()}
    for name in WITHOUT_TOKEN:
        assert routes[name].policy == Policy.PUBLIC
