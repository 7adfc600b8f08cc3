"""Synthetic applications to synthetic listings. All fictional, and said so."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from careers.applications.answer_rate import recount
from careers.applications.enums import ApplicationState, CancelReason, DeclineReason
from careers.models import Application, Internship
from careers.models.application import ANSWER_DAYS, end_of_day
from careers.placements import agreed_terms
from portal.accounts import seed as accounts
from portal.accounts.models import User
from portal.shell.seeding import chance, key

MOST_EACH = 6
NOTE = "Contenu synthétique, fait pour mesurer le site."
# How often each state comes, in a hundred.
ODDS = {
    ApplicationState.DRAFT: 8,
    ApplicationState.SENT: 18,
    ApplicationState.READ: 14,
    ApplicationState.STUDIED: 10,
    ApplicationState.ACCEPTED: 10,
    ApplicationState.DECLINED: 22,
    ApplicationState.WITHDRAWN: 6,
    ApplicationState.CANCELLED: 2,
    ApplicationState.EXPIRED: 10,
}


def create(seed: int, listings: dict[int, Internship], *, people: int, now: datetime) -> int:
    """Applications for these new listings (by number of the seed); returns how many."""
    wanted = {number: _applicants(seed, number, people=people) for number in listings if people}
    members = _members(seed, {one for chosen in wanted.values() for one in chosen})
    rows = [
        row
        for number, chosen in wanted.items()
        for row in _rows(seed, number, listings[number], chosen, members, now=now)
    ]
    keys = [one.creation_key for one in rows]
    there = Application.objects.filter(creation_key__in=keys)
    # Those of a listing that was deleted stay, with their keys.
    known = set(there.values_list("creation_key", flat=True))
    made = Application.objects.bulk_create(one for one in rows if one.creation_key not in known)
    taken = Counter(
        one.internship_id or 0 for one in made if one.state == ApplicationState.ACCEPTED
    )
    for number, count in taken.items():
        Internship.objects.filter(pk=number).update(places_taken=count)
    recount((one.organisation_id for one in made), now=now)
    return len(made)


def _applicants(seed: int, number: int, *, people: int) -> list[int]:
    dice = chance(seed, "applicants", number)
    return dice.sample(range(people), min(dice.randrange(MOST_EACH + 1), people))


def _members(seed: int, numbers: Iterable[int]) -> dict[int, int]:
    """The member (by primary key) behind each number of the seed."""
    emails = {accounts.email(seed, number): number for number in numbers}
    known = User.objects.filter(email__in=emails).values_list("email", "pk")
    return {emails[email]: pk for email, pk in known}


def _rows(
    seed: int,
    number: int,
    listing: Internship,
    chosen: list[int],
    members: dict[int, int],
    *,
    now: datetime,
) -> list[Application]:
    rows, left, terms = [], listing.places, agreed_terms.frozen(listing)
    for rank, who in enumerate(chosen):
        applicant = members.get(who)
        if applicant is None or applicant == listing.author_id:
            continue
        dice = chance(seed, "application", number * (MOST_EACH + 1) + rank)
        state = ApplicationState(dice.choices(list(ODDS), list(ODDS.values()))[0])
        if state == ApplicationState.ACCEPTED:
            state = state if left else ApplicationState.DECLINED
            left = max(left - 1, 0)
        rows.append(
            Application(
                internship=listing,
                organisation_id=listing.organisation_id,
                title=listing.title,
                organisation_name=listing.organisation.name,
                applicant_id=applicant,
                motivation=NOTE,
                terms={} if state == ApplicationState.DRAFT else terms,
                state=state,
                creation_key=key(seed, "application", number * (MOST_EACH + 1) + rank),
                **_dates(state, dice, now=now),
            )
        )
    return rows


def _dates(state: ApplicationState, dice: random.Random, *, now: datetime) -> dict[str, Any]:
    """When it was sent and answered: what waits is recent, what ended is older."""
    if state == ApplicationState.DRAFT:
        return {"drafted_at": now, "saved_at": now}
    if state in ApplicationState.open():
        sent = now - timedelta(days=dice.randrange(ANSWER_DAYS), hours=dice.randrange(12))
    else:
        sent = now - timedelta(days=dice.randrange(ANSWER_DAYS + 2, 300))
    answered = sent + timedelta(days=dice.randrange(1, ANSWER_DAYS))
    expires = end_of_day(sent, ANSWER_DAYS)
    values: dict[str, Any] = {
        "drafted_at": sent, "saved_at": sent, "sent_at": sent, "expires_at": expires,
    }  # fmt: skip
    if state not in {ApplicationState.SENT, ApplicationState.EXPIRED}:
        values["first_read_at"] = sent + timedelta(hours=3)
    if state == ApplicationState.STUDIED:
        values["studied_at"] = sent + timedelta(hours=4)
    if state in ApplicationState.answers():
        values["answered_at"] = answered
    if state in ApplicationState.closed():
        over = state == ApplicationState.EXPIRED
        values["closed_at"] = expires if over else answered
    reasons: dict[str, list[str]] = {
        ApplicationState.DECLINED: DeclineReason.values[:-1],
        ApplicationState.CANCELLED: [CancelReason.PROJECT, CancelReason.POSTPONED],
    }
    if state in reasons:
        values["reason"] = dice.choice(reasons[state])
    return values
