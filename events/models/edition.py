from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence
from careers.models import ReferenceRecord
from events import dates

from .festival import LAST_YEAR, Festival

FIRST_YEAR = 2000
EARLIEST, LATEST = date(FIRST_YEAR - 1, 1, 1), date(LAST_YEAR + 1, 12, 31)
DATES = (
    "starts_on", "ends_on", "pro_starts_on", "pro_ends_on", "accreditation_opens_on",
    "accreditation_closes_on", "youth_pass_opens_on", "youth_pass_closes_on",
)  # fmt: skip


class EditionQuerySet(models.QuerySet["Edition"]):
    def between(self, first: date, last: date) -> Self:
        """Those with a known day in the period, both days included, in order."""
        day_in = Q(starts_on__lte=last, ends_on__gte=first)
        only_start = Q(ends_on__isnull=True, starts_on__range=(first, last))
        only_end = Q(starts_on__isnull=True, ends_on__range=(first, last))
        return self.filter(day_in | only_start | only_end).order_by(
            F("starts_on").asc(nulls_first=True), "festival__short_name", "pk"
        )

    def coming(self, *, today: date) -> Self:
        """Those whose last known day is not past, the nearest first."""
        late = Q(ends_on__gte=today) | Q(ends_on__isnull=True, starts_on__gte=today)
        return self.filter(late).order_by(
            F("starts_on").asc(nulls_first=True), "festival__short_name", "pk"
        )


class Edition(ReferenceRecord):
    """One year of a festival. Every date may be unknown; none is ever guessed.

    Dates of the data file are loaded with their source; the rest is entered in the admin, and an
    edition made there (`loaded` empty) is left alone by the next load.
    """

    festival = models.ForeignKey(
        Festival, verbose_name=_("festival"), on_delete=models.CASCADE, related_name="editions"
    )
    year = models.PositiveSmallIntegerField(
        _("année"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    number = models.PositiveSmallIntegerField(_("numéro de l’édition"), null=True, blank=True)
    starts_on = models.DateField(_("premier jour"), null=True, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    pro_starts_on = models.DateField(_("premier jour professionnel"), null=True, blank=True)
    pro_ends_on = models.DateField(_("dernier jour professionnel"), null=True, blank=True)
    accreditation_opens_on = models.DateField(
        _("ouverture des accréditations"), null=True, blank=True
    )
    accreditation_closes_on = models.DateField(
        _("clôture des accréditations"), null=True, blank=True
    )
    youth_pass = models.TextField(_("passes jeunes"), max_length=500, blank=True)
    youth_pass_opens_on = models.DateField(_("ouverture des passes jeunes"), null=True, blank=True)
    youth_pass_closes_on = models.DateField(_("clôture des passes jeunes"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    confidence = models.CharField(
        _("fiabilité"),
        max_length=20,
        choices=Confidence.choices,
        default=Confidence.GENERAL_KNOWLEDGE,
    )

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("édition")
        verbose_name_plural = _("éditions")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                name="edition_once_a_year",
                fields=["festival", "year"],
                violation_error_message=_("Cette année a déjà son édition."),
            ),
            models.CheckConstraint(
                name="edition_sensible_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=_("Cette année est hors du calendrier."),
            ),
            models.CheckConstraint(
                name="edition_sensible_dates",
                condition=Q(
                    *(
                        Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (EARLIEST, LATEST)})
                        for name in DATES
                    )
                ),
                violation_error_message=_("Cette date est hors du calendrier."),
            ),
            models.CheckConstraint(
                name="edition_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Une édition ne finit pas avant d’avoir commencé."),
            ),
            models.CheckConstraint(
                name="edition_pro_days_in_order",
                condition=Q(pro_ends_on__gte=F("pro_starts_on")),
                violation_error_message=_(
                    "Les journées professionnelles ne finissent pas avant d’avoir commencé."
                ),
            ),
            models.CheckConstraint(
                name="edition_accreditation_in_order",
                condition=Q(accreditation_closes_on__gte=F("accreditation_opens_on")),
                violation_error_message=_(
                    "Les accréditations ne ferment pas avant d’avoir ouvert."
                ),
            ),
            models.CheckConstraint(
                name="edition_youth_pass_in_order",
                condition=Q(youth_pass_closes_on__gte=F("youth_pass_opens_on")),
                violation_error_message=_("Les passes jeunes ne ferment pas avant d’avoir ouvert."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.festival.short_name} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = f"{self.festival.slug}-{self.year}"
        super().save(*args, **kwargs)

    @property
    def last_day(self) -> date | None:
        """The last day known of it."""
        return self.ends_on or self.starts_on

    def covers(self, day: date) -> bool:
        """Whether it is known to be under way that day; of a lone date, that day only."""
        if self.starts_on and self.ends_on:
            return self.starts_on <= day <= self.ends_on
        return day == self.last_day

    def is_over(self, *, today: date) -> bool:
        return self.last_day is not None and self.last_day < today

    @property
    def dates_label(self) -> str:
        """du 11 mai au 22 mai 2027; as little as is known."""
        return dates.days(self.starts_on, self.ends_on) or str(_("dates à confirmer"))

    @property
    def pro_label(self) -> str:
        return dates.days(self.pro_starts_on, self.pro_ends_on)

    @property
    def accreditation_label(self) -> str:
        return dates.days(self.accreditation_opens_on, self.accreditation_closes_on)

    @property
    def youth_pass_label(self) -> str:
        return dates.days(self.youth_pass_opens_on, self.youth_pass_closes_on)

    def accreditation_is_open(self, *, today: date) -> bool:
        """Whether one may ask today: both ends are known and today is between them."""
        opens, closes = self.accreditation_opens_on, self.accreditation_closes_on
        return opens is not None and closes is not None and opens <= today <= closes
