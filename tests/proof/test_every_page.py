"""T12 and T13 of RELIABILITY: whatever is typed, the site answers and a refusal changes nothing;
whoever reads a page changes nothing either.

`PROOF=1 pytest tests/proof/test_every_page.py` does the full measure (`make proof`).
"""

import os
import time
from collections import Counter
from math import ceil
from typing import Any, NamedTuple

import hypothesis
import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import strategies as st
from pytest_django import Settings

from portal.shell import discretion
from portal.shell.routes import Policy, Route
from portal.shell.version import HARMLESS, WRITE
from tests.proof import matrix
from tests.proof.former import sums
from tests.proof.forms import Fields, forms_of
from tests.proof.matrix import PEOPLE, Cast
from tests.proof.test_forgery import sent_to
from tests.proof.test_matrix import OF_THE_HOST, client_of, ours

FULL = bool(os.environ.get("PROOF"))
EXAMPLES = 10_000 if FULL else 60
# Hypothesis draws with this many: the same on each machine, so that a failure comes again.
SEED = 20261128
# An answer takes some tens of milliseconds; a busy machine is given its time.
SECONDS = 2.0 if FULL else 10.0
# Written whatever is answered: who is signed in, what is counted, what was read.
BESIDE = {
    "account_emailconfirmation", "accounts_dailycount", "django_session", "shell_contentversion",
    "site_cache", "usersessions_usersession",
}  # fmt: skip
# What a reading leaves by design: that a report was read, that an inbox was.
READ: dict[str, set[str]] = {}
# Forms of a mail's link: what was done is said by the page that did it, without leading elsewhere.
DONE_AND_SAID = {"notifications:stop", "careers:answer", "careers:attestation_answer"}
NASTY = [
    "", " ", "\x00", "a\x00b", "\u202e", "\u202etxt.exe", "\ufeff", "\u200b" * 50, "\ud7ff",
    "\U0010ffff", "é" * 5000, "x" * 100_000, "'", '"', "' OR 1=1 --", "<script>", "{{ 7*7 }}",
    "%00", "%s%s%s", "../../etc/passwd", "javascript:alert(1)", "//evil.example", "http://[::1",
    "http://[", "-1", "0", "1e400", "NaN", "Infinity", "9" * 30, "-" + "9" * 30, "1.5", "1,5",
    "٣", "²", "0x10", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "31/12/9999",
    "2026-11-28T25:61", "99:99", "on", "true", "None", "null", "[]", "{}", '{"a":', "[[1]]",
    "a@", "@b", "a@b@c", "é@exemple.fr", "x" * 300 + "@exemple.fr", "\r\nBcc: x@example.org",
    "1" * 14, "00000000000000", "fr", "../", "*", "NEAR(", '"régie" OR', "AND", "-régie", "()",
    "1" + "0" * 30, "x" * 1_000_000, "é" * 500_000, "\u2066régie\u2069", "\u0301" * 200,
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)


class Case(NamedTuple):
    """One form or query: who sends it, how and where."""

    person: str
    verb: str
    route: Route
    address: str


def cases(cast: Cast) -> list[Case]:
    """Every form that is posted and every page that is opened, by somebody who may."""
    found = []
    for person in ("owner", "host", "anonymous"):
        for route, address in ours(cast):
            open_to_all = person == "anonymous" and route.policy == Policy.PUBLIC
            theirs = person == ("host" if route.name in OF_THE_HOST else "owner")
            if (open_to_all or theirs) and route.name != "account_logout":
                found += [Case(person, verb, route, address) for verb in ("GET", "POST")
                          if verb in route.verbs]  # fmt: skip
    return found


def fields_of(case: Case, cast: Cast) -> Fields:
    """What the page's own form would send, or search by."""
    client = client_of(case.person, cast)
    if case.verb == "POST":
        sent = sent_to(client, case.route, case.address)
        sent.pop("csrfmiddlewaretoken", None)
        fields = {name: value if isinstance(value, list) else [value]
                  for name, value in sent.items()}  # fmt: skip
        return fields or {"text": [""], "pk": [""]}
    with transaction.atomic():
        response: Any = client.get(case.address)
        text = "" if response.streaming else response.content.decode(errors="replace")
        transaction.set_rollback(True)
    names: Fields = {"q": [""], "page": [""], "next": [""]}
    for _there, found in forms_of(text, case.address, method="get"):
        names |= found
    return names


class Written:
    """The tables that something was written to."""

    def __init__(self) -> None:
        self.tables = set[str]()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not HARMLESS.match(sql):
            written = WRITE.match(sql)
            self.tables.add(written[1] if written else sql[:80])
        return execute(sql, params, many, context)


def send(client: Client, case: Case, fields: Fields) -> tuple[int, set[str], float]:
    """Send it and undo it: the status, the tables written to, the seconds."""
    with transaction.atomic():
        found = ask(client, case, fields)
        transaction.set_rollback(True)
    client.cookies.pop(discretion.COOKIE, None)
    return found


def ask(client: Client, case: Case, fields: Fields) -> tuple[int, set[str], float]:
    written, started = Written(), time.monotonic()
    with connection.execute_wrapper(written):
        call = client.get if case.verb == "GET" else client.post
        response: Any = call(case.address, fields)
        if response.streaming:
            b"".join(response)
    return response.status_code, written.tables - BESIDE, time.monotonic() - started


