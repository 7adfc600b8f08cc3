"""T01, T05, T06, T09 and T11 of RELIABILITY, small, on real processes: two web servers and a worker
behind a proxy, and what happens when one of them is reloaded or cut off.

`make proof` does them in full (PROOF=1).
"""

import os
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import make_internship, make_user
from tests.proof.live import TOKEN, Answer, Site, Web, ask, database_url, together
from tests.proof.places import make_members, make_place, open_sessions, rush, violations
from tests.proof.relay import PostOffice, Relay

FULL = bool(os.environ.get("PROOF"))
pytestmark = pytest.mark.django_db(transaction=True)
PROMOTED = "Une place s’est libérée pour vous"


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.close()


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, office: PostOffice
) -> Iterator[Site]:
    """Started once for this file; the tables are emptied after each test."""
    site = Site(tmp_path_factory.mktemp("site"), mail_port=office.port)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def failed(answers: list[Answer]) -> list[int]:
    return [one.status for one in answers if one.status == 0 or one.status >= 500]


def measured(web: Web, route: str) -> float:
    """How many answers of a route the processes of one server have counted together."""
    text = ask(web.port, "GET", "/metrics", Authorization=f"Bearer {TOKEN}").body.decode()
    lines = re.findall(rf'_seconds_count{{.*route="{route}".*}} (\S+)', text)
    return sum(map(float, lines))


def test_a_rush_through_the_proxy_and_the_mails_of_the_worker(
    site: Site, office: PostOffice
) -> None:
    count, seats = (200, 30) if FULL else (30, 8)
    members, meetup = make_members(count), make_place(seats=seats)
    sessions = open_sessions(members)
    path = f"/rencontres/{meetup.pk}"
    asked = rush(members, count * 5 // 2, seed=1)

    def post(pk: int, what: str) -> Answer:
        forged = {"X_Request_ID": "forged-by-a-visitor", "X_Forwarded_For": "1.2.3.4"}
        return ask(site.port, "POST", f"{path}/{what}/", session=sessions[pk], **forged)

    before = [measured(web, "events:meetup_take") for web in site.webs]
    answers = together(partial(post, one.pk, "inscription") for one in asked)

    assert Counter(one.status for one in answers) == {302: len(asked)}
    assert violations(meetup, members=count) == []
    ids = {one.headers["x-request-id"] for one in answers}
    assert len(ids) == len(asked)
    assert "forged-by-a-visitor" not in ids
    # Both servers took part, and each counts for all of its processes.
    after = [measured(web, "events:meetup_take") for web in site.webs]
    shares = [new - old for new, old in zip(after, before, strict=True)]
    assert sum(shares) == len(asked)
    assert min(shares) > 0

    seated = list(meetup.registrations.confirmed().values_list("member", flat=True))[:3]
    office.mails.clear()
    together(partial(post, pk, "desistement") for pk in seated)
    promoted = meetup.registrations.filter(promoted_at__isnull=False)
    wanted = sorted(promoted.values_list("member__email", flat=True))
    assert len(wanted) == 3
    deadline = time.monotonic() + 30
    while len(office.mails) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)  # the time for one too many
    assert sorted(str(mail["To"]) for mail in office.mails) == wanted


def test_wrong_passwords_are_counted_once_for_all_servers(site: Site) -> None:
    member = make_user()

    def attempt(number: int) -> Answer:
        data = {"login": member.email, "password": f"wrong-{number}"}
        return ask(
            site.port, "POST", "/compte/login/", data=data, X_Forwarded_For=f"9.9.9.{number}"
        )

    answers = together(partial(attempt, number) for number in range(14))

    tried = ["le mot de passe ne va pas" in one.body.decode() for one in answers]
    # Whoever finds the counter held by others is refused as well, by a page of its own.
    assert {one.status for one in answers} <= {200, 429}
    assert sum(tried) == 5


def test_figures_and_readiness_are_for_the_inside(site: Site) -> None:
    inside = ask(site.webs[0].port, "GET", "/readyz")
    assert inside.status == 200
    assert b"worker_age ok" in inside.body or b"worker_age late" in inside.body
    for path in ("/metrics", "/readyz"):
        through = ask(site.port, "GET", path, Authorization=f"Bearer {TOKEN}")
        if through.headers.get("server") == "Caddy":
            assert through.status == 404


