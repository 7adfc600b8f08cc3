"""Whom a host has met: they may answer for them (`portal.accounts.vouching`)."""

from typing import Any

from django.utils import timezone

from events.models import Meetup, Registration
from portal.accounts import vouching


@vouching.register
def guests(user: Any) -> Any:
    """Those who held a seat at a meetup that this member hosted, once it has begun."""
    hosted = Meetup.objects.past(now=timezone.now()).written_by(user)
    return Registration.objects.confirmed().filter(meetup__in=hosted).order_by().values("member")
