from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers.enums import Confidence

from .reference import ReferenceRecord, is_stale
from .shapes import ListOf

# The rule whose values are the minimum hourly allowance of each year.
ALLOWANCE = "gratification-horaire"
CEILING = "plafond-horaire"


class LegalRule(ReferenceRecord):
    """A rule of law on internships: what it says, where it stands, how it can be checked.

    Its figures are `LegalValue` rows. Source: data/internship_law.json; informs, never advises.
    No personal data.
    """

    label = models.CharField(_("règle"), max_length=300)
    label_en = models.CharField(_("en anglais"), max_length=200, blank=True)
    unit = models.CharField(_("unité"), max_length=30, blank=True)
    legal_ref = models.CharField(_("texte"), max_length=200, blank=True)
    check_kind = models.CharField(_("contrôle"), max_length=30, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(_("rang"), default=0, editable=False)
    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])

    class Meta:
        verbose_name = _("règle de droit")
        verbose_name_plural = _("règles de droit")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)


class LegalValueQuerySet(models.QuerySet["LegalValue"]):
    def in_force(self, day: date) -> Self:
        """Those that hold on a day, of every rule."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_over = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return self.filter(begun, not_over)

    def at(self, rule: str, day: date) -> "LegalValue | None":
        """The value of a rule on a day, the most recent one if two overlap.

        None when no row says so; a row whose `value` is None says that it is not known yet. What
        was decided before keeps the figure it was decided with: nothing is recomputed here.
        """
        found = self.in_force(day).filter(rule__slug=rule).select_related("rule")
        return found.order_by(F("valid_from").desc(nulls_last=True), "-pk").first()


class LegalValue(ReferenceRecord):
    """What a rule is worth between two days, both included; None when it is not known yet.

    `valid_from` is empty where the text does not say since when, `valid_until` as long as nothing
    replaces it. A figure set for one year never goes on by itself into the next.
    """

    rule = models.ForeignKey(
        LegalRule, verbose_name=_("règle"), on_delete=models.CASCADE, related_name="values"
    )
    valid_from = models.DateField(_("à partir du"), null=True, blank=True)
    valid_until = models.DateField(_("jusqu’au"), null=True, blank=True)
    value = models.DecimalField(_("valeur"), max_digits=12, decimal_places=4, null=True, blank=True)
    note = models.TextField(_("remarque"), max_length=600, blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(
        _("fiabilité"),
        max_length=20,
        choices=Confidence.choices,
        default=Confidence.GENERAL_KNOWLEDGE,
    )

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = LegalValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("valeur légale")
        verbose_name_plural = _("valeurs légales")
        ordering = ["rule", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="legalvalue_once_a_day",
                fields=["rule", "valid_from"],
                violation_error_message=_("Cette règle a déjà une valeur à partir de ce jour."),
            ),
            models.CheckConstraint(
                name="legalvalue_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("La fin vient après le début."),
            ),
            models.CheckConstraint(
                name="legalvalue_not_negative",
                condition=Q(value__isnull=True) | Q(value__gte=0),
                violation_error_message=_("Une valeur légale n’est pas négative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.slug} {self.valid_from or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """One made in the admin gets the address that a later load will know it by."""
        self.slug = self.slug or value_slug(self.rule.slug, self.valid_from)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A figure that is known says where it was read."""
        if self.value is not None and not self.sources:
            raise ValidationError({"sources": _("Dites où ce chiffre a été lu.")})

    @property
    def monthly(self) -> Decimal | None:
        """An hourly amount over a month of internship: 22 days of 7 h (D.124-6)."""
        return None if self.value is None else self.value * 154


def value_slug(rule: str, day: date | None) -> str:
    return f"{rule}-{day:%Y-%m-%d}" if day else f"{rule}-en-vigueur"