@pytest.fixture
def cast(db: None, settings: Settings) -> Cast:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.SIGNUP_SECONDS = 0
    return matrix.build()


@pytest.mark.skipif(FULL, reason="En grand, les deux qui suivent.")
def test_reading_changes_nothing_nor_does_what_is_refused(cast: Cast) -> None:
    """Both in one test: the people and their things are long to make."""
    clients = {person: client_of(person, cast) for person in ("anonymous", "owner")}
    assert read_everything(cast, clients)[0] == []
    typed, statuses, _times = type_anything(cast)
    assert not typed, "\n".join(sorted(typed))
    assert {200, 302} <= set(statuses)


needs_time = pytest.mark.skipif(not FULL, reason="En petit avec le précédent : PROOF=1.")


@needs_time
@pytest.mark.proof(test="T13", what="chaque adresse, par chacun des huit rôles, deux fois de suite")
def test_reading_changes_nothing(cast: Cast, record_property: Any) -> None:
    """Not one statement that writes, and not one value of any table that changes."""
    clients = {person: client_of(person, cast) for person in PEOPLE}
    before = everything()
    faults, count = read_everything(cast, clients)
    record_property("pages lues", count)
    record_property("erreurs 5xx, écritures", len(faults))
    assert not faults, "\n".join(faults)
    after = everything()
    changed = [table for table in before if before[table] != after[table]]
    record_property("tables comparées", len(before))
    record_property("changées", len(changed))
    assert changed == []
    assert len(before) > 100


def everything() -> dict[str, Any]:
    """A sum of every column of every table, but for those that are written whatever is read."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - BESIDE
        return sums(cursor, sorted(tables))


@needs_time
@pytest.mark.proof(test="T12", what="tous les formulaires et toutes les recherches")
def test_what_is_refused_changes_nothing_whatever_is_typed(
    cast: Cast, record_property: Any
) -> None:
    faults, statuses, times = type_anything(cast)
    record_property("saisies", sum(statuses.values()))
    for status, count in sorted(statuses.items()):
        record_property(f"réponses {status}", count)
    record_property("la plus lente (s)", round(max(times), 2))
    record_property("plus de 2 s la première fois", sum(one > SECONDS for one in times))
    record_property("fautes", len(faults))
    assert not faults, "\n".join(sorted(faults))
    assert {200, 302} <= set(statuses)


def type_anything(cast: Cast) -> tuple[set[str], Counter[int], list[float]]:
    """What went wrong, how often each status was answered, the seconds of each answer."""
    every = cases(cast)
    assert len(every) > 300
    known: dict[Case, Fields] = {}
    faults, statuses, times = set[str](), Counter[int](), list[float]()

    @hypothesis.settings(
        max_examples=ceil(EXAMPLES / len(every)) if FULL else EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not FULL,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.seed(SEED)
    @hypothesis.given(st.data())
    def fuzz(some: list[Case], data: st.DataObject) -> None:
        case = data.draw(st.sampled_from(some))
        if case not in known:
            known[case] = fields_of(case, cast)
        fields = dict(known[case])
        chosen = data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True))
        for name in chosen:
            fields[name] = data.draw(st.lists(VALUES, min_size=1, max_size=3))
        status, tables, seconds = send(client_of(case.person, cast), case, fields)
        statuses[status] += 1
        times.append(seconds)
        shown_again = status == 200 and case.route.name not in DONE_AND_SAID
        refused = status >= 400 or (case.verb == "POST" and shown_again)
        sent = {name: [value[:40] for value in fields[name]] for name in chosen}
        where = f"{case.person} {case.verb} {case.address} → {status} {sent}"
        if status >= 500:
            faults.add(where)
        if seconds > SECONDS:
            # Again: what is slow is slow twice, what had to wait for the machine is not.
            _status, _tables, seconds = send(client_of(case.person, cast), case, fields)
            if seconds > SECONDS:
                faults.add(f"{where}: {seconds:.1f} s")
        if refused and tables:
            faults.add(f"{where}: wrote to {sorted(tables)}")

    # In full each form and each query has its share, rather than some often and others never.
    for some in [[case] for case in every] if FULL else [every]:
        fuzz(some)
    return faults, statuses, times


def read_everything(cast: Cast, clients: dict[str, Client]) -> tuple[list[str], int]:
    """What went wrong, and how many pages were read; in full by everybody, twice, not undone."""
    faults, count = list[str](), 0
    for person, client in clients.items():
        asked = [Case(person, "GET", route, address) for route, address in ours(cast)
                 if "GET" in route.verbs and route.name != "account_logout"]  # fmt: skip
        for case in asked * 2 if FULL else asked[::4]:
            status, tables, _seconds = ask(client, case, {}) if FULL else send(client, case, {})
            client.cookies.pop(discretion.COOKIE, None)
            count += 1
            told = tables - READ.get(case.route.name, set())
            if status >= 500 or told:
                faults.append(f"{person} {case.route.name} → {status}, wrote to {sorted(told)}")
    return faults, count
