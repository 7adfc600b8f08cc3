import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import ReportReason


class Report(models.Model):
    """Somebody tells the moderators of a problem, with or without an account (DSA, art. 16).

    Exported with the reporter's account and unlinked from it at erasure; never shown to the
    person reported.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    reason = models.CharField(_("motif"), max_length=20, choices=ReportReason.choices)
    text = models.TextField(_("ce qui s’est passé"), max_length=4000)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signalé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    email = models.EmailField(_("adresse pour la réponse"), blank=True)
    # Given out with the empty form: the same form sent twice makes one report.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    handled_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    outcome = models.TextField(_("suite donnée"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_handled_has_an_outcome",
                condition=Q(handled_at__isnull=True) | ~Q(outcome=""),
                violation_error_message=_("Écrivez la suite donnée avant de clore."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.created_at:%d/%m/%Y})"

    @property
    def receipt(self) -> str:
        """What its author quotes; it tells nobody how many reports there are."""
        return self.creation_key.hex[:8].upper()
