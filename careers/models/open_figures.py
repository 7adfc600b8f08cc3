from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OpenFigures(models.Model):
    """How internships answer and pay, in groups: counted each day by `tick`, read by whoever asks.

    Counting reads a year of applications: no page does it. A single row; nobody is in it (see
    `careers.open_figures`, which also says what a row of each list holds).
    """

    answers = models.JSONField(_("réponses"), default=list, blank=True)
    pay = models.JSONField(_("gratifications"), default=list, blank=True)
    counted_at = models.DateTimeField(_("comptés le"), default=timezone.now)

    class Meta:
        verbose_name = _("chiffres des stages")
        verbose_name_plural = _("chiffres des stages")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="openfigures_only_one",
                condition=Q(pk=1),
                violation_error_message=_("Ces chiffres n’existent qu’une fois."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
