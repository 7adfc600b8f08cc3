"""What the accounts throw away each day."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


def run(*, now: datetime) -> str:
    """Forget the sessions that have run out, and where they were opened from."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    traces, _ = UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    return f"{sessions} sessions et {traces} traces de connexion oubliées"
