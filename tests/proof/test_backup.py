"""T07 of RELIABILITY: a hot backup under writers, restored elsewhere; who has left stays gone.

`make proof` does the drill with two thousand members and four writers (PROOF=1).
"""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from mentoring.models import Profile
from portal.accounts import ledger
from portal.accounts.actions import erase_member
from portal.accounts.models import User
from portal.operations import backups, databases
from portal.operations.databases import Unusable
from portal.operations.enums import Job
from portal.operations.models import Beat
from portal.shell.version import HARMLESS
from tests.factories import PASSWORD, make_user
from tests.mentoring.people_factories import make_profile

pytestmark = pytest.mark.django_db(transaction=True)
FULL = bool(os.environ.get("PROOF"))
MEMBERS, WRITERS = (2_000, 4) if FULL else (0, 1)
# What the restored site answers, told by a process of its own: its database is another one.
AFTER = """
import hashlib, json, sys, time
import django
django.setup()
from io import StringIO
from pathlib import Path
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from mentoring.models import Profile
from portal.accounts.models import User
from portal.operations import backups
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
folder, login, password, *options = sys.argv[1:]
out = StringIO()
started = time.monotonic()
call_command("restore", folder, *options, stdout=out)
seconds = time.monotonic() - started
# Once more over the living site: the new machine's own ledger knows by now.
call_command("restore", folder, "--overwrite", stdout=out)
client = Client(headers={"host": "localhost"})
client.post("/compte/login/", {"login": login, "password": password})
names = [one for one in Profile.objects.values_list("photo", flat=True) if one]
kept = backups.Manifest.read(backups.latest(Path(folder))).files
def differs(name):
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != kept[name][1]
print(json.dumps({
    "said": out.getvalue(),
    "members": sorted(User.objects.values_list("email", flat=True)),
    "signed_in": client.get("/mon-espace/").status_code,
    "ready": Client(headers={"host": "localhost"}).get("/readyz").status_code,
    "seconds": seconds,
    "differing": [name for name in names if differs(name)],
    "photos": len(names),
    "missing": [name for name in names if not default_storage.exists(name)],
    "stored": sum(len(files) for _, _, files in __import__("os").walk(default_storage.location)),
}))
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of a clean machine: another database, other folders, the same secret."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
    else:
        host = str(given["HOST"]).replace("/", "%2F")
        url = f"postgresql://{given['USER']}@{host}/{given['NAME']}_elsewhere"
    return os.environ | {
        "DATABASE_URL": url,
        "STORAGE_URL": str(tmp_path / "elsewhere-media"),
        "ERASURE_LEDGER": str(tmp_path / "elsewhere-erasures.log"),
    }


def restore(
    folder: Path, environment: dict[str, str], member: User, *options: str
) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", AFTER, str(folder), member.email, PASSWORD, *options],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def with_photo(member: User) -> Profile:
    profile = make_profile(user=member, handle=f"membre-{member.pk}")
    profile.photo.save("x.jpg", ContentFile(f"photo of {member.pk}".encode()))
    return profile


class Made(list[int]):
    """The members who arrived; `written` counts the statements that wrote."""

    written = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.written += not HARMLESS.match(sql)
        return execute(sql, params, many, context)


@contextmanager
def writing() -> Iterator[Made]:
    """Members with a photo arrive, and change it, as fast as they can."""
    over, made = threading.Event(), Made()

    def write(writer: int) -> None:
        try:
            with connection.execute_wrapper(made):
                arrive(writer)
        finally:
            connection.close()

    def arrive(writer: int) -> None:
        for number in count():
            if over.is_set():
                return
            member = make_user(email=f"hot{writer}-{number}@example.org")
            profile = with_photo(member)
            old = profile.photo.name
            profile.photo.save("y.jpg", ContentFile(b"another"))
            default_storage.delete(str(old))
            made.append(member.pk)

    threads = [threading.Thread(target=write, args=[writer]) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield made
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.proof(test="T07", what="sauvegarde sous les écritures, remise sur une machine neuve")
def test_the_drill(tmp_path: Path, elsewhere: dict[str, str], record_property: Any) -> None:
    stays, leaves = make_user(email="reste@example.org"), make_user(email="part@example.org")
    with_photo(stays)
    with_photo(leaves)
    for number in range(MEMBERS):
        with_photo(make_user(email=f"ancien{number}@example.org"))
    folder = tmp_path / "backups"
    with writing() as made:
        while len(made) < 3:
            pass
        began, started = made.written, time.monotonic()
        call_command("backup", str(folder), stdout=StringIO())
        seconds = time.monotonic() - started
        at_backup, written = len(made), made.written - began
        while len(made) < at_backup + 2:
            pass
    erase_member(member=leaves)
    assert Beat.objects.filter(job=Job.BACKUP).exists()

    # The ledger is not in the backup: it is given by hand, from where it is kept.
    ledger_kept = Path(settings.ERASURE_LEDGER)
    answer = restore(folder, elsewhere, stays, "--ledger", str(ledger_kept))

    record_property("membres restaurés", len(answer["members"]))
    record_property("fichiers restaurés, empreinte égale", answer["photos"])
    record_property("sauvegarde (s)", round(seconds, 1))
    record_property("écritures par seconde alors", round(written / seconds))
    record_property("restauration (s)", round(answer["seconds"], 1))
    # Each table was compared with the sum taken in the snapshot itself (portal.operations).
    assert answer["signed_in"] == answer["ready"] == 200
    assert "reste@example.org" in answer["members"]
    assert "part@example.org" not in answer["members"]
    assert answer["said"].count("1 membres effacés de nouveau") == 2
    assert answer["said"].count("L’ancienne base est gardée") == 1
    assert 3 <= len(answer["members"]) - 1 - MEMBERS <= at_backup + WRITERS
    assert answer["missing"] == answer["differing"] == []
    assert answer["photos"] == answer["stored"] > 3
    assert answer["seconds"] <= 600


def test_a_backup_holds_exactly_the_files_that_its_rows_name(tmp_path: Path) -> None:
    """A file deleted between the copy and the snapshot is not kept; one that came is taken."""
    first, second = make_user(), make_user()
    gone = with_photo(first)
    real = databases.engine().dump

    def dump(self: Any, into: Path) -> databases.Snapshot:
        if not Profile.objects.filter(user=second).exists():
            name = str(gone.photo.name)
            gone.photo = ""
            gone.save()
            default_storage.delete(name)
            with_photo(second)
        return real(into)

    with mock.patch.object(type(databases.engine()), "dump", dump):
        made = backups.make(tmp_path / "backups", now=timezone.now())

    manifest = backups.verify(made)
    kept = {str(path.relative_to(made / "media")) for path in made.rglob("media/**/*.jpg")}
    assert set(manifest.files) == kept == {str(Profile.objects.get(user=second).photo.name)}


def test_a_file_that_vanishes_while_it_is_copied_takes_the_instant_anew(tmp_path: Path) -> None:
    """The snapshot names a file that somebody then deletes: another snapshot, not a broken one."""
    member = make_user()
    real = databases.engine().dump
    calls = []

    def dump(self: Any, into: Path) -> databases.Snapshot:
        calls.append(1)
        if len(calls) == 1:
            profile = with_photo(member)
            snapshot = real(into)
            default_storage.delete(str(profile.photo.name))
            Profile.objects.filter(user=member).update(photo="")
            return snapshot
        return real(into)

    with mock.patch.object(type(databases.engine()), "dump", dump):
        made = backups.make(tmp_path / "backups", now=timezone.now())

    assert len(calls) == 2
    assert backups.verify(made).files == {}


def test_a_site_whose_files_are_lost_is_told(tmp_path: Path) -> None:
    profile = with_photo(make_user())
    default_storage.delete(str(profile.photo.name))

    with pytest.raises(CommandError, match=f"introuvables.*{profile.photo.name}"):
        call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    # All the rest is saved.
    [made] = backups.all_of(tmp_path / "backups")
    manifest = backups.verify(made)
    assert manifest.lost == [profile.photo.name]
    assert manifest.tables["accounts_user"].rows == 1


def test_sessions_and_copies_of_data_are_in_no_backup(tmp_path: Path) -> None:
    from django.test import Client

    member, client = make_user(), Client()
    client.post("/compte/login/", {"login": member.email, "password": PASSWORD})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    made = backups.make(tmp_path / "backups", now=timezone.now())

    manifest = backups.Manifest.read(made)
    assert not set(manifest.tables) & set(databases.TEMPORARY)
    assert "accounts_user" in manifest.tables
    if connection.vendor == "sqlite":
        assert key.encode() not in (made / manifest.database).read_bytes()
        assert member.email.encode() in (made / manifest.database).read_bytes()


def test_a_damaged_backup_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    with_photo(make_user())
    folder = tmp_path / "backups"
    made = backups.make(folder, now=timezone.now())
    call_command("restore", str(folder), "--check", stdout=StringIO())
    [photo] = made.rglob("media/**/*.jpg")
    photo.write_bytes(b"bitten")

    for options in (["--check"], ["--overwrite"]):
        with pytest.raises(CommandError, match="n’est plus ce qu’il était"):
            call_command("restore", str(folder), *options, stdout=StringIO())
    (made / "manifest.json").unlink()
    with pytest.raises(CommandError, match="n’est pas une sauvegarde entière"):
        call_command("restore", str(made), stdout=StringIO())


def test_a_living_site_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    make_user()
    folder = tmp_path / "backups"
    backups.make(folder, now=timezone.now())

    with pytest.raises(CommandError, match="Un site vit déjà ici"):
        call_command("restore", str(folder), stdout=StringIO())
    assert User.objects.count() == 1


def test_a_database_that_still_serves_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has it open, even at rest, would go on writing into the former one."""
    base = databases.engine()
    if not isinstance(base, databases.Sqlite):
        pytest.skip("PostgreSQL refuse de lui-même de renommer une base ouverte.")
    # It aims Django at what it puts in place: this one is not the test's.
    monkeypatch.setattr(databases, "connection", mock.MagicMock())
    base.path, base.beside = tmp_path / "live.sqlite3", tmp_path / "beside.sqlite3"
    with closing(sqlite3.connect(base.path)) as web, closing(sqlite3.connect(base.beside)) as new:
        web.execute("PRAGMA journal_mode=WAL")
        web.execute("CREATE TABLE former (x)")
        new.execute("CREATE TABLE latter (x)")
        with pytest.raises(Unusable, match="sert encore"):
            base.take_place("20261128T000000Z")
        assert base.path.exists()
        assert base.beside.exists()
    kept = base.take_place("20261128T000000Z")

    for path, table in ((Path(kept), "former"), (base.path, "latter")):
        with closing(sqlite3.connect(path)) as link:
            assert link.execute("SELECT name FROM sqlite_master").fetchall() == [(table,)]


