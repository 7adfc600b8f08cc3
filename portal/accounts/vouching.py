"""Answering for somebody one has met here: who may, for whom, and what is told of it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts import trust
from portal.accounts.models import User, Vouch
from portal.notifications.inbox import notify

Candidates = Callable[[Any], Any]
_candidates: list[Candidates] = []


class NotTheirs(Exception):
    """This member may not answer for that one: shown as a 404."""


def register(candidates: Candidates) -> Candidates:
    """A floor says whom a member has met here as a mentor or a host, by their numbers."""
    _candidates.append(candidates)
    return candidates


def candidates(user: Any) -> Any:
    """The members whom this one may answer for."""
    found = User.objects.none()
    for says in _candidates:
        found = found | User.objects.present().filter(pk__in=says(user))
    return found.exclude(pk=user.pk).order_by("display_name", "pk")


@transaction.atomic
def vouch(*, by: Any, member: Any) -> Vouch:
    """Answer for a member; asking twice changes nothing. Raises NotTheirs."""
    if trust.level_of(by) != trust.Level.MEMBER:
        raise NotTheirs
    if not candidates(by).filter(pk=member.pk).exists():
        raise NotTheirs
    found, made = Vouch.objects.get_or_create(voucher=by, member=member)
    if made:
        notify(
            to=member,
            topic="compte",
            text=_(
                "{actor} se porte garant·e de vous\u00a0: les limites des premiers jours tombent."
            ),
            url="/compte/confiance/",
            actor=by,
        )
    return found


def take_back(*, by: Any, member: Any) -> bool:
    """Stop answering for a member, in silence; returns whether one did."""
    return bool(Vouch.objects.filter(voucher=by, member=member).delete()[0])
