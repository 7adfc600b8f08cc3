"""What the accounts throw away each day."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from portal.accounts import limits, retention
from portal.accounts.actions import forget_exports
from portal.accounts.models import DataExport


def run(*, now: datetime) -> str:
    """Forget sessions that have run out, copies of data, and members whose days are over."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    # Not a list of all sessions: beyond some size PostgreSQL goes through it for each row.
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    traces, _ = UserSession.objects.filter(~Exists(there)).delete()
    exports = forget_exports(DataExport.objects.expired(now=now))
    limits.forget(now=now)
    erased = retention.erase_due(now=now) + retention.erase_inactive(now=now)
    warned = retention.warn_dormant(now=now)
    return (
        f"{sessions} sessions et {traces} traces de connexion oubliées, {exports} copies de "
        f"données supprimées, {erased} comptes effacés, {warned} membres prévenus"
    )
