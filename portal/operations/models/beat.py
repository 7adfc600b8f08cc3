from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.operations.enums import Job


class BeatManager(models.Manager["Beat"]):
    def strike(self, job: Job, *, now: datetime, seconds: float = 0) -> None:
        """Note that a job came round, in one statement: whoever is last wins."""
        self.bulk_create(
            [self.model(job=job, at=now, seconds=seconds)],
            update_conflicts=True,
            unique_fields=["job"],
            update_fields=["at", "seconds"],
        )


class Beat(models.Model):
    """When a job last came round, and how long it took. One row a job; nothing of anybody."""

    job = models.CharField(_("passage"), max_length=10, choices=Job.choices, primary_key=True)
    at = models.DateTimeField(_("dernier passage"))
    seconds = models.FloatField(_("durée en secondes"), default=0)

    objects = BeatManager()

    class Meta:
        verbose_name = _("dernier passage")
        verbose_name_plural = _("derniers passages")
        constraints = [
            models.CheckConstraint(
                name="beat_job_known",
                condition=Q(job__in=Job.values),
                violation_error_message=_("Ce passage n’existe pas."),
            ),
            models.CheckConstraint(
                name="beat_lasted",
                condition=Q(seconds__gte=0),
                violation_error_message=_("Une durée ne peut pas être négative."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_job_display()
