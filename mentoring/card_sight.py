"""What a card says: its own words, and the parts of the page chosen for it."""

import dataclasses
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mentoring.card_enums import CardField
from mentoring.enums import Sight
from mentoring.models import Profile, VisitingCard
from mentoring.sight import Link, ProfileView

MOST_ROLES = 3


@dataclasses.dataclass(frozen=True, slots=True)
class CardView:
    """A card as whoever has its address sees it. Templates get this, never the profile."""

    name: str
    headline: str = ""
    roles: str = ""
    place: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[Link, ...] = ()
    page_url: str = ""
    line: str = ""
    met_at: str = ""

    @property
    def lines(self) -> list[str]:
        """The short texts of the face of the card."""
        return [text for text in (self.headline, self.roles, self.place, self.line) if text]

    @property
    def printed(self) -> list[str]:
        """On paper nothing can be touched: the ways to write stand there too."""
        return [*self.lines, *filter(None, (self.email, self.phone))]

    @property
    def stamp(self) -> str:
        """Rencontre : Festival de Clermont-Ferrand."""
        return _("Rencontre\u00a0: %s") % self.met_at if self.met_at else ""


def _roles(page: ProfileView) -> str:
    held = [role.label for role in page.roles_held[:MOST_ROLES]]
    if held:
        return ", ".join(held)
    wanted = ", ".join(role.label for role in page.roles_wanted[:MOST_ROLES])
    return _("Vise\u00a0: %s") % wanted if wanted else ""


def _place(page: ProfileView, owner: Any) -> str:
    # A minor is not to be found by the town they live in.
    return page.region if owner.is_minor else page.place


def show(card: VisitingCard) -> CardView:
    """The card with the fields chosen for it and nothing else of the page."""
    owner = card.owner
    words = {"name": owner.display_name, "line": card.line, "met_at": card.met_at}
    profile = Profile.objects.with_page().filter(user=owner, hidden_at__isnull=True).first()
    page = profile.seen_by(owner, sight=Sight.SELF) if profile else None
    if profile is None or page is None:
        return CardView(**words)
    open_to_all = profile.seen_by(owner, sight=Sight.PUBLIC) is not None
    parts: dict[CardField, tuple[str, Any]] = {
        CardField.HEADLINE: ("headline", page.headline),
        CardField.ROLES: ("roles", _roles(page)),
        CardField.PLACE: ("place", _place(page, owner)),
        CardField.EMAIL: ("email", page.email),
        CardField.PHONE: ("phone", page.phone),
        CardField.LINKS: ("links", tuple(page.links)),
        CardField.PAGE: ("page_url", f"{settings.SITE_URL}{page.url}" if open_to_all else ""),
    }
    return CardView(**words, **dict(parts[field] for field in card.fields))


def code(card: VisitingCard) -> SafeString:
    """The QR code of the card's address: black on white whatever the theme, quiet zone included."""
    made = segno.make(card.address, error="m", micro=False)
    drawn = made.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno, from an address of ours
