from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import AssociationKind, Confidence
from careers.words import alphabetical

from .reference import ReferenceRecord, is_stale
from .shapes import ListOf, SlugsOf


class AssociationQuerySet(models.QuerySet["Association"]):
    def listed(self) -> Self:
        """Those the site shows; the others were taken out by an administrator."""
        return self.filter(is_listed=True).defer("loaded")

    def for_department(self, slug: str) -> list["Association"]:
        """The associations shown that are this department's own, not everybody's.

        One query and a pass over all of them: a few dozen, and neither database finds a word in
        a JSON list in the same way.
        """
        mine = (one for one in self.listed() if slug in one.departments)
        return alphabetical(mine, name="short_name")


class Association(ReferenceRecord):
    """A trade association, a union, a collective or a body of the sector.

    `departments` is a list of slugs of departments; empty, it speaks to all of them. `membership`
    says who may join: no source of the data file says it, an administrator may. An empty
    `website` means that no address was verified. Source: data/associations.json. No personal
    data.
    """

    name = models.CharField(_("nom"), max_length=160)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("nature"), max_length=20, choices=AssociationKind.choices)
    departments = models.JSONField(
        _("départements"), default=list, blank=True, validators=[SlugsOf("careers.Department")]
    )
    purpose = models.TextField(_("ce qu’elle fait"), max_length=1000)
    newcomer_use = models.TextField(_("à quoi elle sert quand on débute"), max_length=1000)
    membership = models.TextField(_("conditions d’adhésion"), max_length=1000, blank=True)
    website = models.URLField(_("site"), blank=True)
    is_listed = models.BooleanField(_("visible sur le site"), default=True)

    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="association_once",
                fields=["name"],
                violation_error_message=_("Cette association est déjà dans la liste."),
            ),
            models.CheckConstraint(
                name="association_kind_known",
                condition=Q(kind__in=AssociationKind.values),
                violation_error_message=_("Cette nature d’association n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("careers:association", args=[self.slug])

    @property
    def short_name(self) -> str:
        """The letters people say, or the whole name."""
        return self.acronym or self.name

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)
