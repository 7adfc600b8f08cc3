"""T08 of RELIABILITY: from each release to the code of today, with rows in the base; and the code
of the release before on today's base.

Bringing a base to a point of the past takes from ten to sixty seconds: full size only (`make proof
ONLY=T08`).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.utils import ConnectionHandler, DatabaseError

from portal.operations import migrations_rule
from tests.proof import former
from tests.proof.former import Point, points

FULL = bool(os.environ.get("PROOF"))
ROWS = 50_000
SECONDS = 2.0
# Read and written to while the site serves, from the first release on.
WATCHED = [
    "accounts_user", "careers_internship", "careers_organisation", "contact_message",
    "events_meetup", "events_registration", "mentoring_profile", "notifications_notification",
]  # fmt: skip
# The mark of the pages that are kept ready: it changes with any write.
MARKS = {"shell_contentversion"}
PAGES = ["/", "/stages/", "/metiers/", "/rencontres/", "/recherche/", "/readyz"]
# What was written long ago, where strangers read it today.
READ = {"/stages/": "Stage régie", "/rencontres/": "Café des régies"}
# The pages of today's code over the base that was brought here, once a release's commands were run.
LOOK = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
for command in ("createcachetable", "load_reference", "rebuild_lists", "rebuild_search"):
    call_command(command, verbosity=0)
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
wanted = json.loads(sys.argv[1])
found = {path: client.get(path) for path in wanted}
print(json.dumps({path: one.status_code if wanted[path] in one.text else one.text[:3000]
    for path, one in found.items()}))
"""
needs_time = pytest.mark.skipif(not FULL, reason="Vingt à soixante secondes par version : PROOF=1.")


def test_each_point_is_a_set_of_migrations_that_are_there() -> None:
    known = migrations_rule.ours()
    kept = points()
    assert len({one.name for one in kept}) == len(kept) >= 5
    assert [one.date for one in kept] == sorted(one.date for one in kept)
    for one in kept:
        assert re.fullmatch("[0-9a-f]{40}", one.commit)
        assert set(one.leaves.items()) <= set(known), one.name


@contextmanager
def empty_base(tmp_path: Path) -> Iterator[str]:
    """The address of a new base, beside that of the tests."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/former.sqlite3"
        return
    name, host = f"{given['NAME']}_former", str(given["HOST"]).replace("/", "%2F")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgresql://{given['USER']}@{host}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(url: str, *command: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder or settings.BASE_DIR, capture_output=True, text=True,
        env=os.environ | {"DATABASE_URL": url},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


class Visitor(threading.Thread):
    """Reads or writes a row of each main table again and again; the longest wait of each."""

    def __init__(self, url: str, statement: str) -> None:
        super().__init__()
        self.statement, self.over = statement, threading.Event()
        self.longest, self.since = 0.0, datetime.now(UTC)
        self.failed = list[str]()
        self.settings = another(url)

    def run(self) -> None:
        # A connection belongs to the thread that made it.
        with closing(ConnectionHandler({"default": self.settings})["default"]) as base:
            self.visit(base)

    def visit(self, base: Any) -> None:
        while not self.over.is_set():
            for table in WATCHED:
                since, started = datetime.now(UTC), time.monotonic()
                try:
                    with base.cursor() as cursor:
                        cursor.execute(self.statement.format(table=table))
                except DatabaseError as error:
                    self.failed.append(f"{table}: {error}")
                waited = time.monotonic() - started
                if waited > self.longest:
                    self.longest, self.since = waited, since
                time.sleep(0.002)

    def stop(self) -> float:
        self.over.set()
        self.join()
        assert self.failed == []
        return self.longest


def applied_after(cursor: Any, moment: datetime) -> str:
    """The migration that was under way then."""
    cursor.execute(
        "SELECT app, name FROM django_migrations WHERE applied >= %s ORDER BY applied LIMIT 1",
        [moment],
    )
    return ".".join(cursor.fetchone() or ["après la dernière"])


def another(url: str) -> dict[str, Any]:
    """The settings of a connection to that base, without a pool.

    Nothing is prepared: the site names the columns it reads, a visitor here reads them all.
    """
    given = connection.settings_dict
    left_out = {"pool", "prepare_threshold"}
    options = {name: value for name, value in given["OPTIONS"].items() if name not in left_out}
    name = url.removeprefix("sqlite:///") if connection.vendor == "sqlite" else url.split("/")[-1]
    return {**given, "NAME": name, "OPTIONS": options, "CONN_MAX_AGE": None}


@needs_time
@pytest.mark.django_db(transaction=True)
@pytest.mark.proof(test="T08", what="de chaque version à aujourd’hui, sous lectures et écritures")
@pytest.mark.parametrize("point", points(), ids=lambda point: point.name)
def test_every_row_of_a_release_is_there_today(
    point: Point, tmp_path: Path, record_property: Any
) -> None:
    with empty_base(tmp_path) as url:
        before = json.loads(run(url, "-m", "tests.proof.former", point.name, str(ROWS)))
        reader = Visitor(url, "SELECT * FROM {table} ORDER BY id LIMIT 1")
        writer = Visitor(url, "UPDATE {table} SET id = id WHERE id = 1")
        reader.start()
        writer.start()
        started = time.monotonic()
        run(url, "manage.py", "migrate", "--verbosity=0")
        seconds = time.monotonic() - started
        read, written = reader.stop(), writer.stop()
        base = ConnectionHandler({"default": another(url)})["default"]
        with closing(base), base.cursor() as cursor:
            there = set(base.introspection.table_names(cursor))
            after = former.sums(cursor, sorted(set(before) & there))
            during = [applied_after(cursor, one.since) for one in (reader, writer)]
        wanted = dict.fromkeys(PAGES, "") | READ
        seen = json.loads(run(url, "-c", LOOK, json.dumps(wanted)).splitlines()[-1])

    gone = [name for name in before if name not in after and before[name]["rows"]]
    # A migration may write rows of its own.
    lost = sum(max(0, before[one]["rows"] - after[one]["rows"]) for one in after) + sum(
        before[one]["rows"] for one in gone
    )
    changed = [
        f"{table}.{name}"
        for table, was in before.items()
        if table in after and table not in MARKS
        for name, digest in was["columns"].items()
        if name in after[table]["columns"] and after[table]["columns"][name] != digest
    ]
    record_property("lignes", sum(one["rows"] for one in before.values()))
    record_property("perdues", lost)
    record_property("colonnes gardées dont une valeur a changé", len(changed))
    record_property("migrations (s)", round(seconds, 1))
    record_property("lecture la plus longue (s)", round(read, 2))
    record_property("pendant", during[0])
    record_property("écriture la plus longue (s)", round(written, 2))
    record_property("pendant aussi", during[1])
    assert (lost, gone, changed) == (0, [], [])
    assert seen == dict.fromkeys(wanted, 200)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert read <= SECONDS, f"une lecture a attendu {read:.1f} s"
    assert written <= SECONDS, f"une écriture a attendu {written:.1f} s"


# Today's code prepares the base: somebody who may sign in, and enough to read.
PREPARE = """
import django
django.setup()
from io import StringIO
from django.core.management import call_command
from portal.accounts.models import Consent, User
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("load_reference", stdout=StringIO())
call_command("seed", "--members", "40", "--listings", "40", "--meetups", "12", stdout=StringIO())
call_command("rebuild_search", stdout=StringIO())
member = User.objects.create_user("lina@example.org", "agrafe-pluie-cheval-9", display_name="Lina")
member.confirm_address()
Consent.record_current(member)
"""
# The code of a former release on it, told by a process in its own folder.
SERVE = """
import json, re
import django
django.setup()
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from portal.shell.routes import Policy, walk
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
settings.ACCOUNT_RATE_LIMITS = False
settings.SIGNUP_SECONDS = 0
settings.EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"
settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
routes = [one for one in walk() if one.policy == Policy.PUBLIC and "GET" in one.verbs]
answers, waiting, seen = {}, [one.pattern for one in routes if "<" not in one.pattern], set()
names = {one.name for one in routes}
while waiting:
    path = waiting.pop()
    try:
        name = resolve(path).view_name
    except Resolver404:
        continue
    if name not in names or name in seen:
        continue
    seen.add(name)
    answer = client.get(path)
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    answers[path] = answer.status_code
    waiting += re.findall(r'href="(/[^"?#]*)', text)
