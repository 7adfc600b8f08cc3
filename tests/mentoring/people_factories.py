"""Members' pages, and the people who look at them."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone

from mentoring import directory
from mentoring.enums import PortfolioKind, Visibility
from mentoring.models import PortfolioItem, Profile
from mentoring.models.profile import PARTS
from mentoring.profile_actions import free_handle
from portal.accounts.enums import AgeBand
from portal.accounts.models import User
from portal.contact.models import Participation, Thread
from tests.factories import make_user
from tests.portal.uploads import samples


def make_profile(*, user: User | None = None, roles: Any = (), **fields: Any) -> Profile:
    """A page that any member may open, findable in the directory."""
    # Past the first days: strangers are shown what the page says.
    user = user or make_user(date_joined=timezone.now() - timedelta(days=60))
    profile = Profile(user=user, handle=fields.pop("handle", free_handle(user.display_name)))
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(force_insert=True)
    profile.roles_held.set(roles)
    directory.refresh(profile)
    return profile


def make_minor(**fields: Any) -> User:
    return make_user(age_band=AgeBand.MINOR, **fields)


def befriend(one: User, other: User) -> None:
    """Two people in a conversation, whatever their ages are by now."""
    thread = Thread.objects.create()
    for user in (one, other):
        Participation.objects.create(thread=thread, user=user)


def make_piece(*, profile: Profile, kind: str = PortfolioKind.LINK, **fields: Any) -> PortfolioItem:
    piece = PortfolioItem(
        **{
            "profile": profile,
            "kind": kind,
            "title": "Un film",
            "my_role": "régie",
            "position": profile.portfolio.count() + 1,
            **fields,
        }
    )
    if kind == PortfolioKind.LINK:
        piece.link = fields.get("link", "https://films.example.org/un-film")
    else:
        ending = "pdf" if kind == PortfolioKind.PDF else "jpg"
        piece.alt = piece.alt or ("Un plateau" if kind == PortfolioKind.IMAGE else "")
        piece.file.save(f"x.{ending}", ContentFile(b"contenu"), save=False)
    piece.save(force_insert=True)
    return piece


def open_to(visibility: Visibility, **parts: Visibility) -> dict[str, Any]:
    """Every part of a page for one audience, but for those named."""
    return {f"{part}_visibility": parts.get(part, visibility) for part in PARTS}


# Words that stand nowhere else: whoever reads one reads that part.
CANARIES = {
    "page": "canari-presentation",
    "place": "Canari-sur-Mer",
    "availability": "disponible maintenant",
    "papers": "canari-barnum",
    "links": "canari-lien.example.org",
    "email": "canari-adresse@example.org",
    "phone": "+33612345678",
    "photo": "/photo/",
}


def make_canary(*, user: User | None = None, **fields: Any) -> Profile:
    """A page whose every part holds a word of its own."""
    return make_profile(
        **{
            "user": user
            or make_user(
                display_name="Alix Canari", date_joined=timezone.now() - timedelta(days=60)
            ),
            "about": CANARIES["page"],
            "city": CANARIES["place"],
            "departement": "48",
            "available_from": timezone.localdate(),
            "licences": ["drone"],
            "equipment": CANARIES["papers"],
            "links": [f"https://{CANARIES['links']}/x"],
            "email": CANARIES["email"],
            "phone": CANARIES["phone"],
            "photo": "photo/aa/canari.jpg",
            **fields,
        }
    )


def nobody() -> Any:
    return AnonymousUser()


def photo_sent() -> Any:
    return samples.sent(samples.phone_photo())
