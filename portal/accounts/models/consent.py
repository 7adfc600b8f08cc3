from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import CURRENT_VERSIONS, Document


class Consent(models.Model):
    """The proof that a member accepted one version of a text. Erased with the account."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    document = models.CharField(_("texte"), max_length=10, choices=Document.choices)
    version = models.CharField(_("version"), max_length=10)
    accepted_at = models.DateTimeField(_("accepté le"), default=timezone.now)

    class Meta:
        verbose_name = _("accord")
        verbose_name_plural = _("accords")
        ordering = ["-accepted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="consent_once_a_version",
                fields=["user", "document", "version"],
                violation_error_message=_("Cette version est déjà acceptée."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()}, version {self.version}"

    @staticmethod
    def record_current(user: Any) -> None:
        """Write down that the member accepts every text in its present version."""
        Consent.objects.bulk_create(
            [
                Consent(user=user, document=document, version=version)
                for document, version in CURRENT_VERSIONS.items()
            ],
            ignore_conflicts=True,
        )
