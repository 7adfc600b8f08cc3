"""The rush on a meetup's seats: what is sent, and what must be true when it is over."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from events.enums import Seat
from events.models import Meetup, MeetupHost, Registration
from portal.accounts.models import User
from portal.moderation.enums import State

SEATS = 30
# The pool of PostgreSQL connections holds eight.
THREADS = 6
RANK = re.compile(r'class="queue-rank">(\d+)(?:re|e)<')


def make_members(count: int) -> list[User]:
    """So many adult members, without the cost of a password each."""
    start = User.objects.count()
    rows = [
        User(email=f"place{start + n}@example.org", display_name=f"Membre {n}", password="!")
        for n in range(count)
    ]
    return User.objects.bulk_create(rows)


def make_place(*, seats: int = SEATS) -> Meetup:
    """A published meetup with so many seats, hosted by somebody else."""
    [host] = make_members(1)
    now = timezone.now()
    meetup: Meetup = Meetup.objects.create(
        state=State.APPROVED,
        author=host,
        title="Café des régies",
        description="On se rencontre.",
        place="Salle",
        city="Lyon",
        departement="69",
        starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=2),
        capacity=seats,
        referent_name="Camille",
        referent_contact="brassard",
        submitted_at=now,
        decided_at=now,
        published_at=now,
    )
    MeetupHost.objects.create(meetup=meetup, member=host, invited_at=now, accepted_at=now)
    return meetup


def open_sessions(members: Iterable[User]) -> dict[int, str]:
    """The session of each member, as signing in leaves it, without two hundred sign-ins."""
    store, ends = SessionStore(), timezone.now() + timedelta(days=1)
    rows = {
        member.pk: Session(
            session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"),
            session_data=store.encode(
                {
                    SESSION_KEY: str(member.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: member.get_session_auth_hash(),
                }
            ),
            expire_date=ends,
        )
        for member in members
    }
    Session.objects.bulk_create(rows.values())
    return {pk: session.session_key for pk, session in rows.items()}


def sign_in(members: Iterable[User]) -> dict[int, Client]:
    """A browser for each member; a server error is an answer, as it is for a visitor."""
    clients = {}
    for pk, session in open_sessions(members).items():
        clients[pk] = Client(raise_request_exception=False)
        clients[pk].cookies[settings.SESSION_COOKIE_NAME] = session
    return clients


def at_once(calls: list[Callable[[], int]]) -> Counter[int]:
    """Run them together; how many answers of each status came."""

    def one(call: Callable[[], int]) -> int:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(threads.map(one, calls))


def post(client: Client, meetup: Meetup, what: str) -> Callable[[], int]:
    return lambda: client.post(f"/rencontres/{meetup.pk}/{what}/").status_code


def rush(members: list[Any], requests: int, *, seed: int) -> list[Any]:
    """Who asks, in which order: each member at least once, the same ones several times."""
    chance = random.Random(seed)  # noqa: S311
    asked = members + [chance.choice(members) for _ in range(requests - len(members))]
    chance.shuffle(asked)
    return asked


def errors(answers: Counter[int]) -> int:
    return sum(count for status, count in answers.items() if status >= 500)


def violations(meetup: Meetup, *, members: int) -> list[str]:
    """What is wrong with the seats of a meetup that so many members asked for."""
    meetup.refresh_from_db()
    rows = list(Registration.objects.filter(meetup=meetup).with_rank())
    confirmed = [row for row in rows if row.state == Seat.CONFIRMED]
    waiting = [row for row in rows if row.state == Seat.WAITING]
    expected = min(meetup.capacity, members)
    found = []
    if len(rows) != members or len({row.member_id for row in rows}) != members:
        found.append(f"{len(rows)} rows for {members} members")
    if len(confirmed) != expected:
        found.append(f"{len(confirmed)} confirmed for {expected} seats")
    if meetup.seats_taken != len(confirmed):
        found.append(f"{meetup.seats_taken} counted, {len(confirmed)} confirmed")
    if sorted(row.rank for row in waiting) != list(range(1, members - expected + 1)):
        found.append("the ranks are not 1, 2, 3…")
    last_seated = max((row.position for row in confirmed), default=0)
    if any(row.position < last_seated for row in waiting):
        found.append("somebody waits who came before somebody seated")
    return found


def displayed_ranks(
    clients: dict[int, Client], meetup: Meetup, *, every: int = 1
) -> dict[int, int]:
    """The rank that every so many waiting members read on the page, beside the one they have."""
    queue = meetup.registrations.waiting().with_rank().values_list("rank", "member")
    shown = {}
    for rank, member in queue[::every]:
        match = RANK.search(clients[member].get(meetup.get_absolute_url()).text)
        shown[rank] = int(match[1]) if match else 0
    return shown
