"""T01, T05, T06, T09 and T11 of RELIABILITY, small, on real processes: two web servers and a worker
behind a proxy, and what happens when one of them is reloaded or cut off.

`make proof` does them in full (PROOF=1).
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.factories import make_internship, make_user
from tests.mentoring.people_factories import make_profile
from tests.proof.live import (
    CADDY,
    TOKEN,
    Answer,
    Site,
    Web,
    ask,
    database_url,
    failed,
    paced,
    send_piece,
    together,
)
from tests.proof.places import make_members, make_place, open_sessions, rush, violations
from tests.proof.relay import PostOffice, Relay

FULL = bool(os.environ.get("PROOF"))
pytestmark = pytest.mark.django_db(transaction=True)
PROMOTED = "Une place s’est libérée pour vous"


def measured(web: Web, route: str) -> float:
    """How many answers of a route the processes of one server have counted together."""
    text = ask(web.port, "GET", "/metrics", Authorization=f"Bearer {TOKEN}").body.decode()
    lines = re.findall(rf'_seconds_count{{.*route="{route}".*}} (\S+)', text)
    return sum(map(float, lines))


@pytest.mark.parametrize("number", range(int(os.environ.get("ROUNDS", "1"))))
@pytest.mark.proof(test="T01", what="deux serveurs gunicorn derrière le proxy, 100 à la fois")
def test_a_rush_through_the_proxy_and_the_mails_of_the_worker(
    number: int, site: Site, office: PostOffice, record_property: Any
) -> None:
    many, seats = (200, 30) if FULL else (30, 8)
    members, meetup = make_members(many), make_place(seats=seats)
    sessions = open_sessions(members)
    path = f"/rencontres/{meetup.pk}"
    asked = rush(members, many * 5 // 2, seed=number)

    def post(pk: int, what: str) -> Answer:
        forged = {"X_Request_ID": "forged-by-a-visitor", "X_Forwarded_For": "1.2.3.4"}
        return ask(site.port, "POST", f"{path}/{what}/", session=sessions[pk], **forged)

    before = [measured(web, "events:meetup_take") for web in site.webs]
    started = time.monotonic()
    answers = together(
        (partial(post, one.pk, "inscription") for one in asked), threads=100 if FULL else 12
    )
    seconds = time.monotonic() - started
    record_property("inscriptions", len(asked))
    record_property("secondes", round(seconds, 2))
    wrong = violations(meetup, members=many)
    record_property("erreurs 5xx", len(failed(answers)))
    record_property("fautes de places ou de rangs", len(wrong))
    assert Counter(one.status for one in answers) == {302: len(asked)}
    assert wrong == []
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
    if FULL:
        assert seconds <= 10, f"{seconds:.1f} s"


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
        if CADDY:
            assert through.status == 404


@pytest.mark.proof(test="T06", what="l’un rechargé (SIGHUP), l’autre arrêté et relancé (SIGTERM)")
def test_a_reload_under_load_loses_nothing(site: Site, record_property: Any) -> None:
    """T06: new processes take over while people read; nobody waits for them to load the code.

    One server is asked without the proxy, which would go elsewhere; in full the other one is
    stopped and started in turn, while the proxy is asked.
    """
    members, meetup = make_members(6), make_place()
    sessions = list(open_sessions(members).values())
    reloaded, stopped = site.webs
    ports = [reloaded.port, site.port] if FULL else [reloaded.port]
    over = threading.Event()

    def visits() -> Iterator[Callable[[], Answer]]:
        for number in count():
            if over.is_set():
                return
            path = "/stages/" if number % 4 < 2 else meetup.get_absolute_url()
            session = sessions[number % 6] * (number % 4 >= 2)
            yield partial(ask, ports[number % len(ports)], "GET", path, session=session)

    with ThreadPoolExecutor(1) as beside:
        load = beside.submit(paced, visits(), a_second=30)
        try:
            for turn in range(12 if FULL else 1):
                began = time.monotonic()
                if turn % 2:
                    stopped.stop()
                    stopped.start()
                else:
                    reload(reloaded)
                if FULL:
                    time.sleep(max(0.0, began + 10 - time.monotonic()))
        finally:
            over.set()
        answers = load.result()

    slowest = max(one.seconds for one in answers)
    record_property("requêtes", len(answers))
    record_property("échecs", len(failed(answers)))
    record_property("la plus lente (s)", round(slowest, 2))
    assert len(answers) >= (3_600 if FULL else 10)
    assert len(failed(answers)) <= len(answers) / 1000, Counter(failed(answers))
    assert slowest <= 30


def reload(web: Web) -> None:
    """And wait until none of its former processes is left."""
    before = set(web.processes()[1:])
    web.signal(signal.SIGHUP)
    deadline = time.monotonic() + 40
    while before & set(web.processes()[1:]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not before & set(web.processes()[1:])


def test_a_mixed_load_is_answered(site: Site) -> None:
    """T11, a few seconds; its ten minutes are in test_long.py."""
    members, meetup = make_members(30), make_place()
    make_internship()
    sessions = list(open_sessions(members).values())
    pages = ["/", "/metiers/", "/stages/", "/membres/", "/rencontres/", meetup.get_absolute_url()]
    calls = [
        partial(
            ask, site.port, "GET", pages[n % len(pages)], session=sessions[n % 30] * (n % 3 > 0)
        )
        for n in range(150)
    ]
    assert failed(together(calls, threads=8)) == []


@pytest.mark.proof(test="T05", what="appels au système entre chaque demande et sa réponse (strace)")
def test_what_is_acknowledged_is_on_the_disk(
    site: Site, tmp_path: Path, record_property: Any
) -> None:
    """T05: the database, and the file if there is one, are synchronised before the answer."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL synchronise dans ses propres processus.")
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-qq", "true"], capture_output=True).returncode:
        pytest.skip("strace est absent ou interdit : les fdatasync ne sont pas comptés.")
    wanted, files = (100, 8) if FULL else (12, 1)
    members, meetup = make_members(wanted), make_place(seats=wanted)
    make_profile(user=members[0], handle="avec-pieces")
    sessions = open_sessions(members)
    traced = tmp_path / "trace"
    web = site.webs[0]
    watch = subprocess.Popen(
        [strace, "-f", "-qq", "-y", "-e", "trace=fdatasync,fsync,sendto,sendmsg,write", "-s", "12",
         "-o", str(traced), *(f"--attach={pid}" for pid in web.processes())],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(1)
    # The last one to close would write everything down, and hide what was not.
    with closing(sqlite3.connect(database_url().removeprefix("sqlite:///"))) as reader:
        reader.execute("SELECT count(*) FROM accounts_user").fetchone()
        path = f"/rencontres/{meetup.pk}/inscription/"
        answers = [ask(web.port, "POST", path, session=key).status for key in sessions.values()]
        answers += [send_piece(web.port, sessions[members[0].pk]).status for _ in range(files)]
        watch.terminate()
        watch.wait()

    assert Counter(answers) == {302: wanted + files}
    found = synced_before_answers(traced.read_text())
    record_property("réponses", len(found))
    record_property("base synchronisée avant", sum("database" in one for one in found))
    record_property("pièces jointes", files)
    record_property("fichier synchronisé avant", sum("file" in one for one in found))
    assert found == [{"database"}] * wanted + [{"database", "file"}] * files


def synced_before_answers(trace: str) -> list[set[str]]:
    """What was synchronised since the answer before, for each one that says it is done."""
    found, synced = list[set[str]](), set[str]()
    for line in trace.splitlines():
        if "sync(" in line:
            synced.add("file" if ".pdf>" in line else "database" if "sqlite" in line else "")
        elif "HTTP/1.1 30" in line:
            found.append(synced - {""})
            synced = set()
    return found


@pytest.mark.skipif(not FULL, reason="En petit, le serveur d’essai ne synchronise rien : PROOF=1.")
@pytest.mark.proof(test="T05", what="synchronisations du journal comptées par PostgreSQL")
def test_postgresql_synchronises_each_commit(site: Site, record_property: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite n’a pas de compteur de synchronisations.")
    members, meetup = make_members(100), make_place(seats=100)
    sessions = open_sessions(members)

    def syncs() -> int:
        # Each process says what it did after ten idle seconds.
        time.sleep(12)
        with connection.cursor() as cursor:
            cursor.execute("SELECT wal_sync FROM pg_stat_wal")
            return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on")
    before = syncs()
    path = f"/rencontres/{meetup.pk}/inscription/"
    answers = [ask(site.port, "POST", path, session=key).status for key in sessions.values()]
    made = syncs() - before

    record_property("réponses", len(answers))
    record_property("synchronisations", made)
    assert Counter(answers) == {302: 100}
    assert made >= 100


@pytest.mark.proof(test="T09", what="base coupée 10 s, 20 visites par seconde")
def test_a_database_that_goes_away_and_comes_back(tmp_path: Path, record_property: Any) -> None:
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
    pages, rate, absence = ["/mon-espace/", "/stages/", "/membres/"], 20, 10 if FULL else 1
    over = threading.Event()

    def visits() -> Iterator[Callable[[], Answer]]:
        for path in cycle(pages):
            if over.is_set():
                return
            yield partial(ask, web.port, "GET", path, session=session)

    try:
        assert ask(web.port, "GET", "/mon-espace/", session=session).status == 200
        before = web.processes()
        relay.cut()
        with ThreadPoolExecutor(1) as beside:
            began = time.monotonic()
            load = beside.submit(paced, visits(), a_second=rate, threads=300)
            try:
                time.sleep(absence)
                assert ask(web.port, "GET", "/readyz").status == 503
                assert ask(web.port, "GET", "/aide/").status == 200
                back = time.monotonic() - began
                relay.open()
                ready = web.wait(path="/readyz", seconds=15)
                time.sleep(15 if FULL else 5.5)
            finally:
                over.set()
            answers = load.result()
            after = web.processes()
    finally:
        web.stop()
        relay.cut()

    due = [number / rate for number in range(len(answers))]
    away = [one for one, at in zip(answers, due, strict=True) if at + one.seconds < back]
    later = [one for one, at in zip(answers, due, strict=True) if at > back + 5]
    last = max(at + one.seconds for one, at in zip(answers, due, strict=True) if one.status == 503)
    record_property("secondes d’absence", round(back, 1))
    record_property("réponses alors", len(away))
    record_property("dont 503 en français", sum(friendly(one) for one in away))
    record_property("la plus lente de toutes (s)", round(max(one.seconds for one in answers), 2))
    record_property("dernière 503, après le retour (s)", round(max(0.0, last - back), 2))
    record_property("/readyz de nouveau 200, après (s)", round(ready, 2))
    record_property("réponses 5 s après le retour", len(later))
    assert len(away) == sum(friendly(one) for one in away) > 0
    assert {one.status for one in answers} == {200, 503}
    assert all(b"Traceback" not in one.body for one in answers)
    assert ready <= 5
    assert Counter(one.status for one in later) == {200: len(later)}
    assert len(later) > 0
    assert after == before
    assert "Traceback" not in web.said()


def friendly(answer: Answer) -> bool:
    """A page in French that says when to come back."""
    page = b"<html" in answer.body and b'lang="fr"' in answer.body
    return answer.status == 503 and page and answer.headers.get("retry-after") == "30"
