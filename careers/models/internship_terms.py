from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.enums import InternshipKind, Phase, StudyLevel
from careers.legality.presence import WORKING_WEEK, weekdays
from portal.shell import french

WEEKS_A_MONTH = Decimal(52) / 12


def deadline_of(apply_by: date, *, today: date) -> str:
    """How long one may still apply: il reste 9 jours."""
    left = (apply_by - today).days
    if left < 0:
        return str(_("candidatures closes"))
    if left == 0:
        return str(_("dernier jour pour candidater"))
    return str(_("il reste 1 jour")) if left == 1 else str(_("il reste %s jours")) % left


class InternshipTerms(models.Model):
    """What a listing offers: under which paper, where, when, for how much, for how many.

    Pay in euros an hour (0: none), gross where it is a wage; hours a week. The title of a
    production is for readers only where `production_title_hidden` is not set (`shown_production`).
    """

    kind = models.CharField(
        _("type d’annonce"),
        max_length=16,
        choices=InternshipKind.choices,
        default=InternshipKind.STAGE,
    )
    level = models.CharField(
        _("niveau de formation visé"), max_length=8, blank=True, choices=StudyLevel.choices
    )
    production_title = models.CharField(_("titre du film"), max_length=120, blank=True)
    production_title_hidden = models.BooleanField(_("garder ce titre caché"), default=False)
    production_phase = models.CharField(
        _("étape du film"), max_length=15, blank=True, choices=Phase.choices
    )
    city = models.CharField(_("ville"), max_length=80, blank=True)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
    remote = models.CharField(_("télétravail éventuel"), max_length=120, blank=True)
    starts_on = models.DateField(_("premier jour"), null=True, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    weekly_hours = models.DecimalField(
        _("heures par semaine"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(48))],
    )
    presence_hours = models.DecimalField(
        _("heures de présence en tout"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(2000))],
    )
    hourly_pay = models.DecimalField(
        _("gratification, en euros par heure"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    benefits = models.TextField(_("transports, repas, hébergement"), max_length=500, blank=True)
    places = models.PositiveSmallIntegerField(
        _("nombre de places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    # Moves with the applications accepted, under the lock of this row.
    places_taken = models.PositiveSmallIntegerField(_("places prises"), default=0, editable=False)
    apply_by = models.DateField(_("date limite de candidature"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def places_left(self) -> int:
        return max(self.places - self.places_taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether every place is taken."""
        return self.places_taken >= self.places

    @property
    def region(self) -> str:
        return geography.region_of(self.departement)

    @property
    def duration_label(self) -> str:
        if not (self.starts_on and self.ends_on):
            return ""
        return french.duration(self.starts_on, self.ends_on)

    @property
    def period_label(self) -> str:
        if not (self.starts_on and self.ends_on):
            return ""
        return french.period(self.starts_on, self.ends_on)

    @property
    def hours_label(self) -> str:
        return french.hours(self.weekly_hours) if self.weekly_hours is not None else ""

    @property
    def monthly_pay(self) -> Decimal | None:
        """About what a month brings: pay x hours a week x 52 / 12, in euros."""
        if self.hourly_pay is None or self.weekly_hours is None:
            return None
        return self.hourly_pay * self.weekly_hours * WEEKS_A_MONTH

    @property
    def pay_label(self) -> str:
        """What is paid, or by which rule where the host does not choose."""
        if self.kind not in {InternshipKind.STAGE, InternshipKind.CDDU}:
            return str(PAID_BY_LAW[self.kind])
        if self.hourly_pay is None:
            return ""
        if self.hourly_pay == 0:
            return str(_("sans gratification"))
        label = f"{french.euros(self.hourly_pay)}/h"
        if self.kind == InternshipKind.CDDU:
            label = str(_("%s brut")) % label
        if self.monthly_pay is not None:
            label += " · " + str(_("environ %s/mois")) % french.euros(self.monthly_pay)
        return label

    @property
    def total_hours(self) -> int | None:
        """How many hours in all: those given, or about as many as the dates and the week make.

        As the check of the law counts them; holidays included.
        """
        if self.presence_hours is not None:
            return round(self.presence_hours)
        if not (self.starts_on and self.ends_on and self.weekly_hours):
            return None
        return round(weekdays(self.starts_on, self.ends_on) * self.weekly_hours / WORKING_WEEK)

    @property
    def deadline_label(self) -> str:
        """Il reste 9 jours."""
        if self.apply_by is None:
            return ""
        if self.is_full:
            return str(_("complet"))
        return deadline_of(self.apply_by, today=timezone.localdate())

    @property
    def shown_production(self) -> str:
        """The title of the film as every reader may know it; empty when it is kept."""
        return "" if self.production_title_hidden else self.production_title


PAID_BY_LAW: dict[str, Any] = {
    InternshipKind.IMMERSION: _("sans paie de la structure, statut gardé"),
    InternshipKind.ALTERNANCE: _("salaire fixé par la loi ou l’accord"),
    InternshipKind.SERVICE_CIVIQUE: _("indemnité fixée par l’État"),
}
