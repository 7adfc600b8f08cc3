"""What a card says: its own words, and the parts of the page chosen for it."""

import dataclasses
from math import ceil
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
# A printed card, in lines of its smallest letters, and how many of them a line holds: beside the
# code and across the foot. A name is set larger: letters a line, and height of one in such lines.
PAPER_LINES, PAPER_WIDTH, FOOT_WIDTH = 11, 24, 38
SHORT_NAME, NAME, LONG_NAME = 22, (15, 1.6), (19, 1.3)


@dataclasses.dataclass(frozen=True, slots=True)
class CardView:
    """A card as whoever has its address sees it. Templates get this, never the profile."""

    name: str
    headline: str = ""
    roles: str = ""
    city: str = ""
    region: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[Link, ...] = ()
    page_url: str = ""
    line: str = ""
    met_at: str = ""

    @property
    def place(self) -> str:
        """Mende, Occitanie; whichever of the two is known."""
        return ", ".join(filter(None, (self.city, self.region)))

    @property
    def lines(self) -> list[str]:
        """The short texts of the face of the card."""
        return [text for text in (self.headline, self.roles, self.place, self.line) if text]

    def printed(self, *, foot: str) -> list[str]:
        """What fits on 85 by 55 mm beside the code, the ways to write first.

        On paper nothing can be touched and nothing scrolls: what does not fit stays behind the
        code. `foot` is the last line, which is always there.
        """
        left: float = PAPER_LINES - ceil(len(foot) / FOOT_WIDTH)
        width, height = NAME if len(self.name) <= SHORT_NAME else LONG_NAME
        left -= ceil(len(self.name) / width) * height
        kept = []
        for name in ("email", "phone", "headline", "roles", "place", "line"):
            needed = ceil(len(getattr(self, name)) / PAPER_WIDTH)
            if 0 < needed <= left:
                kept.append(name)
                left -= needed
        order = ("headline", "roles", "place", "line", "email", "phone")
        return [getattr(self, name) for name in order if name in kept]

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


def show(card: VisitingCard) -> CardView:
    """The card with the fields chosen for it and nothing else of the page."""
    owner = card.owner
    words: dict[str, Any] = {"name": owner.display_name, "line": card.line, "met_at": card.met_at}
    profile = Profile.objects.with_page().filter(user=owner, hidden_at__isnull=True).first()
    page = profile.seen_by(owner, sight=Sight.SELF) if profile else None
    if profile is None or page is None:
        return CardView(**words)
    open_to_all = profile.seen_by(owner, sight=Sight.PUBLIC) is not None
    # A minor is not to be found by the town they live in.
    city = "" if owner.is_minor else page.city
    parts: dict[CardField, dict[str, Any]] = {
        CardField.HEADLINE: {"headline": page.headline},
        CardField.ROLES: {"roles": _roles(page)},
        CardField.PLACE: {"city": city, "region": page.region},
        CardField.EMAIL: {"email": page.email},
        CardField.PHONE: {"phone": page.phone},
        CardField.LINKS: {"links": tuple(page.links)},
        CardField.PAGE: {"page_url": f"{settings.SITE_URL}{page.url}" if open_to_all else ""},
    }
    for field in card.fields:
        words |= parts[field]
    return CardView(**words)


def empty(card: VisitingCard, view: CardView) -> list[Any]:
    """What was chosen for the card and is not written, or not open, on the page, by its name."""
    said = {
        CardField.HEADLINE: view.headline,
        CardField.ROLES: view.roles,
        CardField.PLACE: view.place,
        CardField.EMAIL: view.email,
        CardField.PHONE: view.phone,
        CardField.LINKS: view.links,
        CardField.PAGE: view.page_url,
    }
    return [field.label for field in card.fields if not said[field]]


def code(card: VisitingCard) -> SafeString:
    """The QR code of the card's address: black on white whatever the theme, quiet zone included."""
    made = segno.make(card.address, error="m", micro=False)
    drawn = made.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by segno, from an address of ours
