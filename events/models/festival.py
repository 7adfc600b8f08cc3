from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers import geography
from careers.enums import Confidence
from careers.models import ReferenceRecord
from careers.models.shapes import ListOf, trust_by_section
from careers.words import fold
from events.enums import Specialty

if TYPE_CHECKING:
    from .edition import Edition

LAST_YEAR = 2099


class FestivalQuerySet(models.QuerySet["Festival"]):
    def visible_to(self, user: Any) -> Self:
        """Festivals are public: everybody sees them all."""
        return self.all()

    def with_editions(self) -> Self:
        """Each with its editions, in one more query."""
        return self.prefetch_related("editions")


class Festival(ReferenceRecord):
    """A film festival, as it usually is; what changes each year stands in its editions.

    `specialties` is a list of `Specialty`, `usual_month` the month in which it usually starts
    (1 to 12), `departement` a code of `careers.geography`, empty outside France.
    `field_confidence` gives a Confidence to each part. Source: data/festivals.json. No personal
    data.
    """

    name = models.CharField(_("nom"), max_length=120)
    short_name = models.CharField(_("nom court"), max_length=60)
    name_en = models.CharField(_("nom anglais"), max_length=120, blank=True)
    city = models.CharField(_("ville"), max_length=80)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    region = models.CharField(_("région"), max_length=80, blank=True)
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
    founded_year = models.PositiveSmallIntegerField(
        _("année de création"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1895), MaxValueValidator(LAST_YEAR)],
    )
    usual_month = models.PositiveSmallIntegerField(
        _("mois habituel"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    usual_period = models.CharField(_("période habituelle"), max_length=80, blank=True)
    typical_days = models.PositiveSmallIntegerField(
        _("durée habituelle, en jours"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    specialties = models.JSONField(
        _("spécialités"), default=list, blank=True, validators=[ListOf(Specialty.values)]
    )
    specialty = models.CharField(_("spécialité en une phrase"), max_length=200, blank=True)
    newcomer_interest = models.TextField(_("intérêt pour qui débute"), max_length=1000, blank=True)

    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(
        _("fiabilité d’ensemble"), max_length=20, choices=Confidence.choices
    )
    field_confidence = models.JSONField(
        _("fiabilité par partie"), default=dict, blank=True, validators=[trust_by_section]
    )
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = FestivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        ordering = ["short_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="festival_usual_month_exists",
                condition=Q(usual_month__gte=1, usual_month__lte=12),
                violation_error_message=_("Un mois va de 1 à 12."),
            ),
            models.CheckConstraint(
                name="festival_sensible_length",
                condition=Q(typical_days__gte=1, typical_days__lte=60),
                violation_error_message=_("Un festival dure de 1 à 60 jours."),
            ),
            models.CheckConstraint(
                name="festival_place_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                violation_error_message=_("Ces coordonnées ne sont pas sur Terre."),
            ),
            models.CheckConstraint(
                name="festival_departement_is_french",
                condition=Q(country="FR") | Q(departement=""),
                violation_error_message=_("Un festival hors de France n’a pas de département."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:festival", args=[self.slug])

    def answers_to(self, words: str) -> bool:
        """Whether every word typed is in one of its names, places or specialties."""
        texts = [
            self.name,
            self.short_name,
            self.name_en,
            self.city,
            self.region,
            self.specialty,
            *(str(label) for label in self.specialty_labels),
        ]
        known = fold(" ".join(texts))
        return all(word in known for word in fold(words).split())

    @property
    def specialty_labels(self) -> list[Any]:
        """The labels of its specialties; one the code does not know is left out."""
        return [Specialty(value).label for value in self.specialties if value in Specialty.values]

    def trust(self, section: str) -> str:
        """The Confidence of a part; unknown parts are still to be checked."""
        return str(self.field_confidence.get(section, Confidence.GENERAL_KNOWLEDGE))

    def next_edition(self, *, today: date) -> "Edition | None":
        """The first dated edition that is not over, among those already fetched."""
        coming = [one for one in self.editions.all() if one.last_day and one.last_day >= today]
        return min(coming, key=lambda one: one.last_day or date.max, default=None)

    def is_dated_in(self, year: int) -> bool:
        """Whether the first day of an edition is known to be in that year."""
        return any(one.starts_on and one.starts_on.year == year for one in self.editions.all())

    @property
    def usual_label(self) -> str:
        """dates à confirmer, d’habitude mi-mai à fin mai; never a date that nobody announced.

        The period is kept in French: other languages say the month, where it is known.
        """
        period = self.usual_period
        if self.usual_month and (not period or get_language() != settings.LANGUAGE_CODE):
            period = MONTHS[self.usual_month]
        if not period:
            return str(_("dates à confirmer"))
        return _("dates à confirmer, d’habitude %(period)s") % {"period": with_article(str(period))}


def with_article(period: str) -> str:
    """The period as it is said after « d’habitude »: en février, la première quinzaine de mars."""
    if period.startswith(tuple(str(name) for name in MONTHS.values())):
        return _("en %(month)s") % {"month": period}
    if period.startswith(("première", "deuxième", "dernière")):
        return f"la {period}"
    return period
