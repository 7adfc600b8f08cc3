"""What this floor does each day."""

from datetime import datetime

from django.utils import timezone

from careers import open_figures, pool_actions, team_review, verification_tick
from careers.applications import tick as application_tick
from careers.listing import alerts, openings
from careers.placements import tick as placement_tick
from portal.operations.turns import give_way


def run(*, now: datetime) -> str:
    """Once however often it is run; returns a line for the log."""
    applications, placements = application_tick.run(now=now), placement_tick.run(now=now)
    verifications, teams = verification_tick.run(now=now), team_review.run(now=now)
    # Last: of what the others have just closed.
    done = (
        applications, placements, verifications, teams, lists(now=now), open_figures.count(now=now)
    )  # fmt: skip
    return "\u202f; ".join(done)


def lists(*, now: datetime) -> str:
    """Take what is over out of the lists, mend them, tell what was searched for."""
    today = timezone.localdate(now)
    swept = 0
    while some := openings.sweep(today=today):
        swept += some
        give_way()
    mended = openings.mend(today=today)
    told = alerts.tell_due(now=now)
    forgotten = alerts.forget(now=now)
    left = pool_actions.forget(now=now)
    return (
        f"listes\u00a0: {swept} annonces closes, {mended} remises à jour\u202f; "
        f"{told} annonces signalées, {forgotten} oubliées\u202f; "
        f"viviers\u00a0: {left} places closes"
    )
