from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.models import Attestation, Department, Role, Skill
from mentoring.enums import (
    Language,
    Licence,
    MemberKind,
    Mobility,
    Offering,
    Practice,
    Seeking,
    Sight,
    Visibility,
)
from mentoring.sight import OwnView, ProfileView, allows, look, own
from portal.accounts import trust
from portal.accounts.enums import AgeBand
from portal.accounts.models import User
from portal.contact import blocks, rules
from portal.search.indexed import Indexed
from portal.shell import french
from portal.shell.written import Statement, written
from portal.uploads.storage import private_path

# Addresses of the site below /membres/, and names that would pass for the site itself.
RESERVED_HANDLES = [
    "admin", "aide", "annuaire", "equipe", "membres", "mentor", "mentorat", "mentors",
    "moderation", "moi", "nouveau", "officiel", "premier-clap", "recherche", "securite",
]  # fmt: skip
MAX_LINKS = 5
MAX_ROLES = 8
MAX_SKILLS = 30

# The parts of a page that have their own audience, and the one they start with.
PARTS = {
    "page": (_("ma page"), Visibility.MEMBERS),
    "photo": (_("ma photo"), Visibility.MEMBERS),
    "place": (_("ma ville et mon département"), Visibility.MEMBERS),
    "availability": (_("mes disponibilités"), Visibility.MEMBERS),
    "papers": (_("mes permis, habilitations et matériel"), Visibility.MEMBERS),
    "links": (_("mes liens"), Visibility.MEMBERS),
    "email": (_("mon adresse e-mail"), Visibility.CONTACTS),
    "phone": (_("mon téléphone"), Visibility.CONTACTS),
}


def _audience(part: str) -> models.CharField:
    label, default = PARTS[part]
    return models.CharField(label, max_length=8, choices=Visibility.choices, default=default)


def _member_is(**conditions: Any) -> Exists:
    """The member is present, and so.

    Not a join: read from the members' side, the newest profiles would come only after a sort of
    them all.
    """
    return Exists(User.objects.present().filter(pk=OuterRef("user"), **conditions))


def _line_of_roles() -> Any:
    """Roles as a line shows them, without the text of their guides."""
    return (
        Role.objects.select_related("department")
        .only("slug", "title", "title_en", "rank", "department__slug")
        .order_by("rank", "title", "pk")
    )


def _own(member: Any) -> Statement:
    """A member's profile, and whether it has skills and pieces."""
    skills = Profile.skills.through.objects.filter(profile=OuterRef("pk"))
    pieces = Profile.objects.filter(pk=OuterRef("pk"), portfolio__isnull=False)
    found = Profile.objects.filter(user=member.pk)
    found = found.annotate(with_skills=Exists(skills), with_pieces=Exists(pieces))
    return found.query.sql_with_params()


def _own_roles(member: Any) -> Statement:
    """The roles of a member's profile: whether held, whether wanted, the colour of each."""
    held, wanted = (
        Exists(field.through.objects.filter(profile__user=member.pk, role=OuterRef("pk")))
        for field in (Profile.roles_held, Profile.roles_wanted)
    )
    roles = _line_of_roles().select_related(None).only("slug", "title", "title_en", "department")
    found = roles.annotate(held=held, wanted=wanted, department_slug=F("department__slug"))
    return found.filter(held | wanted).query.sql_with_params()


class ProfileQuerySet(models.QuerySet["Profile"]):
    def _present(self, viewer: Any, **member: Any) -> Self:
        """Those whom neither the moderators, nor a closed account, nor a block hides."""
        found = self.filter(_member_is(**member), hidden_at=None)
        if viewer.is_authenticated:
            found = found.exclude(user__in=blocks.hidden_from(viewer))
        return found

    def visible_to(self, viewer: Any) -> Self:
        """The profiles whose page a person may open: the one rule, whatever leads there.

        A member of 15 to 17 is seen by their contacts at most, whatever is stored; one in their
        first days by members at most.
        """
        if not viewer.is_authenticated:
            adults = self._present(viewer, age_band=AgeBand.ADULT)
            shown = adults.filter(page_visibility=Visibility.PUBLIC)
            return shown.filter(trust.past_first_days("user"))
        to_members = _member_is(age_band=AgeBand.ADULT) & Q(
            page_visibility__in=Visibility.shown_to_members()
        )
        to_contacts = ~Q(page_visibility=Visibility.NOBODY) & Q(user__in=rules.contacts_of(viewer))
        seen = self._present(viewer).filter(to_members | to_contacts)
        return seen | self.filter(user=viewer)

    def listed_for(self, viewer: Any) -> Self:
        """The profiles of the directory: those shown to every member, oneself included."""
        adults = self._present(viewer, age_band=AgeBand.ADULT)
        return adults.filter(page_visibility__in=Visibility.shown_to_members())

    def available(self, *, today: date | None = None) -> Self:
        """Free on that day, as far as any member may know."""
        today = today or timezone.localdate()
        return self.filter(
            Q(available_until__isnull=True) | Q(available_until__gte=today),
            available_from__lte=today,
            availability_visibility__in=Visibility.shown_to_members(),
        )

    def with_roles(self) -> Self:
        """The roles with their departments, in two queries; not the text of their guides."""
        roles = _line_of_roles()
        return self.prefetch_related(Prefetch("roles_held", roles), Prefetch("roles_wanted", roles))

    def with_page(self) -> Self:
        """What a page shows, in five queries."""
        skills = Skill.objects.only("label", "label_en").order_by("label", "pk")
        return (
            self.select_related("user")
            .with_roles()
            .prefetch_related(Prefetch("skills", skills), "portfolio")
        )

    def own_line(self, member: Any) -> OwnView | None:
        """What a member's own page shows of theirs, in two queries; None before a first saving."""
        profile: Any = next(iter(self.raw(*written(_own, member=member))), None)
        if profile is None:
            return None
        profile.user = member
        roles: list[Any] = list(Role.objects.raw(*written(_own_roles, member=member)))
        for role in roles:
            role.department = Department(pk=role.department_id, slug=role.department_slug)
        return own(
            profile,
            held=[one for one in roles if one.held],
            wanted=[one for one in roles if one.wanted],
            skills=profile.with_skills,
            pieces=profile.with_pieces,
        )

    def with_credits(self) -> Self:
        """So that the page shows what tutors confirmed: no query more where there is nothing."""
        return self.annotate(credited=Exists(Attestation.objects.credits_of(OuterRef("user"))))