client.post("/compte/login/", {"login": "lina@example.org", "password": "agrafe-pluie-cheval-9"})
from events.models import Meetup, Registration
from portal.accounts.models import User
from portal.moderation.models import Report
meetups = Meetup.objects.visible_to(User.objects.get(email="lina@example.org"))
signed_in = client.get("/mon-espace/").status_code
written = {}
for meetup in meetups.filter(starts_at__gt=django.utils.timezone.now())[:5]:
    client.post(f"/rencontres/{meetup.pk}/inscription/")
written["seat"] = Registration.objects.filter(member__email="lina@example.org").count()
stranger = Client(headers={"host": "localhost"}, raise_request_exception=False)
path = f"/signaler/rencontre/{meetup.pk}/"
before = Report.objects.count()
said = stranger.post(path, {"reason": "other", "text": "Cette rencontre n’existe pas.",
    "name": "Nour", "email": "nour@example.org", "good_faith": "on", "faith": "on"})
written["report"] = Report.objects.count() - before
print(json.dumps({"pages": answers, "missed": sorted(names - seen), "signed_in": signed_in,
    "written": written, "said": said.status_code}))
"""


def has_commit(commit: str) -> bool:
    found = subprocess.run(
        ["git", "cat-file", "-e", f"{commit}^{{commit}}"],
        cwd=settings.BASE_DIR,
        capture_output=True,
    )
    return found.returncode == 0


@needs_time
@pytest.mark.django_db(transaction=True)
@pytest.mark.proof(test="T08", what="le code de la version d’avant sur la base d’aujourd’hui")
def test_the_code_of_the_release_before_serves_on_the_base_of_today(
    tmp_path: Path, record_property: Any
) -> None:
    before = points()[-1]
    if not shutil.which("git") or not has_commit(before.commit):
        pytest.skip(f"La version {before.name} n’est pas dans ce clone : `git fetch --unshallow`.")
    folder = tmp_path / "before"
    git = ["git", "worktree"]
    subprocess.run([*git, "add", "--detach", folder, before.commit], cwd=settings.BASE_DIR,
                   check=True, capture_output=True)  # fmt: skip
    try:
        with empty_base(tmp_path) as url:
            run(url, "-c", PREPARE)
            told = json.loads(run(url, "-c", SERVE, folder=folder).splitlines()[-1])
    finally:
        subprocess.run([*git, "remove", "--force", folder], cwd=settings.BASE_DIR, check=True)

    record_property("version d’avant", before.name)
    record_property("pages publiques", len(told["pages"]))
    failed = {path: status for path, status in told["pages"].items() if status >= 500}
    fine = sum(status == 200 for status in told["pages"].values())
    record_property("en erreur", len(failed))
    assert failed == {}
    assert fine >= 60
    assert told["signed_in"] == 200
    assert told["written"]["seat"] >= 1
    assert (told["said"], told["written"]["report"]) == (302, 1)
