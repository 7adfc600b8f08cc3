"""The minimal valid meetup; keyword-only, no surprise."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.actions import create_meetup, register
from events.models import Meetup, Registration
from portal.accounts.models import User
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from tests.factories import make_moderator, make_user


def meetup_values(**changes: Any) -> dict[str, Any]:
    """What a complete meetup on site says."""
    start = (timezone.now() + timedelta(days=10)).replace(minute=0, second=0, microsecond=0)
    return {
        "title": "Café des régies",
        "description": "On parle des premiers jours sur un plateau.",
        "place": "Café du Contrechamp",
        "address": "12 rue du Clap",
        "city": "Marseille",
        "departement": "13",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "capacity": 3,
        "referent_name": "Camille Martin",
        "referent_contact": "brassard orange, à l’entrée",
        **changes,
    }


def make_meetup(
    *,
    host: User | None = None,
    moderator: User | None = None,
    state: State = State.APPROVED,
    **fields: Any,
) -> Meetup:
    """A complete meetup brought to `state` the way people bring it there."""
    host = host or make_user(display_name="Une Hôte")
    meetup = Meetup(**meetup_values(**fields))
    create_meetup(by=host, meetup=meetup, key=meetup.creation_key)
    if state == State.DRAFT:
        return meetup
    meetup.submit()
    if state in {State.APPROVED, State.REJECTED}:
        approved = state == State.APPROVED
        decide(
            meetup,
            by=moderator or make_moderator(),
            revision=meetup.revision,
            outcome=Outcome.APPROVED if approved else Outcome.REJECTED,
            reason="" if approved else Reason.UNCLEAR,
        )
    elif state == State.WITHDRAWN:
        meetup.withdraw()
    return meetup


def make_registrations(meetup: Meetup, count: int, **fields: Any) -> list[Registration]:
    """So many members registered one after the other."""
    return [register(meetup=meetup, by=make_user(**fields)) for _ in range(count)]


def begin(meetup: Meetup, *, over: bool = False) -> None:
    """Put it in the past without asking anybody."""
    now = timezone.now()
    ends = now - timedelta(minutes=5) if over else now + timedelta(hours=1)
    Meetup.objects.filter(pk=meetup.pk).update(starts_at=now - timedelta(hours=1), ends_at=ends)
    meetup.refresh_from_db()


def ranks(meetup: Meetup) -> list[tuple[int, int]]:
    """(member, rank) of the queue, in order."""
    queue = meetup.registrations.waiting().with_rank()
    return list(queue.values_list("member", "rank"))
