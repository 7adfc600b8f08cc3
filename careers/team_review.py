"""Once a year, owners are asked who still belongs. Nobody is removed but by their answer."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers import team_actions
from careers.applications.moves import Refused
from careers.models import Organisation
from careers.verification_notices import tell_owners
from portal.operations.turns import in_turns

YEAR = timedelta(days=365)
ANSWER = timedelta(days=30)


def run(*, now: datetime) -> str:
    """Ask those whose year is over, and once more those who have not answered for a month."""
    never = Q(members_reviewed_at__isnull=True, created_at__lte=now - YEAR)
    due = Organisation.objects.filter(
        never | Q(members_reviewed_at__lte=now - YEAR), members_asked_at__isnull=True
    )
    late = Organisation.objects.filter(
        members_asked_at__lte=now - ANSWER, members_reminded_at__isnull=True
    )
    # Alone, there is nobody to ask about.
    several = Organisation.objects.annotate(people=Count("memberships")).filter(people__gte=2)
    asked = sum(
        _ask(one, "members_asked_at", FIRST, now=now)
        for one in in_turns(list(due.filter(pk__in=several.values("pk")).order_by("pk")))
    )
    again = sum(
        _ask(one, "members_reminded_at", AGAIN, now=now)
        for one in in_turns(list(late.filter(pk__in=several.values("pk")).order_by("pk")))
    )
    return f"équipes\u00a0: {asked} à revoir, {again} relancées"


FIRST = gettext_lazy("Qui écrit encore pour %(name)s\u202f? Une revue par an, en une page.")
AGAIN = gettext_lazy(
    "La revue de l’équipe de %(name)s attend depuis un mois. Personne n’a été retiré."
)


@transaction.atomic
def _ask(organisation: Organisation, field: str, text: Any, *, now: datetime) -> bool:
    """Tell the owners, once; whether it was yet to be done."""
    mine = Organisation.objects.filter(pk=organisation.pk, **{f"{field}__isnull": True})
    if not mine.update(**{field: now}):
        return False
    tell_owners(
        organisation,
        text=text,
        subject=gettext_lazy("Toujours là\u202f? La revue de votre équipe"),
        url=reverse("careers:team_review", args=[organisation.slug]),
    )
    return True


@transaction.atomic
def review(
    *,
    organisation: Organisation,
    by: Any,
    staying: Collection[int],
    leaving: Collection[int],
    now: datetime | None = None,
) -> int:
    """Remove who has left, keep the others; returns how many were removed.

    Raises Refused when somebody has no answer, or the team changed meanwhile.
    """
    held = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not team_actions.is_owner(held, by):
        raise Refused(_("Seule une personne responsable de la structure peut faire cela."))
    others = set(held.memberships.exclude(user=by.pk).values_list("user", flat=True))
    if {*staying, *leaving} != others or set(staying) & set(leaving):
        raise Refused(_("Répondez pour chaque personne\u00a0: rien n’a changé."))
    for member in sorted(leaving):
        team_actions.remove(organisation=held, by=by, member=member)
    Organisation.objects.filter(pk=held.pk).update(
        members_reviewed_at=now or timezone.now(), members_asked_at=None, members_reminded_at=None
    )
    return len(leaving)
