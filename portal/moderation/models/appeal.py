from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .case import readable
from .measure import Measure
from .report import Report


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def readable_by(self, user: Any) -> Self:
        """As the case it is about; see `readable`."""
        return self.filter(readable(user, "measure__case"))

    def decidable_by(self, user: Any) -> Self:
        """Those that somebody may decide: no part in the measure, and not contesting it."""
        parties = Q(first_decider=user.pk) | Q(proposer=user.pk) | Q(made_by=user.pk)
        return self.readable_by(user).exclude(parties)


class Appeal(models.Model):
    """Somebody contests a decision, once, within six months (DSA, art. 20).

    `report` tells the two sides apart: empty, it is the person concerned; else whoever reported.
    Read by somebody who had no part in the decision, and who does not contest it: `first_decider`,
    `proposer` and `made_by` are copied here so that the database itself refuses them.
    """

    measure = models.ForeignKey(
        Measure, verbose_name=_("mesure"), on_delete=models.CASCADE, related_name="appeals"
    )
    report = models.ForeignKey(
        Report,
        verbose_name=_("signalement"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="appeals",
    )
    text = models.TextField(_("ce qui est contesté"), max_length=4000)
    received_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    first_decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mesure décidée par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mesure proposée par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contestée par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recours décidé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="appeals_decided",
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    upheld = models.BooleanField(_("accepté"), null=True, blank=True)
    answer = models.TextField(_("réponse"), max_length=2000, blank=True)

    objects: ClassVar[Any] = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("recours")
        verbose_name_plural = _("recours")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], name="appeal_waiting", condition=Q(decided_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="appeal_once",
                fields=["measure"],
                condition=Q(report__isnull=True),
                violation_error_message=_("Cette décision a déjà été contestée."),
            ),
            models.UniqueConstraint(
                name="appeal_once_a_report",
                fields=["report"],
                condition=Q(report__isnull=False),
                violation_error_message=_("Cette réponse a déjà été contestée."),
            ),
            models.CheckConstraint(
                name="appeal_decided_by_another",
                condition=~Q(decided_by=F("first_decider")) & ~Q(decided_by=F("proposer")),
                violation_error_message=_("Un recours se décide par une autre personne."),
            ),
            models.CheckConstraint(
                name="appeal_not_by_oneself",
                condition=~Q(decided_by=F("made_by")),
                violation_error_message=_("On ne décide pas de son propre recours."),
            ),
            models.CheckConstraint(
                name="appeal_decided_when",
                condition=Q(decided_at__isnull=True, upheld__isnull=True)
                | (Q(decided_at__isnull=False, upheld__isnull=False) & ~Q(answer="")),
                violation_error_message=_("Un recours décidé porte sa date et sa réponse."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("recours du %s")) % f"{timezone.localtime(self.received_at):%d/%m/%Y}"
