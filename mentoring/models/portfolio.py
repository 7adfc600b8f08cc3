import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.enums import PortfolioKind, Visibility
from portal.contact import rules
from portal.uploads.storage import private_path

from .profile import Profile

MAX_ITEMS = 24
EARLIEST, LATEST = 1950, 2100


class PortfolioItemQuerySet(models.QuerySet["PortfolioItem"]):
    def written_by(self, user: Any) -> Self:
        return self.filter(profile__user=user)

    def visible_to(self, viewer: Any) -> Self:
        """The pieces a person may see: on a page they may open, each for its own audience."""
        pages = Profile.objects.visible_to(viewer).filter(pk=OuterRef("profile"))
        found = self.filter(Exists(pages), hidden_at=None)
        if not viewer.is_authenticated:
            return found.filter(visibility=Visibility.PUBLIC)
        near = Q(visibility=Visibility.CONTACTS, profile__user__in=rules.contacts_of(viewer))
        found = found.filter(Q(visibility__in=Visibility.shown_to_members()) | near)
        return found | self.filter(profile__user=viewer)


class PortfolioItem(models.Model):
    """An image, a PDF or a link that shows what a member did. Erased with the profile.

    At most 24 a profile: `position` runs from 1; 0 only while two pieces change places.
    """

    profile = models.ForeignKey(
        Profile, verbose_name=_("profil"), on_delete=models.CASCADE, related_name="portfolio"
    )
    kind = models.CharField(_("genre"), max_length=5, choices=PortfolioKind.choices)
    title = models.CharField(_("titre"), max_length=120)
    my_role = models.CharField(_("mon rôle dans ce projet"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("année"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    alt = models.CharField(_("description de l’image"), max_length=200, blank=True)
    file = models.FileField(
        _("fichier"), upload_to=private_path("portfolio"), max_length=120, blank=True
    )
    link = models.URLField(_("adresse"), max_length=400, blank=True)
    visibility = models.CharField(
        _("visible de"), max_length=8, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    position = models.PositiveSmallIntegerField(_("rang"), editable=False)
    # Given out with the empty form: the same form sent twice makes one piece.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("ajouté le"), default=timezone.now, editable=False)
    hidden_at = models.DateTimeField(
        _("masqué par la modération le"), null=True, blank=True, editable=False
    )

    objects: ClassVar[Any] = PortfolioItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("élément de portfolio")
        verbose_name_plural = _("éléments de portfolio")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="portfolio_position_once",
                fields=["profile", "position"],
                violation_error_message=_("Ce rang est déjà pris."),
            ),
            models.CheckConstraint(
                name="portfolio_full",
                condition=Q(position__lte=MAX_ITEMS),
                violation_error_message=_("Un portfolio compte 24 éléments au plus."),
            ),
            models.CheckConstraint(
                name="portfolio_kind_known",
                condition=Q(kind__in=PortfolioKind.values),
                violation_error_message=_("Ce genre n’existe pas."),
            ),
            models.CheckConstraint(
                name="portfolio_visibility_known",
                condition=Q(visibility__in=Visibility.values),
                violation_error_message=_("Cette visibilité n’existe pas."),
            ),
            models.CheckConstraint(
                name="portfolio_file_or_link",
                condition=(Q(kind=PortfolioKind.LINK, file="") & ~Q(link=""))
                | (Q(kind__in=[PortfolioKind.IMAGE, PortfolioKind.PDF], link="") & ~Q(file="")),
                violation_error_message=_("Un lien a une adresse, le reste un fichier."),
            ),
            models.CheckConstraint(
                name="portfolio_image_described",
                condition=~Q(kind=PortfolioKind.IMAGE) | ~Q(alt=""),
                violation_error_message=_("Une image est décrite pour qui ne la voit pas."),
            ),
            models.CheckConstraint(
                name="portfolio_sensible_year",
                condition=Q(year__gte=EARLIEST, year__lte=LATEST),
                violation_error_message=_("Cette année est hors du calendrier."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.profile.get_absolute_url()}#element-{self.pk}"

    @property
    def address(self) -> str:
        """Where the link leads, or the file behind its check."""
        if self.kind == PortfolioKind.LINK:
            return self.link
        return reverse("mentoring:portfolio_file", args=[self.profile.handle, self.pk])
