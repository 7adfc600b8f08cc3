from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .organisation import Organisation

# Below, one answer more or less changes everything: no figure is shown.
FEWEST = 5


class AnswerFigures(models.Model):
    """How an organisation answers: counted over twelve months, kept so that lists only read it.

    `received`: the applications that had an answer or ran out of time; `answered`: those of them
    with an answer before their date. What the applicant took back is left out, and silence is
    silence. `median_days`: half of the answers came within so many days. Written again in the
    transaction of every answer, and each day by `tick` (`careers.applications.answer_rate`).
    """

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.CASCADE,
        related_name="answer_figures",
        primary_key=True,
    )
    received = models.PositiveIntegerField(_("candidatures reçues"), default=0)
    answered = models.PositiveIntegerField(_("candidatures répondues"), default=0)
    median_days = models.PositiveSmallIntegerField(_("délai médian, en jours"), null=True)
    counted_at = models.DateTimeField(_("compté le"), default=timezone.now)

    class Meta:
        verbose_name = _("taux de réponse")
        verbose_name_plural = _("taux de réponse")
        constraints = [
            models.CheckConstraint(
                name="answer_figures_add_up",
                condition=Q(answered__lte=F("received")),
                violation_error_message=_("On ne répond pas à plus qu’on ne reçoit."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def enough(self) -> bool:
        return self.received >= FEWEST

    @property
    def percent(self) -> int | None:
        """Rounded down: 99,6 % is not everybody. None when there are too few."""
        return self.answered * 100 // self.received if self.enough else None

    @property
    def label(self) -> str:
        """répond à 92 % des candidatures, la moitié en 4 jours au plus"""
        if self.percent is None:
            return too_few()
        text = str(_("répond à %(percent)s\u202f%% des candidatures")) % {"percent": self.percent}
        if self.median_days is None:
            return text
        within = (
            str(_("la moitié le jour même"))
            if self.median_days == 0
            else ngettext(
                "la moitié en %(n)s jour", "la moitié en %(n)s jours au plus", self.median_days
            )
            % {"n": self.median_days}
        )
        return f"{text}, {within}"


def too_few() -> str:
    """What stands where there is no figure yet."""
    return str(_("pas encore assez de candidatures"))


def figures_of(organisation: Any) -> AnswerFigures:
    """The organisation's figures; empty ones when nothing was ever counted."""
    return getattr(organisation, "answer_figures", None) or AnswerFigures(organisation=organisation)
