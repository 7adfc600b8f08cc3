from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers import geography
from careers.enums import Confidence, Domain, SchoolLevel, SchoolStatus
from careers.words import alphabetical

from .reference import ReferenceRecord, is_stale
from .shapes import ListOf

# Which departments of a crew each domain leads to, as the project reads them; a domain that
# leads to no role described here (photography, games, history...) has no line.
DEPARTMENTS_OF: dict[str, tuple[str, ...]] = {
    Domain.SCENARIO: ("scenario",),
    Domain.WRITING: ("scenario",),
    Domain.DIRECTING: ("mise-en-scene",),
    Domain.CONTINUITY: ("mise-en-scene",),
    Domain.PRODUCTION: ("production",),
    Domain.LOCATIONS: ("regie",),
    Domain.IMAGE: ("image",),
    Domain.SOUND: ("son",),
    Domain.SETS: ("decoration",),
    Domain.TECHNIQUE: ("lumiere-machinerie",),
    Domain.EDITING: ("postproduction",),
    Domain.POST: ("postproduction",),
    Domain.VFX: ("vfx-animation",),
    Domain.ANIMATION: ("vfx-animation",),
    Domain.MOTION: ("vfx-animation",),
    Domain.DISTRIBUTION: ("communication-distribution",),
    Domain.EXHIBITION: ("communication-distribution",),
}


class SchoolQuerySet(models.QuerySet["School"]):
    def listed(self) -> Self:
        """Those the site shows; the others were taken out by an administrator."""
        return self.filter(is_listed=True).defer("loaded")

    def for_department(self, slug: str) -> list["School"]:
        """The schools shown that lead to a department of a crew.

        One query and a pass over all of them: a few dozen, and neither database finds a word in
        a JSON list in the same way.
        """
        return alphabetical(one for one in self.listed() if slug in one.departments)


class School(ReferenceRecord):
    """A school, or a network of schools, that teaches the trades of film.

    `levels` is a list of `SchoolLevel`, `domains` of `Domain`. `departement` is a code of
    `careers.geography`, empty abroad and for what exists all over the country. `free_of_charge`
    is None where it depends or is not known. No fee and no date of an entrance examination: they
    change each year. Source: data/schools.json. No personal data.
    """

    name = models.CharField(_("nom"), max_length=160)
    status = models.CharField(_("statut"), max_length=20, choices=SchoolStatus.choices)
    city = models.CharField(_("ville"), max_length=80)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    country = models.CharField(_("pays (deux lettres)"), max_length=2, default="FR")
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    website = models.URLField(_("site"), blank=True)
    levels = models.JSONField(
        _("niveaux"), default=list, blank=True, validators=[ListOf(SchoolLevel.values)]
    )
    domains = models.JSONField(
        _("domaines"), default=list, blank=True, validators=[ListOf(Domain.values)]
    )
    admission = models.CharField(_("admission"), max_length=300, blank=True)
    duration = models.CharField(_("durée"), max_length=120, blank=True)
    diploma = models.CharField(_("diplôme"), max_length=160, blank=True)
    fees = models.CharField(_("frais"), max_length=200, blank=True)
    free_of_charge = models.BooleanField(_("gratuite"), null=True, blank=True)
    apprenticeship = models.BooleanField(_("alternance possible"), default=False)
    note = models.TextField(_("remarque"), max_length=1000, blank=True)
    is_listed = models.BooleanField(_("visible sur le site"), default=True)

    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("école")
        verbose_name_plural = _("écoles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="school_once",
                fields=["name"],
                violation_error_message=_("Cette école est déjà dans la liste."),
            ),
            models.CheckConstraint(
                name="school_status_known",
                condition=Q(status__in=SchoolStatus.values),
                violation_error_message=_("Ce statut n’existe pas."),
            ),
            models.CheckConstraint(
                name="school_departement_is_french",
                condition=Q(country="FR") | Q(departement=""),
                violation_error_message=_("Une école hors de France n’a pas de département."),
            ),
            models.CheckConstraint(
                name="school_place_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said of both: a comparison with nothing is neither true nor false, and passes.
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__gte=-90, latitude__lte=90)
                & Q(longitude__gte=-180, longitude__lte=180),
                violation_error_message=_("Donnez deux coordonnées, sur Terre, ou aucune."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("careers:school", args=[self.slug])

    @property
    def short_name(self) -> str:
        """What comes before the dash: La Fémis, ESRA."""
        return self.name.partition(" – ")[0]

    @property
    def region(self) -> str:
        """Its region, or nothing abroad and for what exists all over the country."""
        return geography.region_of(self.departement)

    @property
    def departments(self) -> list[str]:
        """The slugs of the departments its domains lead to, each once."""
        return list(
            dict.fromkeys(slug for one in self.domains for slug in DEPARTMENTS_OF.get(one, ()))
        )

    @property
    def level_labels(self) -> list[Any]:
        """The labels of its levels; one the code does not know is left out."""
        return [SchoolLevel(one).label for one in self.levels if one in SchoolLevel.values]

    @property
    def domain_choices(self) -> list[tuple[str, Any]]:
        """Its domains, each with its label; one the code does not know is left out."""
        return [(one, Domain(one).label) for one in self.domains if one in Domain.values]

    @property
    def domain_labels(self) -> list[Any]:
        return [label for _value, label in self.domain_choices]

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)
