"""T04 of RELIABILITY: writers go on while their server is killed, and comes back.

Four things are written: a seat at a meetup, a message, a PDF of a portfolio, an application that is
written and then sent. Whoever gets no answer sends the same form again, a little later each time.
"""

import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from careers.applications.enums import ApplicationState
from careers.models import Application
from events.models import Meetup, Registration
from mentoring.models import PortfolioItem
from portal.accounts import retention
from portal.accounts.models import User
from portal.contact.models import Message
from portal.notifications.models import OutgoingMail
from tests.careers.applications.factories import WORDS
from tests.factories import make_internship
from tests.mentoring.people_factories import make_profile
from tests.portal.contact.factories import make_thread
from tests.proof.live import Answer, Web, ask, send_piece
from tests.proof.places import make_members, make_place, open_sessions

FULL = bool(os.environ.get("PROOF"))
KILLS, WRITERS, A_KILL = (20, 20, 101) if FULL else (1, 6, 30)
pytestmark = pytest.mark.django_db(transaction=True)


class Writer(threading.Thread):
    """A member who writes one thing after the other, and remembers what was acknowledged."""

    def __init__(self, web: Web, member: User, session: str, over: threading.Event) -> None:
        super().__init__()
        self.web, self.member, self.session, self.over = web, member, session, over
        self.acknowledged: list[tuple[str, Any]] = []
        self.unexpected: list[str] = []
        self.tries: Iterator[tuple[str, Any, Callable[[], Answer]]]

    def run(self) -> None:
        for kind, key, send in self.tries:
            wait = 0.25
            while not self.over.is_set():
                answer = send()
                if answer.status == 302:
                    self.acknowledged.append((kind, key))
                    break
                if answer.status not in {0, 502, 503}:
                    self.unexpected.append(f"{kind}: {answer.status}")
                    break
                self.over.wait(wait)
                wait = min(2.0, wait * 2)
            if self.over.is_set():
                return

    def post(self, path: str, **given: Any) -> Answer:
        return ask(self.web.port, "POST", path, session=self.session, **given)

    def seat(self, meetup: Meetup) -> Any:
        return "seat", meetup.pk, lambda: self.post(f"/rencontres/{meetup.pk}/inscription/")

    def message(self, thread: Any) -> Any:
        key = uuid4()
        data = {"text": f"Le plan de travail {key.hex}", "creation_key": key}
        return "message", key, lambda: self.post(thread.get_absolute_url(), data=data)

    def piece(self) -> Any:
        key = uuid4()
        return "piece", key, lambda: send_piece(self.web.port, self.session, key)

    def application(self, listing: Any) -> Any:
        data = {"motivation": WORDS, "creation_key": uuid4(), "then": "preview"}

        def send() -> Answer:
            written = self.post(f"/stages/{listing.pk}-stage/candidater/", data=data)
            where = written.headers.get("location", "")
            if written.status != 302 or not where.endswith("/relire/"):
                return written
            return self.post(where.replace("/relire/", "/envoyer/"))

        return "application", listing.pk, send


def prepared(web: Web, over: threading.Event) -> list[Writer]:
    """The writers, and enough for each to write about."""
    members = make_members(WRITERS)
    User.objects.update(date_joined=timezone.now() - timedelta(days=60))
    sessions = open_sessions(members)
    meetups = [make_place(seats=WRITERS * 2) for _ in range(120 if FULL else 12)]
    listings = [make_internship(places=9) for _ in range(30 if FULL else 3)]
    writers = []
    for member in members:
        make_profile(user=member, handle=f"membre-{member.pk}")
        thread = make_thread(by=member, reachable_checked=True)
        writer = Writer(web, member, sessions[member.pk], over)
        writer.tries = things(writer, thread, meetups, listings)
        writers.append(writer)
    return writers


def things(
    writer: Writer, thread: Any, meetups: list[Meetup], listings: list[Any]
) -> Iterator[Any]:
    """Mostly seats and messages; now and then an application or a file, eight files a day."""
    left = iter(enumerate(listings))
    for number, meetup in enumerate(meetups):
        yield writer.seat(meetup)
        yield writer.message(thread)
        if number % 4 == 0 and (one := next(left, None)):
            yield writer.application(one[1])
            if one[0] < 8:
                yield writer.piece()


