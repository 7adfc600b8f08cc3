"""T01 against a real server: 500 registrations at once, gunicorn with four workers.

By hand: `.venv/bin/python -m tests.proof.serve_places [--database postgresql] [--rounds 1]`.
It makes its own database in a temporary folder, and prints one line a round.
"""

import argparse
import http.client
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.postgres import temporary_postgres

ROOT = Path(__file__).resolve().parents[2]
MEMBERS, REQUESTS, WORKERS, AT_ONCE = 200, 500, 4, 100
CSRF = secrets.token_hex(16)


@contextmanager
def server(port: int) -> Iterator[None]:
    """The site behind gunicorn, as in production, on a port of its own."""
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "portal.wsgi", f"--workers={WORKERS}",
            f"--bind=127.0.0.1:{port}", "--timeout=60", "--log-level=warning",
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_up(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_up(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if ask(port, "GET", "/healthz")[0] < 500:
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise SystemExit("the server does not answer")
        time.sleep(0.2)


def ask(port: int, verb: str, path: str, session: str = "") -> tuple[int, str]:
    """One request with its own connection, as from one more phone."""
    body = f"csrfmiddlewaretoken={CSRF}" if verb == "POST" else None
    headers = {
        "Host": "localhost",
        "Cookie": f"csrftoken={CSRF}; sessionid={session}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request(verb, path, body, headers)
        answer = link.getresponse()
        return answer.status, answer.read().decode()
    finally:
        link.close()


def one_round(port: int, number: int) -> bool:
    """Print what happened; returns whether all is as it must be."""
    from tests.proof.places import RANK, make_members, make_place, open_sessions, rush, violations

    members = make_members(MEMBERS)
    sessions, meetup = open_sessions(members), make_place()
    path, page = f"/rencontres/{meetup.pk}/inscription/", meetup.get_absolute_url()
    asked = rush(members, REQUESTS, seed=number)
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as phones:
        sent = phones.map(lambda one: ask(port, "POST", path, sessions[one.pk])[0], asked)
        answers = Counter(sent)
    seconds = time.perf_counter() - started
    waiting = meetup.registrations.waiting().values_list("member", flat=True)
    pages = [RANK.search(ask(port, "GET", page, sessions[pk])[1]) for pk in waiting]
    ranks = sorted(int(match[1]) if match else 0 for match in pages)
    wrong = violations(meetup, members=MEMBERS)
    if ranks != list(range(1, MEMBERS - meetup.capacity + 1)):
        wrong.append("the ranks shown are not 1, 2, 3…")
    failed = sum(count for status, count in answers.items() if status >= 500)
    print(
        f"round {number}: {seconds:.2f} s, answers {dict(answers)}, 5xx {failed}, "
        f"confirmed {meetup.registrations.confirmed().count()}, waiting {len(ranks)}, "
        f"violations {wrong or 0}",
        flush=True,
    )
    return not wrong and answers == {302: REQUESTS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--port", type=int, default=8039)
    options = parser.parse_args()
    with ExitStack() as cleanup:
        folder = cleanup.enter_context(tempfile.TemporaryDirectory(prefix="premier-clap-proof-"))
        if options.database == "postgresql":
            url = cleanup.enter_context(temporary_postgres())
        else:
            url = f"sqlite:///{folder}/proof.sqlite3"
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": url,
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SITE_URL": "http://localhost",
            "ALLOWED_HOSTS": "localhost",
        }
        import django
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        if options.database == "postgresql":
            create_database(url)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not settings.STATIC_ROOT.exists():
            cleanup.callback(shutil.rmtree, settings.STATIC_ROOT)
            call_command("collectstatic", interactive=False, verbosity=0)
        cleanup.callback(connections.close_all)
        cleanup.enter_context(server(options.port))
        done = [one_round(options.port, number) for number in range(options.rounds)]
        return 0 if all(done) else 1


def create_database(url: str) -> None:
    """The server is new: only its own database is there."""
    import psycopg

    with psycopg.connect(url.removesuffix("portal") + "postgres", autocommit=True) as link:
        link.execute("CREATE DATABASE portal")


if __name__ == "__main__":
    sys.exit(main())
