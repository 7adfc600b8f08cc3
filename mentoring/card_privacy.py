"""What becomes of the visiting cards of a member who leaves (see portal/accounts/privacy.py)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.card_enums import CardField
from mentoring.models import VisitingCard
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_cards(member: Any) -> list[Row]:
    labels = {field.value: str(field.label) for field in CardField}
    fields = "label", "met_at", "line", "ends_on", "revoked_at", "created_at"
    return [
        privacy.describe(card, *fields)
        | {
            str(_("Ce que montre la carte")): [labels[one] for one in card.shown if one in labels],
            str(_("Adresse")): card.address,
        }
        for card in VisitingCard.objects.owned_by(member).order_by("pk")
    ]


RECORDS = [
    Record(
        model=VisitingCard,
        through=("owner",),
        title=_("Cartes de visite"),
        holds=_("Vos cartes, ce que chacune montre, et jusqu’à quand."),
        export=export_cards,
        erase=privacy.WITH_ACCOUNT,
        kept=_("Leurs codes, même imprimés, ne mènent plus à rien."),
    )
]
