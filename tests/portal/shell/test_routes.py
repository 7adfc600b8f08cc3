import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.shell.routes import Policy, walk
from tests.factories import make_user

# Every address a stranger may open. Adding a line is a decision, so it is written by hand.
WRITTEN = (Path(__file__).parent / "public_routes.txt").read_text().split()


def test_public_routes_are_those_written_down() -> None:
    found = {route.name for route in walk() if route.policy == Policy.PUBLIC}

    assert sorted(found) == sorted(WRITTEN)


def test_every_route_declares_its_policy_and_verbs() -> None:
    undeclared = [route.pattern for route in walk() if not route.policy or not route.verbs]

    assert undeclared == []


def test_declared_policy_agrees_with_the_login_middleware() -> None:
    """A route open to strangers in fact is public on paper, and the reverse."""
    disagreeing = [
        (route.name, route.policy)
        for route in walk()
        if not route.name.startswith("admin:")
        and route.login_required == (route.policy == Policy.PUBLIC)
    ]

    assert disagreeing == []


def test_routes_command_prints_json() -> None:
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    rows = json.loads(out.getvalue())

    assert {"pattern": "/metiers/", "name": "careers:roles", "verbs": ["GET", "HEAD"],
            "policy": "public", "login_required": False} in rows  # fmt: skip


def _addresses() -> list[str]:
    arguments: dict[str, Any] = {
        "pk": 1, "slug": "x", "key": "stage", "goal": 1, "step": 1, "kind": "link", "handle": "x",
        "part": "lieu", "piece": 1, "member": 1, "entry": 1,
        "number": 1,
    }  # fmt: skip
    found = []
    for route in walk():
        if route.policy == Policy.PUBLIC or route.name.startswith("admin:"):
            continue
        for names in (
            [], ["pk"], ["slug"], ["kind"], ["step"], ["part"], ["handle"], ["pk", "goal"],
            ["key", "pk"], ["pk", "slug"], ["handle", "pk"], ["pk", "piece"], ["slug", "member"],
            ["pk", "step"], ["pk", "entry"], ["pk", "number"],
        ):  # fmt: skip
            try:
                found.append(reverse(route.name, kwargs={name: arguments[name] for name in names}))
                break
            except NoReverseMatch:
                continue
        else:
            raise AssertionError(f"no address for {route.name}")
    return found


@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in_everywhere_else(client: Client) -> None:
    for address in _addresses():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(reverse("account_login")), address


@pytest.mark.django_db
def test_members_do_not_enter_the_admin(client: Client) -> None:
    client.force_login(make_user())

    for route in walk():
        if (
            route.name.startswith("admin:")
            and "<" not in route.pattern
            and "(" not in route.pattern
        ):
            if route.name in {"admin:login", "admin:logout", "admin:jsi18n"}:
                continue
            assert client.get(route.pattern).status_code in {302, 403, 405}, route.pattern


@pytest.mark.django_db
def test_a_number_beyond_every_row_is_not_there(client: Client) -> None:
    client.force_login(make_user())
    for route in walk():
        if "<int:" not in route.pattern or route.name.startswith(("admin:", "mfa_")):
            continue
        address = re.sub(r"<int:\w+>", "9" * 25, route.pattern)
        address = re.sub(r"<\w+:\w+>", "x", address)
        answer = client.generic("GET" if "GET" in route.verbs else "POST", address)
        assert answer.status_code == 404, address
