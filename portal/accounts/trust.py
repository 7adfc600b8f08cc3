"""How far the site trusts a member: computed from facts each time it is asked, stored nowhere.

`facts_of` reads the facts in one query; `level` is a pure function of them; `ALLOWED` says in one
table what each level may do. Whatever members publish is read by a moderator first, at every
level; what they show on their own page reaches strangers from MEMBER on (`past_first_days`).

A floor that knows of a measure taken against a member registers it with `register_upheld`, a
function of the present moment that gives a condition on a member's row (`OuterRef("pk")`).
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, IntegerChoices, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.enums import CURRENT_VERSIONS
from portal.accounts.models import Consent, User, Vouch

FIRST_DAYS = timedelta(days=7)
# How long a measure taken against a member weighs on what they may do.
REMEMBERED = timedelta(days=180)


class Level(IntegerChoices):
    HELD = 0, gettext_lazy("limité pour un temps")
    NEW = 1, gettext_lazy("premiers jours")
    MEMBER = 2, gettext_lazy("membre")


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """All that trust is made of."""

    joined_at: datetime
    confirmed: bool
    accepted: bool
    upheld: bool
    vouched: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Allowed:
    """What a level may do. `links`: to other sites, in one text; None for any number."""

    links: int | None
    first_messages: int  # open at once, and sent within 24 hours
    texts: int  # sent to the moderators in one day
    files: int  # added to one's page in one day


ALLOWED = {
    Level.HELD: Allowed(links=0, first_messages=1, texts=1, files=1),
    Level.NEW: Allowed(links=2, first_messages=3, texts=3, files=8),
    Level.MEMBER: Allowed(links=None, first_messages=10, texts=20, files=24),
}

_upheld: list[Callable[[datetime], Any]] = []


def register_upheld(says: Callable[[datetime], Any]) -> Callable[[datetime], Any]:
    _upheld.append(says)
    return says


def level(facts: Facts, *, now: datetime) -> Level:
    """The level that these facts give. A vouch shortens the first days and lifts nothing else."""
    if facts.upheld:
        return Level.HELD
    settled = facts.vouched or facts.joined_at <= now - FIRST_DAYS
    return Level.MEMBER if settled and facts.confirmed and facts.accepted else Level.NEW


def facts_of(user: Any, *, now: datetime | None = None) -> Facts:
    """Read the facts of a member, in one query. Raises User.DoesNotExist when they have left."""
    now = now or timezone.now()
    accepted: Any = Q()
    for document, version in CURRENT_VERSIONS.items():
        accepted &= Exists(
            Consent.objects.filter(user=OuterRef("pk"), document=document, version=version)
        )
    upheld: Any = Q()
    for says in _upheld:
        upheld |= Q(says(now))
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            confirmed=Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)),
            accepted=accepted,
            upheld=upheld or Value(False),
            vouched=Exists(Vouch.objects.standing().filter(member=OuterRef("pk"))),
        )
        .values_list("date_joined", "confirmed", "accepted", "upheld", "vouched")
        .get()
    )
    return Facts(*row)


def level_of(user: Any, *, now: datetime | None = None) -> Level:
    now = now or timezone.now()
    return level(facts_of(user, now=now), now=now)


def allowed(user: Any, *, now: datetime | None = None) -> Allowed:
    return ALLOWED[level_of(user, now=now)]


def past_first_days(field: str, *, now: datetime | None = None) -> Q:
    """The rows whose member (`field`) is no newcomer any more: what strangers may be shown."""
    joined = Q(**{f"{field}__date_joined__lte": (now or timezone.now()) - FIRST_DAYS})
    # Row by row: the list of all who were ever vouched for would be read for a single page.
    return joined | Q(Exists(Vouch.objects.standing().filter(member=OuterRef(field))))


def why(facts: Facts, *, now: datetime) -> str:
    """The beginning of a sentence: why somebody is held to less than other members; or nothing."""
    found = level(facts, now=now)
    if found == Level.MEMBER:
        return ""
    if found == Level.HELD:
        return _("Après une décision de la modération, ")
    if not facts.accepted and facts.joined_at <= now - FIRST_DAYS:
        return _("Tant que les nouvelles règles attendent votre accord, ")
    return _("Les sept premiers jours, ")
