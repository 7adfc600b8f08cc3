"""T01 and T02 of RELIABILITY: seats under a rush, through HTTP.

`ROUNDS=10 pytest tests/proof/test_places.py` repeats each one; `tests/proof/serve_places.py` does
T01 against a real server.
"""

import os
import threading
import time
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from events import actions
from events.enums import Seat
from events.models import Meetup, Registration
from tests.proof.places import (
    SEATS,
    at_once,
    displayed_ranks,
    errors,
    make_members,
    make_place,
    post,
    rush,
    sign_in,
    violations,
)

ROUNDS = range(int(os.environ.get("ROUNDS", "1")))
PROMOTED = "Une place s’est libérée pour vous"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.proof(test="T01", what="dans un processus, six fils")
def test_500_registrations_of_200_members_for_30_seats(number: int, record_property: Any) -> None:
    members = make_members(200)
    clients, meetup = sign_in(members), make_place()
    asked = rush(members, 500, seed=number)
    started = time.perf_counter()
    answers = at_once([post(clients[one.pk], meetup, "inscription") for one in asked])
    record_property("inscriptions", len(asked))
    seconds = time.perf_counter() - started
    record_property("secondes", round(seconds, 2))

    wrong = violations(meetup, members=200)
    record_property("erreurs 5xx", errors(answers))
    record_property("fautes de places ou de rangs", len(wrong))
    assert answers == {302: 500}
    assert wrong == []
    shown = displayed_ranks(clients, meetup, every=10)
    assert shown == {rank: rank for rank in range(1, 171, 10)}
    if os.environ.get("PROOF"):
        assert seconds <= 10, f"{seconds:.1f} s"


class Watch(threading.Thread):
    """Count the seats again and again while something goes on, as any reader would see them."""

    def __init__(self, meetup: Meetup) -> None:
        super().__init__()
        self.meetup, self.over, self.seen = meetup, threading.Event(), set[tuple[int, int]]()

    def run(self) -> None:
        rows = Registration.objects.filter(meetup=self.meetup, state=Seat.CONFIRMED)
        counter = Meetup.objects.filter(pk=self.meetup.pk)
        while not self.over.is_set():
            self.seen.add((rows.count(), counter.values_list("seats_taken", flat=True)[0]))
            time.sleep(0.005)
        connection.close()


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.proof(test="T02", what="dans un processus, six fils, places comptées pendant ce temps")
def test_10_cancellations_and_20_registrations_at_once(number: int, record_property: Any) -> None:
    members = make_members(65)
    clients, meetup = sign_in(members), make_place()
    for member in members[:45]:
        clients[member.pk].post(f"/rencontres/{meetup.pk}/inscription/")
    queue = list(meetup.registrations.waiting().values_list("member", flat=True))
    seated = list(meetup.registrations.confirmed().values_list("member", flat=True))
    assert (len(seated), len(queue)) == (SEATS, 15)
    mail.outbox.clear()
    calls = [post(clients[pk], meetup, "desistement") for pk in seated[number : number + 10]]
    calls += [post(clients[one.pk], meetup, "inscription") for one in members[45:]]
    watch = Watch(meetup)
    watch.start()
    answers = at_once(rush(calls, len(calls), seed=number))
    watch.over.set()
    watch.join()

    assert answers == {302: 30}
    # Nobody ever saw a seat empty or one too many: a seat is passed on where it is given back.
    assert watch.seen == {(SEATS, SEATS)}
    promoted = meetup.registrations.filter(promoted_at__isnull=False).order_by("position")
    assert list(promoted.values_list("member", flat=True)) == queue[:10]
    left = meetup.registrations.waiting().with_rank().values_list("member", "rank")
    assert list(left[:5]) == list(zip(queue[10:], range(1, 6), strict=True))
    assert [rank for _member, rank in left] == list(range(1, 26))
    told = sorted(message.to[0] for message in mail.outbox if message.subject == PROMOTED)
    assert told == sorted(one.member.email for one in promoted.select_related("member"))
    record_property("promus", len(queue[:10]))
    record_property("courriels", len(told))


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.proof(test="T01", what="contre-épreuve : sans le verrou, la course est vue")
def test_without_the_lock_the_rush_breaks_something(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps the seats is the row's lock, and the tests above would notice its absence."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite n’a qu’un écrivain à la fois : rien ne peut s’y croiser.")

    def unlocked(pk: int) -> Meetup:
        found: Meetup = Meetup.objects.get(pk=pk)
        # The time another one needs to read the same.
        time.sleep(0.02)
        return found

    monkeypatch.setattr(actions, "locked", unlocked)
    members = make_members(60)
    clients, meetup = sign_in(members), make_place()
    asked = rush(members, 150, seed=number)
    answers = at_once([post(clients[one.pk], meetup, "inscription") for one in asked])

    assert errors(answers) or violations(meetup, members=60)
