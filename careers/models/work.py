import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.hours import Work
from careers.hours_enums import WorkNature

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
# A year of days of twelve hours; beyond, a figure was mistyped.
MOST_HOURS = 4400


class WorkPeriodQuerySet(models.QuerySet["WorkPeriod"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's ever."""
        return self.filter(member=user.pk) if user.is_authenticated else self.none()


class WorkPeriod(models.Model):
    """Hours worked from a day to another, both included, counted towards the 507.

    Private: no administration, no search. Exported, and erased with the account.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="work_periods",
    )
    employer = models.CharField(_("employeur"), max_length=120)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    hours = models.DecimalField(_("heures"), max_digits=6, decimal_places=2)
    nature = models.CharField(_("de quoi s’agit-il"), max_length=16, choices=WorkNature.choices)
    created_at = models.DateTimeField(_("noté le"), default=timezone.now, editable=False)
    # Given out with the empty form: the same form sent twice makes one line.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = WorkPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("période de travail")
        verbose_name_plural = _("périodes de travail")
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="work_period_has_employer",
                condition=~Q(employer=""),
                violation_error_message=_("Dites pour qui, même en un mot."),
            ),
            models.CheckConstraint(
                name="work_period_days_in_order",
                condition=Q(
                    starts_on__gte=FIRST_DAY, ends_on__gte=F("starts_on"), ends_on__lte=LAST_DAY
                ),
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.CheckConstraint(
                name="work_period_hours_sensible",
                condition=Q(hours__gt=0, hours__lte=MOST_HOURS),
                violation_error_message=_("Ce nombre d’heures ne se peut pas."),
            ),
            models.CheckConstraint(
                name="work_period_nature_known",
                condition=Q(nature__in=WorkNature.values),
                violation_error_message=_("Cette sorte de travail n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def work(self) -> Work:
        """What the count reads of it."""
        return Work(
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            hours=self.hours,
            nature=WorkNature(self.nature),
        )
