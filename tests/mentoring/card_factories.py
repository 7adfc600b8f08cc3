"""Visiting cards and what their owner's page holds."""

from typing import Any

from mentoring.card_enums import CardField
from mentoring.models import VisitingCard
from portal.accounts.models import User
from tests.factories import make_role, make_user
from tests.mentoring.people_factories import make_canary

# What each field prints, a word of its own: whoever reads one reads that field.
WORDS = {
    CardField.HEADLINE: "canari-en-une-ligne",
    CardField.ROLES: "Canari de plateau",
    CardField.PLACE: "Canari-sur-Mer",
    CardField.EMAIL: "canari-adresse@example.org",
    CardField.PHONE: "+33612345678",
    CardField.LINKS: "canari-lien.example.org",
    CardField.PAGE: "/membres/canari/",
}


def make_owner(**fields: Any) -> User:
    """A member whose page says something in every part, open to everybody."""
    user = make_user(display_name="Alix Oiseau", **fields)
    make_canary(
        user=user,
        handle="canari" if not user.is_minor else "canari-15",
        headline=WORDS[CardField.HEADLINE],
        page_visibility="public",
        roles=[make_role(title=WORDS[CardField.ROLES])],
    )
    return user


def make_card(*, owner: User | None = None, **fields: Any) -> VisitingCard:
    card: VisitingCard = VisitingCard.objects.create(
        **{"owner": owner or make_user(), "label": "Clermont, pour moi", **fields}
    )
    return card
