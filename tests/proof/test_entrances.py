"""T17, T18 and T19 of RELIABILITY: addresses cannot be told apart, guessing stops, staff have two
factors.

`PAIRS=200 pytest tests/proof/test_entrances.py -k clock` does the full measure.
"""

import os
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.db import connection
from django.test import Client

from portal.shell.routes import walk
from tests.consistency import world
from tests.factories import PASSWORD, make_moderator, make_user
from tests.portal.accounts.test_limits import request_for
from tests.portal.accounts.test_signup import code_in

PAIRS = int(os.environ.get("PAIRS", "10"))
LOGIN, SECOND = "/compte/login/", "/compte/2fa/authenticate/"
ENTRIES = ["login", "signup", "reset", "code"]


def answer(entry: str, email: str) -> tuple[Any, ...]:
    """All that a stranger reads: status, way on, headers, pages without the address, mails."""
    client, sent = Client(), len(mail.outbox)
    first = client.post(*request_for(entry, email))
    pages = [first]
    if first.status_code == 302:
        pages.append(client.get(first["Location"]))
    texts = [
        re.sub(r'value="[^"]{20,}"', "", page.text.replace(email, "ADRESSE")) for page in pages
    ]
    headers = [{*page.headers} for page in pages]
    ways = [(page.status_code, page.headers.get("Location")) for page in pages]
    return ways, headers, texts, len(mail.outbox) - sent


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES)
def test_a_known_address_reads_like_an_unknown_one(entry: str, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    make_user(email="connue@example.org")
    assert answer(entry, "connue@example.org") == answer(entry, "nouvelle@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_clock_tells_nothing(entry: str, settings: Any, record_property: Any) -> None:
    """Interleaved pairs, the real hashing; a busy machine gets three tries (naive: 30 times)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    ratios = []
    for turn in range(3):
        ratios.append(ratio(entry, turn))
        if ratios[-1] < 1.2:
            break
    record_property("ratios", ratios)
    print(f"{entry}: {PAIRS} pairs, median ratios {[round(one, 3) for one in ratios]}")
    assert ratios[-1] < 1.2


def ratio(entry: str, turn: int) -> float:
    times: dict[str, list[float]] = {"connue": [], "nouvelle": []}
    for number in range(PAIRS):
        make_user(email=f"connue{turn}-{number}@example.org")
    for number in range(PAIRS):
        for kind in sorted(times, reverse=bool(number % 2)):
            address, data = request_for(entry, f"{kind}{turn}-{number}@example.org")
            client, started = Client(), time.perf_counter()
            client.post(address, data)
            times[kind].append(time.perf_counter() - started)
    known, new = (statistics.median(values) for values in times.values())
    return max(known, new) / min(known, new)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", [LOGIN, "/admin/login/"])
def test_sixty_wrong_passwords_at_once_are_tried_five_times(door: str) -> None:
    """From one connection, whatever address each claims to come from, by both doors."""
    make_user(email="lina@example.org")
    tried: list[str] = []
    original = AuthenticationBackend._check_password

    def counted(self: Any, user: Any, password: str) -> bool:
        tried.append(password)
        return bool(original(self, user, password))

    def knock(number: int) -> int:
        data = {"login": "lina@example.org", "username": "lina@example.org"}
        data["password"] = f"mauvais-{number}"
        try:
            client = Client()
            headers = {"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.{number}"}
            response: Any = client.post(door, data, headers=headers)
            if response.status_code == 302:
                response = client.post(response["Location"], data, headers=headers)
            return int(response.status_code)
        finally:
            connection.close()

    with (
        mock.patch.object(AuthenticationBackend, "_check_password", counted),
        ThreadPoolExecutor(6) as threads,
    ):
        statuses = list(threads.map(knock, range(60)))
    assert len(tried) == 5
    assert set(statuses) <= {200, 429}
    right = Client()
    right.post(LOGIN, {"login": "lina@example.org", "password": PASSWORD})
    assert right.get("/mon-espace/").status_code == 302


@pytest.mark.django_db
def test_a_code_by_mail_still_opens_while_the_password_rests() -> None:
    member = make_user()
    for number in range(6):
        Client().post(LOGIN, {"login": member.email, "password": f"mauvais-{number}"})
    client = Client()
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    assert client.get("/mon-espace/").status_code == 302
    client.post("/compte/login/code/", {"email": member.email})
    client.post("/compte/login/code/confirm/", {"code": code_in(mail.outbox[-1])})
    assert client.get("/mon-espace/").status_code == 200


@pytest.mark.django_db
def test_staff_without_a_second_factor_open_no_page_of_the_administration() -> None:
    client = Client()
    client.force_login(make_moderator(is_superuser=True))
    opened, tried = [], 0
    for route in walk():
        if not route.pattern.startswith("/admin/") or "(" in route.pattern:
            continue
        address = re.sub(r"<[^>]+>", "1", route.pattern)
        for verb in ("GET", "POST"):
            tried += 1
            response: Any = client.generic(verb, address)
            if response.status_code != 302 or response["Location"] != "/compte/2fa/":
                opened.append(f"{verb} {address} → {response.status_code}")
    assert tried > 200
    assert not opened, "\n".join(opened)


def half_way(member: Any) -> Client:
    """Signed in with the password, asked for the second factor."""
    client = Client()
    client.post(LOGIN, {"login": member.email, "password": PASSWORD})
    assert client.get("/mon-espace/").status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/mon-espace/").status_code == 200


FORMS = {
    "as it is": lambda code: code,
    "spaced": lambda code: f"{code[:3]} {code[3:]}",
    "wide figures": lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
    "arabic figures": lambda code: "".join(chr(ord(one) + 0x630) for one in code),
    "no-break space": lambda code: f"{code[:3]}\u00a0{code[3:]}",
}


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_code_of_the_application_serves_once_however_it_is_written(
    form: str, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    member = make_user()
    secret = world.secure(member)
    first, again = half_way(member), half_way(member)
    code = world.code(secret)
    first.post(SECOND, {"code": code})
    assert is_in(first)
    again.post(SECOND, {"code": FORMS[form](code)})
    assert not is_in(again)


@pytest.mark.django_db
def test_a_new_password_does_not_replace_the_second_factor() -> None:
    member = make_user()
    world.secure(member)
    client, chosen = Client(), "lanterne-brume-castor-4"
    client.post("/compte/password/reset/", {"email": member.email})
    client.get("/compte/password/reset/confirm/")
    client.post("/compte/password/reset/confirm/", {"code": code_in(mail.outbox[-1])})
    both = {"password1": chosen, "password2": chosen}
    done = client.post("/compte/password/reset/complete/", both)
    member.refresh_from_db()
    assert member.check_password(chosen), done.status_code
    assert not is_in(client)
    client.post(LOGIN, {"login": member.email, "password": chosen})
    assert not is_in(client)


@pytest.mark.django_db
def test_a_recovery_code_works_once() -> None:
    member = make_user()
    world.secure(member)
    code = RecoveryCodes.activate(member).get_unused_codes()[0]
    first = half_way(member)
    first.post(SECOND, {"code": code})
    assert is_in(first)
    again = half_way(member)
    again.post(SECOND, {"code": code})
    assert not is_in(again)
