"""After an erasure, nothing is left of what the member wrote: neither rows nor bytes."""

import base64
import shutil
import sqlite3
import subprocess
import time
import zlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.accounts import actions, retention
from portal.accounts.actions import empty_journal, erase_member, request_erasure, request_export
from portal.accounts.models import User
from portal.accounts.tasks import write_export
from portal.moderation.models import Report
from portal.notifications.models import OutgoingMail
from portal.search import engines, index
from portal.search.models import SearchEntry
from tests.factories import make_role, make_user
from tests.mentoring.people_factories import make_profile
from tests.portal.accounts.lives import live, make_staff, missing
from tests.portal.search.factories import titles

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "zxqcanari7"
SECONDS = 60


def hits(content: bytes) -> int:
    return content.lower().count(CANARY.encode())


def traces() -> dict[str, int]:
    """Where the canary is still read: the dump, the raw files, sessions, stored files."""
    found = {name: hits(content) for name, content in database().items()}
    found["sessions"] = sum(hits(unpacked(one.session_data)) for one in Session.objects.all())
    folder = Path(default_storage.location)  # type: ignore[attr-defined]
    files = [path for path in folder.rglob("*") if path.is_file()]
    found["files"] = sum(hits(path.read_bytes()) + hits(str(path).encode()) for path in files)
    found["file count"] = len(files)
    return found


def unpacked(session: str) -> bytes:
    value = session.split(":")[0]
    raw = base64.urlsafe_b64decode(value.removeprefix(".") + "===")
    return zlib.decompress(raw) if value.startswith(".") else raw


def database() -> dict[str, bytes]:
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        # By another process: whoever reads the file in this one takes SQLite's own locks away.
        raw = {
            path.name: subprocess.run(["cat", path], capture_output=True, check=True).stdout
            for path in file.parent.glob(f"{file.name}*")
        }
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as reader:
            dump = "\n".join(reader.iterdump()).encode()
        return {"dump": dump, **raw}
    values = connection.settings_dict
    command = [
        pg_dump(), "--dbname", str(values["NAME"]), "--host", str(values["HOST"]),
        "--port", str(values["PORT"]), "--username", str(values["USER"]),
    ]  # fmt: skip
    environment = {"PGPASSWORD": str(values["PASSWORD"])}
    run = subprocess.run(command, capture_output=True, check=True, env=environment)
    return {"dump": run.stdout}


def pg_dump() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    command = shutil.which("pg_dump") or (str(found[-1]) if found else "")
    assert command, "pg_dump est introuvable : rien ne serait vérifié."
    return command


@pytest.fixture
def full_life() -> User:
    other = make_staff(email="autre@example.org")
    member = make_staff(email=f"{CANARY}@example.org", display_name=f"Nom {CANARY}")
    live(member, other, CANARY)
    write_export.func((export := request_export(member=member)).pk, export.requested_at.isoformat())
    return member


def test_nothing_is_left_of_a_full_life(full_life: User) -> None:
    assert missing(full_life) == []
    before = traces()
    assert before["dump"] > 20
    assert before["sessions"]
    assert before["file count"]

    started = time.monotonic()
    assert erase_member(member=full_life)
    seconds = time.monotonic() - started

    assert traces() == dict.fromkeys(traces(), 0)
    assert seconds < SECONDS


def fill_index() -> None:
    """Enough entries that what is written afterwards stays beside them until it is merged."""
    engines.engine().insert(
        (SearchEntry(id=number, kind=1, object_id=number), [f"mot{number * k}" for k in range(30)])
        for number in range(1, 301)
    )


def test_nothing_is_left_of_the_search_while_others_write(
    full_life: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are merged away a step at a time, between two of which anybody may write."""
    turns = []

    def give_way() -> None:
        turns.append(connection.in_atomic_block)
        if len(turns) <= 3:
            make_role(title=f"Toupilleur·euse {len(turns)}")

    fill_index()
    monkeypatch.setattr(engines, "PAGES_AT_ONCE", 1)
    monkeypatch.setattr(engines, "give_way", give_way)
    erase_member(member=full_life)

    assert traces() == dict.fromkeys(traces(), 0)
    if connection.vendor == "sqlite":
        assert 3 < len(turns) < 200
        assert not any(turns)
    assert index.drift(["metier"]) == []


def test_several_who_leave_on_one_day_leave_nothing_either(
    full_life: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are emptied once, after the last; also of what a pass cut short had left."""
    merged = []

    def forget_deleted_words() -> None:
        merged.append(1)
        engines.forget_deleted_words()

    monkeypatch.setattr(actions, "forget_deleted_words", forget_deleted_words)
    other = make_user(display_name=f"Autre {CANARY}")
    make_profile(user=other)
    assert erase_member(member=full_life, one_of_many=True)
    request_erasure(member=other, now=timezone.now() - timedelta(days=8))
    for _member in range(2):
        request_erasure(member=make_user(), now=timezone.now() - timedelta(days=8))
    merged.clear()

    assert retention.erase_due(now=timezone.now()) == 3

    assert merged == [1]
    assert traces() == dict.fromkeys(traces(), 0)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_search_outlives_any_number_of_erasures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What FTS5 keeps of its segments grows with each merge: beyond a limit it reads no more."""
    monkeypatch.setattr(engines, "LONGEST_STRUCTURE", 60)
    fill_index()
    lengths = []
    for number in range(25):
        make_role(title=f"Toupilleur·euse {number}")
        gone = SearchEntry(id=1000 + number, kind=1, object_id=1000 + number)
        engines.SQLITE.insert([(gone, [f"{CANARY}{number}"])])
        gone.delete()
        engines.forget_deleted_words()
        with connection.cursor() as cursor:
            cursor.execute("SELECT length(block) FROM search_words_data WHERE id = 10")
            lengths.append(cursor.fetchone()[0])

    empty_journal()
    assert 40 < max(lengths) < 80
    assert index.drift(["metier"]) == []
    assert titles("toupilleur")[0] == "Toupilleur·euse 0"
    assert traces() == dict.fromkeys(traces(), 0)


def test_trace_is_seen_when_there_is_one(full_life: User) -> None:
    """The search itself finds what is left: here, a report that nobody has settled."""
    Report.objects.filter(reporter=full_life).update(handled_at=None)
    erase_member(member=full_life)

    assert traces()["dump"] == 1
    Report.objects.update(handled_at="2027-01-01T00:00Z", outcome="Fait.")
    call_command("tick", verbosity=0)
    assert traces() == dict.fromkeys(traces(), 0)


def test_mails_on_their_way_do_not_leave(full_life: User) -> None:
    erase_member(member=full_life)

    assert not OutgoingMail.objects.exclude(text="").filter(text__contains=CANARY).exists()
    assert not OutgoingMail.objects.exclude(recipient="").exists()


def test_bystander_keeps_everything(full_life: User) -> None:
    bystander = make_user(display_name="Passante")
    consents = bystander.consents.count()
    erase_member(member=full_life)

    bystander.refresh_from_db()
    assert bystander.display_name == "Passante"
    assert bystander.consents.count() == consents
