"""Who sees which part of a member's page: decided here, for every page, file and download.

Templates and downloads get the objects made here, never the profile, so that what somebody may
not see cannot slip into what they are sent.
"""

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.models import Attestation
from mentoring.enums import (
    Language,
    Licence,
    MemberKind,
    Mobility,
    Offering,
    PortfolioKind,
    Practice,
    Seeking,
    Sight,
    Visibility,
)
from portal.accounts.faces import Face

if TYPE_CHECKING:
    from mentoring.models import PortfolioItem, Profile


def allows(audience: Visibility, sight: Sight) -> bool:
    """Whether somebody that near belongs to an audience."""
    return list(Visibility).index(audience) <= sight


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """An address elsewhere, shown by its host."""

    url: str

    @property
    def label(self) -> str:
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        text = (parts.hostname or "").removeprefix("www.") + path
        return text if len(text) <= 48 else f"{text[:47]}…"


@dataclasses.dataclass(frozen=True, slots=True)
class RoleView:
    """A role as the tags of a page show it; `slug` is its department's, which colours it."""

    role: str
    slug: str
    label: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class ItemView:
    """A piece of the portfolio. `url` leads to the file, or elsewhere for a link."""

    pk: int
    kind: PortfolioKind
    title: str
    my_role: str
    year: int | None
    alt: str
    url: str
    audience: Visibility
    hidden: bool

    @property
    def host(self) -> str:
        return Link(self.url).label if self.kind == PortfolioKind.LINK else ""


@dataclasses.dataclass(frozen=True, slots=True)
class CreditView:
    """An experience that a tutor confirmed; `url` checks its code."""

    host: str
    role: str
    period: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class StripView:
    """What a line of the directory shows of a member."""

    pk: int
    user_id: int
    sight: Sight
    name: str
    url: str
    headline: str
    kind: MemberKind
    level: Practice | None
    roles_held: list[RoleView]
    roles_wanted: list[RoleView]
    city: str
    departement: str
    region: str
    available: bool
    availability: str
    looking_for: list[Seeking]
    offers: list[Offering]

    @property
    def department(self) -> str:
        """The department that colours the square: of the first role held, else aimed at."""
        return next((role.slug for role in (*self.roles_held, *self.roles_wanted)), "")

    @property
    def initials(self) -> str:
        return Face(self.name).initials

    @property
    def place(self) -> str:
        """Mende, Occitanie; whichever of the two is known."""
        return ", ".join(filter(None, (self.city, self.region)))

    @property
    def slugline(self) -> str:
        """Personne qui débute · Mende, Occitanie."""
        return " · ".join(filter(None, (str(self.kind.label), self.place)))

    @property
    def first_roles(self) -> list[RoleView]:
        """At most four roles, those held first."""
        return [*self.roles_held, *self.roles_wanted][:4]

    @property
    def tags(self) -> list[dict[str, Any]]:
        tags = [{"kind": "ok", "text": _("disponible")}] if self.available else []
        return tags + ([{"text": self.level.label}] if self.level else [])

    @property
    def meta(self) -> str:
        """Cherche : un stage — Propose : mon permis, ma région."""
        parts = (
            (_("Cherche\u00a0: %s"), self.looking_for),
            (_("Propose\u00a0: %s"), self.offers),
        )
        return " — ".join(text % _listed(chosen) for text, chosen in parts if chosen)


