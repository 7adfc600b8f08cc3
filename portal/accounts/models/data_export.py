import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(hours=48)
# Beyond, whatever was writing the copy has died: it may be asked for again.
LONGEST = timedelta(hours=1)


def random_path(instance: Any, filename: str) -> str:
    """Where nobody guesses it; it is served to its owner alone."""
    return f"exports/{secrets.token_urlsafe(24)}.zip"


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def expired(self, *, now: datetime) -> Self:
        """Ready for longer than a copy is kept, or begun so long ago and never finished."""
        return self.filter(Q(ready_at__lte=now - KEPT) | Q(requested_at__lte=now - KEPT, file=""))

    def downloadable(self, *, now: datetime) -> Self:
        return self.filter(ready_at__gt=now - KEPT).exclude(file="")


class DataExport(models.Model):
    """A copy of all that the site knows of a member, as a ZIP, asked for by the member.

    One a member: asking again replaces it. Kept 48 hours (`KEPT`), then deleted by `tick`; erased
    with the account.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="data_export",
    )
    requested_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    ready_at = models.DateTimeField(_("prête le"), null=True, blank=True)
    file = models.FileField(_("fichier"), upload_to=random_path, blank=True, max_length=100)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("copie des données")
        verbose_name_plural = _("copies des données")
        constraints = [
            models.CheckConstraint(
                name="data_export_ready_has_a_file",
                condition=Q(ready_at__isnull=True, file="")
                | (Q(ready_at__isnull=False) & ~Q(file="")),
                violation_error_message=_("Une copie prête a un fichier."),
            )
        ]

    def __str__(self) -> str:
        return f"copie {self.pk}"

    @property
    def expires_at(self) -> datetime | None:
        return self.ready_at + KEPT if self.ready_at else None

    def is_under_way(self, *, now: datetime) -> bool:
        return self.ready_at is None and self.requested_at > now - LONGEST
