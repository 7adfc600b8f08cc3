from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from careers import geography
from careers.enums import AidKind, AidPhase, AidScope, Audience, Confidence

from .reference import ReferenceRecord, is_stale
from .shapes import ListOf


def _regions() -> list[tuple[str, str]]:
    return [(name, name) for name in geography.regions()]


class AidQuerySet(models.QuerySet["Aid"]):
    def listed(self) -> Self:
        """Those the site shows; the others were taken out by an administrator."""
        return self.filter(is_listed=True).defer("loaded")


class Aid(ReferenceRecord):
    """Money, training or support one may ask for: who gives it, to whom, when, on what terms.

    `beneficiaries` are the words of the source, `audiences` a list of `Audience` drawn from them
    when loaded. `valid_until` is the last day that the text behind the aid gives, None when it
    gives none; being over is computed, never stored. Amounts are words, not figures: they change.
    Source: data/aids.json. No personal data.
    """

    name = models.CharField(_("nom"), max_length=160)
    provider = models.CharField(_("qui la donne"), max_length=120)
    kind = models.CharField(_("nature"), max_length=20, choices=AidKind.choices)
    phase = models.CharField(_("quand"), max_length=20, choices=AidPhase.choices)
    scope = models.CharField(
        _("où"), max_length=10, choices=AidScope.choices, default=AidScope.NATIONAL
    )
    region = models.CharField(_("région"), max_length=80, blank=True, choices=_regions)
    beneficiaries = models.JSONField(
        _("bénéficiaires"), default=list, blank=True, validators=[ListOf()]
    )
    audiences = models.JSONField(
        _("publics"), default=list, blank=True, validators=[ListOf(Audience.values)]
    )
    newcomer_friendly = models.BooleanField(_("accessible quand on débute"), default=False)
    summary = models.TextField(_("en une phrase"), max_length=1000)
    amount = models.CharField(_("montant"), max_length=300, blank=True)
    conditions = models.TextField(_("conditions"), max_length=1000, blank=True)
    url = models.URLField(_("page officielle"), blank=True, max_length=300)
    valid_until = models.DateField(_("échéance"), null=True, blank=True)
    is_listed = models.BooleanField(_("visible sur le site"), default=True)

    sources = models.JSONField(_("sources"), default=list, blank=True, validators=[ListOf()])
    confidence = models.CharField(_("fiabilité"), max_length=20, choices=Confidence.choices)
    checked_on = models.DateField(_("relue le"), null=True, blank=True)

    history = HistoricalRecords(verbose_name=_("historique"), excluded_fields=["loaded"])
    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = _("aide")
        verbose_name_plural = _("aides")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="aid_once",
                fields=["name"],
                violation_error_message=_("Cette aide est déjà dans la liste."),
            ),
            models.CheckConstraint(
                name="aid_kind_known",
                condition=Q(kind__in=AidKind.values),
                violation_error_message=_("Cette nature d’aide n’existe pas."),
            ),
            models.CheckConstraint(
                name="aid_phase_known",
                condition=Q(phase__in=AidPhase.values),
                violation_error_message=_("Ce moment n’existe pas."),
            ),
            models.CheckConstraint(
                name="aid_of_a_region_is_regional",
                condition=Q(scope=AidScope.REGIONAL) | (Q(scope=AidScope.NATIONAL) & Q(region="")),
                violation_error_message=_("L’aide d’une région n’est pas donnée partout."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("careers:aid", args=[self.slug])

    def is_over(self, *, today: date) -> bool:
        """Whether its last known day is past; it may have been prolonged since."""
        return self.valid_until is not None and self.valid_until < today

    @property
    def is_over_today(self) -> bool:
        return self.is_over(today=timezone.localdate())

    @property
    def audience_labels(self) -> list[Any]:
        """The labels of its audiences; one the code does not know is left out."""
        return [Audience(one).label for one in self.audiences if one in Audience.values]

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)
