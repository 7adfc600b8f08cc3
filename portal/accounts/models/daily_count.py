from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Act


class DailyCount(models.Model):
    """How many times a member did something on one day (Paris), see `portal.accounts.limits`.

    Deleting what was sent gives nothing back. Forgotten after two days by `tick`.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="daily_counts",
    )
    act = models.CharField(_("geste"), max_length=5, choices=Act.choices)
    day = models.DateField(_("jour"))
    count = models.PositiveSmallIntegerField(_("nombre"))

    class Meta:
        verbose_name = _("compte du jour")
        verbose_name_plural = _("comptes du jour")
        ordering = ["-day", "act", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="daily_count_once",
                fields=["member", "act", "day"],
                violation_error_message=_("Ce jour est déjà compté."),
            ),
            models.CheckConstraint(
                name="daily_count_act_known",
                condition=Q(act__in=Act.values),
                violation_error_message=_("Ce geste n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}, {self.day:%d/%m/%Y}"
