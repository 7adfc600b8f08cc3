"""What time does to requests, each day."""

from datetime import datetime, timedelta

from portal.contact.actions import expire
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest

# How long a request that led nowhere is kept, counted from its date of answer.
KEPT = timedelta(days=365)


def run(*, now: datetime) -> str:
    """Stamp what nobody answered and tell its senders once; forget what is a year old."""
    expired = expire(ContactRequest.objects.all(), now=now)
    ended = [RequestState.DECLINED, RequestState.EXPIRED, RequestState.WITHDRAWN]
    _total, by_model = ContactRequest.objects.filter(
        state__in=ended, expires_at__lt=now - KEPT
    ).delete()
    forgotten = by_model.get(ContactRequest._meta.label, 0)
    return f"{expired} demandes de contact closes sans réponse, {forgotten} oubliées"