def test_without_the_ledger_nothing_is_restored(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    backups.make(folder, now=timezone.now())
    (folder / "erasures.log").unlink()
    Path(settings.ERASURE_LEDGER).unlink()

    with pytest.raises(CommandError, match="registre des effacements est introuvable"):
        call_command("restore", str(folder), "--overwrite", stdout=StringIO())


def test_old_backups_go_and_files_are_shared_between_those_that_stay(tmp_path: Path) -> None:
    with_photo(make_user())
    folder, now = tmp_path / "backups", timezone.now()
    for hours in (3, 2, 1):
        backups.make(folder, now=now - timedelta(hours=hours))
    call_command("backup", str(folder), "--keep", "2", stdout=StringIO())

    kept = backups.all_of(folder)
    assert len(kept) == 2
    places = {path.stat().st_ino for one in kept for path in one.rglob("*.jpg")}
    assert len(places) == 1
    for one in kept:
        backups.verify(one)


def test_the_ledger_says_nothing_of_anybody(tmp_path: Path) -> None:
    member = make_user(email="canary@example.org", display_name="Canari")
    copy = User.objects.get(pk=member.pk)
    erase_member(member=member)

    text = Path(settings.ERASURE_LEDGER).read_text()
    begun, done = ledger.read(Path(settings.ERASURE_LEDGER))
    assert (begun.state, done.state) == (ledger.BEGUN, ledger.DONE)
    assert begun.digest == done.digest
    assert "canary" not in text.lower()
    assert "Canari" not in text
    assert ledger.Erased.of([begun, done]).state(copy) == ledger.DONE
    assert ledger.Erased.of([begun]).state(copy) == ledger.BEGUN
    # Whoever is given the same number later is somebody else.
    copy.date_joined += timedelta(microseconds=1)
    assert ledger.Erased.of([begun, done]).state(copy) == ""


def test_an_erasure_that_is_undone_is_not_in_the_ledger_as_done() -> None:
    member = make_user()
    with (
        mock.patch("portal.accounts.ledger.write", side_effect=OSError("disk full")),
        pytest.raises(OSError, match="disk full"),
    ):
        erase_member(member=member)

    assert User.objects.filter(pk=member.pk).exists()


def test_a_new_secret_still_reads_the_ledger_or_says_that_it_cannot(settings: Any) -> None:
    member = make_user()
    ledger.write(member, ledger.DONE, now=timezone.now())
    lines = list(ledger.read(Path(settings.ERASURE_LEDGER)))
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret"

    assert len(ledger.unknown_keys(lines)) == 1
    settings.SECRET_KEY_FALLBACKS = [former]
    assert ledger.unknown_keys(lines) == set()
    assert ledger.Erased.of(lines).state(member) == ledger.DONE


def test_lines_are_forgotten_once_no_backup_is_old_enough() -> None:
    member, now = make_user(), timezone.now()
    ledger.write(member, ledger.DONE, now=now - ledger.LEDGER_KEPT - timedelta(days=1))
    ledger.write(member, ledger.DONE, now=now)

    assert ledger.forget(now=now) == 1
    assert len(list(ledger.read(Path(settings.ERASURE_LEDGER)))) == 1