@dataclasses.dataclass(frozen=True, slots=True)
class ProfileView(StripView):
    """A member's page as one person may see it."""

    handle: str
    about: str
    experience: list[str]
    skills: list[Any]
    languages: list[Language]
    looking_for_line: str
    offers_line: str
    mobility: Mobility | None
    lodging: str
    licences: list[Licence]
    equipment: list[str]
    links: list[Link]
    email: str
    phone: str
    photo_url: str
    pieces: list[ItemView]
    confirmed: list[CreditView]
    updated_at: Any

    @property
    def looking(self) -> bool:
        return bool(self.looking_for or self.looking_for_line)

    @property
    def lends(self) -> bool:
        return bool(self.offers or self.offers_line)

    @property
    def reachable_by(self) -> bool:
        """Whether any way to write to the person is shown."""
        return bool(self.email or self.phone or self.links)

    @property
    def bare(self) -> bool:
        """Whether nothing stands in the wide column yet."""
        return not (self.about or self.experience or self.skills or self.pieces or self.confirmed)

    @property
    def phone_label(self) -> str:
        """A French number two figures at a time, another as it is."""
        if len(self.phone) == 10 and self.phone.isdigit():
            return "\u00a0".join(self.phone[n : n + 2] for n in range(0, 10, 2))
        return self.phone

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What is known of the person in practice, as terms and values."""
        return facts(
            level=self.level,
            availability=self.availability,
            place=self.place,
            mobility=self.mobility,
            lodging=self.lodging,
            languages=self.languages,
            licences=self.licences,
        )


def facts(
    *,
    level: Practice | None,
    availability: str,
    place: str,
    mobility: Mobility | None,
    lodging: str,
    languages: list[Language],
    licences: list[Licence],
) -> list[tuple[Any, Any]]:
    """What is known of a person in practice, as terms and values; what is empty is left out."""
    rows = (
        (_("Niveau"), level.label if level else ""),
        (_("Disponibilité"), availability),
        (_("Lieu"), place),
        (_("Se déplace dans"), mobility.label if mobility else ""),
        (_("Peut loger"), lodging),
        (_("Langues"), _listed(languages)),
        (_("Permis et habilitations"), _listed(licences)),
    )
    return [(term, value) for term, value in rows if value]


def applied(profile: "Profile") -> "Applied":
    """What goes along with an application: what a contact would see, whoever sees the page.

    A part kept for nobody stays so; of somebody under 18, no way to write to them.
    """

    def part(name: str, value: Any, otherwise: Any) -> Any:
        barred = name in {"email", "phone", "links"} and profile.user.is_minor
        kept = getattr(profile, f"{name}_visibility") == Visibility.NOBODY
        return otherwise if barred or kept else value

    mobility = Mobility(profile.mobility) if profile.mobility else None
    return Applied(
        experience=_lines(profile.experience),
        facts=facts(
            level=Practice(profile.level) if profile.level else None,
            availability=part("availability", profile.availability_label(), ""),
            place=part("place", ", ".join(filter(None, (profile.city, profile.region))), ""),
            mobility=part("place", mobility, None),
            lodging=part("place", profile.lodging, ""),
            languages=_known(Language, profile.languages),
            licences=part("papers", _known(Licence, profile.licences), []),
        ),
        email=part("email", profile.email, ""),
        phone=part("phone", profile.phone, ""),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Applied:
    """The parts of a page with an audience of their own, as an application carries them."""

    experience: list[str]
    facts: list[tuple[Any, Any]]
    email: str
    phone: str


def _listed(chosen: list[Any]) -> str:
    return ", ".join(str(one.label) for one in chosen)


def _known(choices: Any, values: list[str]) -> list[Any]:
    """The choices still offered among those stored, in the order of the list."""
    return [choice for choice in choices if choice.value in values]


def _lines(text: str) -> list[str]:
    return [line.strip(" -–•\t") for line in text.splitlines() if line.strip(" -–•\t")]


def _roles(roles: Iterable[Any]) -> list[RoleView]:
    return [
        RoleView(role.slug, role.department.slug, role.name, role.get_absolute_url())
        for role in roles
    ]


def _strip_values(
    profile: "Profile", sight: Sight, *, held: Iterable[Any], wanted: Iterable[Any]
) -> dict[str, Any]:
    place, dates = profile.shows("place", sight), profile.shows("availability", sight)
    return {
        "pk": profile.pk,
        "user_id": profile.user_id,
        "sight": sight,
        "name": profile.user.display_name,
        "url": profile.get_absolute_url(),
        "headline": profile.headline,
        "kind": MemberKind(profile.kind),
        "level": Practice(profile.level) if profile.level else None,
        "roles_held": _roles(held),
        "roles_wanted": _roles(wanted),
        "city": profile.city if place else "",
        "departement": profile.departement if place else "",
        "region": profile.region if place else "",
        "available": profile.is_available() if dates else False,
        "availability": profile.availability_label() if dates else "",
        "looking_for": _known(Seeking, profile.looking_for),
        "offers": _known(Offering, profile.offers),
    }


@dataclasses.dataclass(frozen=True, slots=True)
class OwnView(StripView):
    """One's own line, and what is known of the rest: whether there is any."""

    experience: list[str]
    languages: list[Language]
    skills: bool
    pieces: bool


