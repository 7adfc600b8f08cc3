"""Writes of the visiting cards."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.models import VisitingCard
from mentoring.models.card import MOST_LIVE
from portal.accounts.models import User


def _refuse_one_too_many(*, by: Any, but: int = 0) -> None:
    """Raise ValidationError when every place is taken; the member's row holds the others back."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if VisitingCard.objects.owned_by(by).in_use().exclude(pk=but).count() >= MOST_LIVE:
        raise ValidationError(
            _("Vous avez déjà %(n)s cartes en service. Révoquez-en une pour en faire une autre."),
            code="full",
            params={"n": MOST_LIVE},
        )


def create_card(*, by: Any, card: VisitingCard, key: UUID) -> VisitingCard:
    """Save a new card; the same form sent twice (`key`), even at once, gives the one card.

    Raises ValidationError when twenty are in use.
    """
    for attempt in (key, key, uuid4()):
        made: VisitingCard | None = (
            VisitingCard.objects.owned_by(by).filter(creation_key=key).first()
        )
        if made:
            return made
        card.owner = by
        card.creation_key = attempt
        try:
            with transaction.atomic():
                _refuse_one_too_many(by=by)
                card.save(force_insert=True)
        except IntegrityError:
            card.pk = None
        else:
            return card
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


@transaction.atomic
def edit_card(*, by: Any, card: VisitingCard) -> bool:
    """Save what was changed; False when the card was revoked meanwhile.

    A later last day may bring a card back: raises ValidationError when twenty are in use.
    """
    _refuse_one_too_many(by=by, but=card.pk)
    changed = VisitingCard.objects.owned_by(by).filter(pk=card.pk, revoked_at__isnull=True)
    fields = ("label", "met_at", "shown", "line", "ends_on")
    return bool(changed.update(**{name: getattr(card, name) for name in fields}))


def revoke_card(*, by: Any, card: VisitingCard, now: datetime | None = None) -> None:
    """End a card for good: its address then answers that it is over, and names nobody."""
    cards = VisitingCard.objects.owned_by(by).filter(pk=card.pk, revoked_at__isnull=True)
    cards.update(revoked_at=now or timezone.now())