@pytest.mark.proof(test="T04", what="places, messages, pièces PDF et candidatures")
def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path, record_property: Any) -> None:
    # Its files go where those of the test go (tests/conftest.py).
    web, over = Web(tmp_path), threading.Event()
    writers = prepared(web, over)
    web.start()
    web.wait(path="/readyz")
    for writer in writers:
        writer.start()
    loaded, back = list[float](), list[float]()
    try:
        for number in range(KILLS):
            deadline = time.monotonic() + 60
            while total(writers) < A_KILL * (number + 1) and time.monotonic() < deadline:
                time.sleep(0.02)
            killed = time.monotonic()
            web.kill()
            web.start()
            loaded.append(time.monotonic() - killed)
            web.wait(path="/readyz")
            back.append(time.monotonic() - killed)
    finally:
        over.set()
        for writer in writers:
            writer.join()
        web.stop()

    count = total(writers)
    record_property("arrêts", KILLS)
    record_property("écritures acquittées", count)
    for kind, title in {"seat": "places", "message": "messages", "piece": "pièces",
                        "application": "candidatures"}.items():  # fmt: skip
        record_property(f"dont {title}", sum(kind == one for one, _key in said(writers)))
    lost = {kind: len(keys - found(kind)) for kind, keys in by_kind(writers).items()}
    record_property("perdues", sum(lost.values()))
    record_property("de nouveau prêt, au plus (s)", round(max(back), 2))
    record_property("en médiane (s)", round(statistics.median(back), 2))
    record_property("dont code chargé (s)", round(statistics.median(loaded), 2))
    assert [one for writer in writers for one in writer.unexpected] == []
    assert not any(lost.values()), lost
    assert set(lost) == {"seat", "message", "piece", "application"}
    assert count >= KILLS * A_KILL
    half = half_written()
    record_property("à moitié écrites", len(half))
    assert half == []
    record_property("fichiers d’envois coupés, effacés ensuite par purge", swept())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if FULL:
        assert max(back) <= 5, f"de nouveau prêt en {max(back):.1f} s"


def said(writers: list[Writer]) -> list[tuple[str, Any]]:
    return [one for writer in writers for one in writer.acknowledged]


def total(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def by_kind(writers: list[Writer]) -> dict[str, set[Any]]:
    """What each writer was told is done; seats and applications with whose they are."""
    done: dict[str, set[Any]] = {}
    for writer in writers:
        for kind, key in writer.acknowledged:
            mine = key if isinstance(key, UUID) else (writer.member.pk, key)
            done.setdefault(kind, set()).add(mine)
    return done


def found(kind: str) -> set[Any]:
    """What the database holds of it."""
    if kind == "seat":
        return set(Registration.objects.values_list("member", "meetup"))
    if kind == "application":
        sent = Application.objects.filter(state=ApplicationState.SENT)
        return set(sent.values_list("applicant", "internship"))
    model = Message if kind == "message" else PortfolioItem
    return set(model.objects.values_list("creation_key", flat=True))


def half_written() -> list[str]:
    """What was begun and not finished: a row without its file, its count or its letter."""
    faults = [f"file {name}" for name in PortfolioItem.objects.values_list("file", flat=True)
              if not default_storage.exists(name) or not default_storage.size(name)]  # fmt: skip
    for meetup in Meetup.objects.all():
        if meetup.seats_taken != meetup.registrations.confirmed().count():
            faults.append(f"{meetup.seats_taken} seats counted on {meetup.pk}")
    sent = Application.objects.filter(state=ApplicationState.SENT).count()
    letters = OutgoingMail.objects.filter(subject__contains="andidature").count()
    if sent != letters:
        faults.append(f"{letters} letters for {sent} applications")
    return faults


def swept() -> int:
    """Files whose row never came, because the server died in between: purge takes them."""
    later = timezone.now() + timedelta(days=2)
    left = len(retention.orphans(now=later))
    call_command("purge", "--yes", "--now", later.isoformat(), verbosity=0)
    assert retention.orphans(now=later) == []
    assert half_written() == []
    return left