def own(
    profile: "Profile", *, held: list[Any], wanted: list[Any], skills: bool, pieces: bool
) -> OwnView:
    """A member's own line, from roles already read."""
    return OwnView(
        **_strip_values(profile, Sight.SELF, held=held, wanted=wanted),
        experience=_lines(profile.experience),
        languages=_known(Language, profile.languages),
        skills=skills,
        pieces=pieces,
    )


def strip(profile: "Profile", sight: Sight) -> StripView:
    """The line of a profile that the person who looks may open."""
    held, wanted = profile.roles_held.all(), profile.roles_wanted.all()
    return StripView(**_strip_values(profile, sight, held=held, wanted=wanted))


def look(profile: "Profile", sight: Sight) -> ProfileView | None:
    """The page as somebody that near sees it; None when the page is not for them."""
    if not profile.shows("page", sight):
        return None

    def part(name: str, value: Any, otherwise: Any) -> Any:
        return value if profile.shows(name, sight) else otherwise

    return ProfileView(
        **_strip_values(
            profile, sight, held=profile.roles_held.all(), wanted=profile.roles_wanted.all()
        ),
        handle=profile.handle,
        about=profile.about,
        experience=_lines(profile.experience),
        skills=list(profile.skills.all()),
        languages=_known(Language, profile.languages),
        looking_for_line=profile.looking_for_line,
        offers_line=profile.offers_line,
        mobility=part("place", Mobility(profile.mobility) if profile.mobility else None, None),
        lodging=part("place", profile.lodging, ""),
        licences=part("papers", _known(Licence, profile.licences), []),
        equipment=part("papers", _lines(profile.equipment), []),
        links=part("links", [Link(url) for url in profile.links], []),
        email=part("email", profile.email, ""),
        phone=part("phone", profile.phone, ""),
        photo_url=part("photo", _photo_url(profile), ""),
        pieces=[
            show_item(item)
            for item in profile.portfolio.all()
            if allows(profile.narrower(item.visibility), sight)
            and (item.hidden_at is None or sight == Sight.SELF)
        ],
        confirmed=_confirmed(profile, sight),
        updated_at=timezone.localtime(profile.updated_at),
    )


def _confirmed(profile: "Profile", sight: Sight) -> list[CreditView]:
    """The attestations one shows, to those who see the pieces of the portfolio by default.

    Only of a profile read `with_credits`, and asked of the database where there are some.
    """
    if not (profile.credited and allows(profile.narrower(Visibility.MEMBERS), sight)):
        return []
    return [
        CreditView(
            one.content["organisation"], one.content["role"], one.period_label, one.check_url
        )
        for one in Attestation.objects.credits_of(profile.user_id)
    ]


def _photo_url(profile: "Profile") -> str:
    return reverse("mentoring:photo", args=[profile.handle]) if profile.photo else ""


def show_item(item: "PortfolioItem") -> ItemView:
    """A piece of the portfolio for those who may see it."""
    return ItemView(
        pk=item.pk,
        kind=PortfolioKind(item.kind),
        title=item.title,
        my_role=item.my_role,
        year=item.year,
        alt=item.alt,
        url=item.address,
        audience=Visibility(item.visibility),
        hidden=item.hidden_at is not None,
    )