def test_a_reload_under_load_loses_nothing(site: Site) -> None:
    """T06: new processes take over while people read; nobody waits for them to load the code."""
    members, meetup = make_members(6), make_place()
    sessions = list(open_sessions(members).values())
    web, over, answers = site.webs[0], threading.Event(), list[Answer]()

    def visit(number: int) -> None:
        path, session = ("/stages/", "") if number % 2 else (meetup.get_absolute_url(), "x")
        while not over.is_set():
            # Without the proxy, which would go elsewhere.
            answers.append(ask(web.port, "GET", path, session=session and sessions[number]))
            time.sleep(0.05)

    threads = [threading.Thread(target=visit, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    try:
        for _round in range(12 if FULL else 1):
            before = set(web.processes()[1:])
            web.signal(signal.SIGHUP)
            deadline = time.monotonic() + 40
            while before & set(web.processes()[1:]) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert not before & set(web.processes()[1:])
    finally:
        over.set()
        for thread in threads:
            thread.join()

    slowest = max(one.seconds for one in answers)
    if FULL:
        print(
            f"T06: {len(answers)} requests, {len(failed(answers))} failed, slowest {slowest:.1f} s"
        )
    assert len(answers) >= 10
    assert len(failed(answers)) <= len(answers) / 1000, Counter(failed(answers))


def test_a_mixed_load_is_answered(site: Site, record_property: object) -> None:
    """T11, a few seconds: no error; the times are printed in full size only."""
    members, meetup = make_members(30), make_place()
    make_internship()
    sessions = list(open_sessions(members).values())
    pages = ["/", "/metiers/", "/stages/", "/membres/", "/rencontres/", meetup.get_absolute_url()]
    total = 50 * 600 if FULL else 150
    calls = [
        partial(
            ask, site.port, "GET", pages[n % len(pages)], session=sessions[n % 30] * (n % 3 > 0)
        )
        for n in range(total)
    ]
    answers = together(calls, threads=8)

    assert failed(answers) == []
    times = sorted(one.seconds for one in answers)
    p95 = statistics.quantiles(times, n=20)[18]
    if FULL:
        print(f"T11: {total} requests, p50 {times[total // 2]:.3f} s, p95 {p95:.3f} s")
        assert p95 <= 0.3


def test_what_is_acknowledged_is_on_the_disk(site: Site, tmp_path: Path) -> None:
    """T05: at least one fdatasync between a request that writes and its answer."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL synchronise lui-même (fsync, synchronous_commit par défaut).")
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-qq", "true"], capture_output=True).returncode:
        pytest.skip("strace est absent ou interdit : les fdatasync ne sont pas comptés.")
    count = 100 if FULL else 12
    members, meetup = make_members(count), make_place(seats=count)
    sessions = open_sessions(members)
    traced = tmp_path / "trace"
    web = site.webs[0]
    watch = subprocess.Popen(
        [strace, "-f", "-qq", "-e", "trace=fdatasync,fsync,sendto,sendmsg,write", "-s", "12",
         "-o", str(traced), *(f"--attach={pid}" for pid in web.processes())],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(1)
    # The last one to close would write everything down, and hide what was not.
    with closing(sqlite3.connect(database_url().removeprefix("sqlite:///"))) as reader:
        reader.execute("SELECT count(*) FROM accounts_user").fetchone()
        path = f"/rencontres/{meetup.pk}/inscription/"
        answers = [ask(web.port, "POST", path, session=key).status for key in sessions.values()]
        watch.terminate()
        watch.wait()

    assert Counter(answers) == {302: count}
    synced, found = False, []
    for line in traced.read_text().splitlines():
        if "sync(" in line:
            synced = True
        elif "HTTP/1.1 30" in line:
            found.append(synced)
            synced = False
    assert found == [True] * count


def test_a_database_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    """T09: a friendly 503 meanwhile, nothing to restart afterwards."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite est un fichier : il ne s’en va pas.")
    target = Path(str(connection.settings_dict["HOST"])) / ".s.PGSQL.5432"
    folder = tmp_path / "s"
    folder.mkdir()
    relay = Relay(folder / ".s.PGSQL.5432", target)
    relay.open()
    web = Web(tmp_path, DATABASE_URL=database_url(host=str(folder)))
    web.start()
    member = make_members(1)[0]
    session = open_sessions([member])[member.pk]
    try:
        assert ask(web.port, "GET", "/mon-espace/", session=session).status == 200
        relay.cut()
        away = together(
            partial(ask, web.port, "GET", path, session=session)
            for path in ["/mon-espace/", "/stages/", "/membres/", "/readyz"] * (25 if FULL else 2)
        )  # fmt: skip
        assert {one.status for one in away} == {503}
        pages = [one for one in away if b"<html" in one.body]
        assert len(pages) >= len(away) * 3 // 4
        assert {one.headers.get("retry-after") for one in pages} == {"30"}
        assert all(b"Traceback" not in one.body for one in away)
        assert ask(web.port, "GET", "/aide/").status == 200
        relay.open()
        assert web.wait(path="/readyz", seconds=15) <= 5
        assert ask(web.port, "GET", "/mon-espace/", session=session).status == 200
        assert "Worker exiting" not in web.said()
    finally:
        web.stop()
        relay.cut()