class Profile(Indexed):
    """A member's page: what they do, aim at, look for and lend. Erased with the account.

    Only `seen_by` reads it for somebody else: who sees which part is decided there alone.
    Lists are JSON arrays: `languages` of Language, `licences` of Licence, `looking_for` of
    Seeking, `offers` of Offering, `links` of at most 5 http(s) addresses.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="profile",
    )
    handle = models.CharField(
        _("adresse de la page"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
                _("Des lettres sans accent, des chiffres et des tirets."),
            )
        ],
        error_messages={"unique": _("Cette adresse est déjà prise.")},
    )
    kind = models.CharField(
        _("vous êtes"),
        max_length=12,
        choices=MemberKind.choices,
        default=MemberKind.NEWCOMER,
    )
    level = models.CharField(_("niveau"), max_length=9, choices=Practice.choices, blank=True)
    headline = models.CharField(_("en une ligne"), max_length=120, blank=True)
    about = models.TextField(_("à propos"), max_length=2000, blank=True)
    experience = models.TextField(_("expériences"), max_length=2000, blank=True)
    roles_held = models.ManyToManyField(
        Role, verbose_name=_("métiers exercés"), blank=True, related_name="held_by"
    )
    roles_wanted = models.ManyToManyField(
        Role, verbose_name=_("métiers visés"), blank=True, related_name="wanted_by"
    )
    skills = models.ManyToManyField(
        Skill, verbose_name=_("compétences"), blank=True, related_name="profiles"
    )
    languages = models.JSONField(_("langues"), default=list, blank=True)
    licences = models.JSONField(_("permis et habilitations"), default=list, blank=True)
    equipment = models.TextField(_("matériel que je prête"), max_length=600, blank=True)

    city = models.CharField(_("ville"), max_length=80, blank=True)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    mobility = models.CharField(_("jusqu’où"), max_length=11, choices=Mobility.choices, blank=True)
    lodging = models.CharField(_("où je peux loger"), max_length=120, blank=True)
    available_from = models.DateField(_("disponible dès le"), null=True, blank=True)
    available_until = models.DateField(_("jusqu’au"), null=True, blank=True)

    looking_for = models.JSONField(_("je cherche"), default=list, blank=True)
    looking_for_line = models.CharField(_("je cherche, en une ligne"), max_length=200, blank=True)
    offers = models.JSONField(_("je propose"), default=list, blank=True)
    offers_line = models.CharField(_("je propose, en une ligne"), max_length=200, blank=True)

    links = models.JSONField(_("liens"), default=list, blank=True)
    email = models.EmailField(_("adresse e-mail montrée"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    photo = models.FileField(
        _("photo"), upload_to=private_path("photo"), max_length=120, blank=True
    )

    page_visibility = _audience("page")
    photo_visibility = _audience("photo")
    place_visibility = _audience("place")
    availability_visibility = _audience("availability")
    papers_visibility = _audience("papers")
    links_visibility = _audience("links")
    email_visibility = _audience("email")
    phone_visibility = _audience("phone")

    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    hidden_at = models.DateTimeField(
        _("masqué par la modération le"), null=True, blank=True, editable=False
    )

    # Set by `with_credits`: whether a tutor confirmed something that the page shows.
    credited: bool = False

    objects: ClassVar[Any] = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profil")
        verbose_name_plural = _("profils")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="profile_handle_lower_case",
                condition=Q(handle=Lower("handle")) & ~Q(handle=""),
                violation_error_message=_("Cette adresse s’écrit en minuscules."),
            ),
            models.CheckConstraint(
                name="profile_handle_not_reserved",
                condition=~Q(handle__in=RESERVED_HANDLES),
                violation_error_message=_("Cette adresse est réservée au site."),
            ),
            models.CheckConstraint(
                name="profile_kind_known",
                condition=Q(kind__in=MemberKind.values),
                violation_error_message=_("Ce choix n’existe pas."),
            ),
            models.CheckConstraint(
                name="profile_level_known",
                condition=Q(level__in=["", *Practice.values]),
                violation_error_message=_("Ce niveau n’existe pas."),
            ),
            models.CheckConstraint(
                name="profile_mobility_known",
                condition=Q(mobility__in=["", *Mobility.values]),
                violation_error_message=_("Ce choix n’existe pas."),
            ),
            models.CheckConstraint(
                name="profile_availability_in_order",
                condition=Q(available_until__isnull=True)
                | Q(available_from__isnull=False, available_until__gte=F("available_from")),
                violation_error_message=_("La fin vient après un début."),
            ),
            *(
                models.CheckConstraint(
                    name=f"profile_{part}_visibility_known",
                    condition=Q(**{f"{part}_visibility__in": Visibility.values}),
                    violation_error_message=_("Cette visibilité n’existe pas."),
                )
                for part in PARTS
            ),
        ]

    def __str__(self) -> str:
        return self.user.display_name

    def get_absolute_url(self) -> str:
        return reverse("mentoring:member", args=[self.handle])

    def sight_of(self, viewer: Any) -> Sight:
        """How near a person stands to this member."""
        if not viewer.is_authenticated:
            return Sight.PUBLIC
        if viewer.pk == self.user_id:
            return Sight.SELF
        return Sight.CONTACT if rules.are_contacts(viewer, self.user) else Sight.MEMBER

    def seen_by(self, viewer: Any, *, sight: Sight | None = None) -> ProfileView | None:
        """What a person may see of this page, and nothing more; None when it is not for them.

        Says nothing of blocks and closed accounts, which `visible_to` has already left out. With
        `sight`, answers for anybody that near.
        """
        return look(self, self.sight_of(viewer) if sight is None else sight)

    def audience(self, part: str) -> Visibility:
        """Who sees a part: never more people than see the page; no way to a 15-17, to nobody."""
        if part in {"email", "phone", "links"} and self.user.is_minor:
            return Visibility.NOBODY
        return self.narrower(getattr(self, f"{part}_visibility"))

    def shows(self, part: str, sight: Sight) -> bool:
        """Whether somebody that near sees a part of the page."""
        return allows(self.audience(part), sight)

    def narrower(self, visibility: str) -> Visibility:
        """The narrower of an audience and the page's; a minor's contacts at most, for a minor."""
        asked = [Visibility(visibility), Visibility(self.page_visibility)]
        if self.user.is_minor:
            asked.append(Visibility.CONTACTS)
        return max(asked, key=list(Visibility).index)

    def chosen(self) -> dict[Any, list[str]]:
        """The labels of what is ticked, under the name of each list."""
        lists: dict[str, Any] = {
            "languages": Language,
            "licences": Licence,
            "looking_for": Seeking,
            "offers": Offering,
        }
        return {
            self._label(name): [
                str(one.label) for one in choices if one.value in getattr(self, name)
            ]
            for name, choices in lists.items()
        }

    def _label(self, name: str) -> Any:
        field: Any = self._meta.get_field(name)
        return field.verbose_name

    @property
    def region(self) -> str:
        return geography.region_of(self.departement)

    def is_available(self, *, today: date | None = None) -> bool:
        """The Python twin of `ProfileQuerySet.available`."""
        today = today or timezone.localdate()
        return (
            self.available_from is not None
            and self.available_from <= today
            and (self.available_until is None or self.available_until >= today)
        )

    def availability_label(self, *, today: date | None = None) -> str:
        """disponible maintenant, jusqu’au 3 mai; nothing once the dates are past."""
        today = today or timezone.localdate()
        start, end = self.available_from, self.available_until
        if start is None or (end and end < today):
            return ""
        if start > today:
            if end:
                return str(_("disponible %s")) % french.period(start, end)
            return str(_("disponible dès le %s")) % french.day(start)
        if end:
            return str(_("disponible maintenant, jusqu’au %s")) % french.day(end)
        return str(_("disponible maintenant"))


class DirectoryTerm(models.Model):
    """One thing the directory finds a member by, such as `held:regisseur` or `region:Bretagne`.

    Drawn from what any member sees of the page (`mentoring.directory.terms`), so that a filter
    tells nothing that the page hides. Rewritten when the page is saved, erased with it. One index
    for all filters: a page of the list reads as much of it with 1,000 members as with 100,000.
    """

    profile = models.ForeignKey(
        Profile, verbose_name=_("profil"), on_delete=models.CASCADE, related_name="terms"
    )
    value = models.CharField(_("terme"), max_length=100)

    class Meta:
        verbose_name = _("terme de l’annuaire")
        verbose_name_plural = _("termes de l’annuaire")
        constraints = [
            models.UniqueConstraint(
                name="directory_term_once",
                fields=["value", "profile"],
                violation_error_message=_("Ce terme est déjà noté."),
            )
        ]

    def __str__(self) -> str:
        return self.value
