from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import Outcome, Reason


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, target: models.Model) -> Self:
        """Every decision on one text, the latest first."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(target), object_id=target.pk
        )


class Decision(models.Model):
    """What a moderator decided on one revision of a text, and why. Never edited.

    Kept when its author leaves (the name goes), as the reasons owed to whoever wrote the text
    (DSA, art. 17); a text that was decided on cannot be deleted by its author.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    revision = models.PositiveIntegerField(_("version lue"))
    outcome = models.CharField(_("décision"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("motif"), max_length=20, choices=Reason.choices, blank=True)
    note = models.TextField(_("mot à l’auteur·rice"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    decided_at = models.DateTimeField(_("le"), default=timezone.now)
    # What was read, of the last one that published the text (`portal.moderation.changes`).
    snapshot = models.JSONField(_("texte lu"), null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="decision_once_a_revision",
                fields=["content_type", "object_id", "revision"],
                violation_error_message=_("Cette version a déjà été décidée."),
            ),
            models.CheckConstraint(
                name="decision_rejection_has_a_reason",
                condition=Q(outcome=Outcome.APPROVED) | ~Q(reason=""),
                violation_error_message=_("Une demande de correction porte un motif."),
            ),
            models.CheckConstraint(
                name="decision_other_reason_is_explained",
                condition=~Q(reason=Reason.OTHER) | ~Q(note=""),
                violation_error_message=_("Expliquez cette autre raison en quelques mots."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.decided_at:%d/%m/%Y})"
