"""Meetups by the thousand, to measure with. Everything in them is made up."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from careers import geography
from events.enums import Format, Seat
from events.models import Festival, Meetup, MeetupHost, Registration
from portal.accounts.models import User
from portal.moderation.enums import State

BATCH = 2000
MOST_MEMBERS = 5000
# Meetups with people in them: enough for every page, few enough to stay quick.
PEOPLED = 500
SUBJECTS = ("Café", "Apéro", "Lecture", "Atelier", "Projection", "Visite", "Table ronde")
TRADES = ("des régies", "de la production", "du son", "de l’image", "du montage", "du décor")


def build(*, members: int, listings: int, meetups: int, seed: int) -> str:
    """Add `meetups` published meetups over a year and a half; returns a line for the log.

    They are hosted by members already there. The same seed gives the same meetups.
    """
    chance = random.Random(seed)  # noqa: S311
    hosts = list(User.objects.order_by("pk").values_list("pk", flat=True)[:MOST_MEMBERS])
    if not hosts or not meetups:
        return "aucune rencontre semée"
    festivals = [None, None, None, *Festival.objects.values_list("pk", flat=True)]
    codes = list(geography.departements())
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    seats = 0
    for first in range(0, meetups, BATCH):
        numbers = range(first, min(first + BATCH, meetups))
        chosen = [chance.choice(hosts) for _number in numbers]
        batch = [
            _meetup(chance, number, now=now, host=host, codes=codes)
            for number, host in zip(numbers, chosen, strict=True)
        ]
        for number, meetup in enumerate(batch, start=first):
            meetup.festival_id = chance.choice(festivals)
            if number < PEOPLED:
                meetup.last_position = min(chance.randrange(meetup.capacity + 5), len(hosts) - 1)
                meetup.seats_taken = min(meetup.last_position, meetup.capacity)
        batch = Meetup.objects.bulk_create(batch)
        MeetupHost.objects.bulk_create(
            MeetupHost(meetup=one, member_id=host, invited_at=now, accepted_at=now)
            for one, host in zip(batch, chosen, strict=True)
        )
        seats += _people(chance, batch, hosts, now=now)
    return f"{meetups} rencontres et {seats} inscriptions semées"


def _meetup(chance: random.Random, number: int, *, now: datetime, host: int, codes: Any) -> Meetup:
    starts_at = now + timedelta(hours=chance.randrange(-90 * 24, 450 * 24))
    form = chance.choices(list(Format), weights=[7, 2, 1])[0]
    code = chance.choice(codes) if form in Format.with_a_place() else ""
    return Meetup(
        state=State.APPROVED,
        author_id=host,
        title=f"{chance.choice(SUBJECTS)} {chance.choice(TRADES)} no {number} (fictif)",
        description="Rencontre fictive, faite pour mesurer le site.",
        format=form,
        place="Salle fictive" if code else "",
        city=geography.departements()[code]["name"] if code else "",
        departement=code,
        join_link="https://visio.example.org/fictif" if form in Format.with_a_link() else "",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        capacity=chance.randrange(5, 60),
        referent_name="Camille Fictif",
        referent_contact="brassard orange",
        alcohol_free=chance.random() < 0.5,
        minors_welcome=chance.random() < 0.3,
        submitted_at=now - timedelta(days=100),
        decided_at=now - timedelta(days=99),
        published_at=now - timedelta(days=99),
    )


def _people(
    chance: random.Random, meetups: list[Meetup], hosts: list[int], *, now: datetime
) -> int:
    """Fill the seats that the meetups count; those that are full have some people waiting."""
    rows: list[Registration] = []
    for meetup in meetups:
        if not meetup.last_position:
            continue
        guests = chance.sample(hosts, meetup.last_position + 1)
        if meetup.author_id in guests:
            guests.remove(meetup.author_id)
        for position, member in enumerate(guests[: meetup.last_position], start=1):
            seated = position <= meetup.capacity
            rows.append(
                Registration(
                    meetup=meetup,
                    member_id=member,
                    state=Seat.CONFIRMED if seated else Seat.WAITING,
                    position=position,
                    shown=chance.random() < 0.4,
                    created_at=now,
                    confirmed_at=now if seated else None,
                )
            )
    Registration.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
