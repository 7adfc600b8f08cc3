from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Block(models.Model):
    """One member wants nothing to do with another one, who is never told.

    It closes the way in both directions. Lifted by whoever made it; goes with either account.
    """

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("bloqué par"),
        on_delete=models.CASCADE,
        related_name="blocks_made",
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne bloquée"),
        on_delete=models.CASCADE,
        related_name="blocks_received",
    )
    created_at = models.DateTimeField(_("bloquée le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("blocage")
        verbose_name_plural = _("blocages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="block_once",
                fields=["blocker", "blocked"],
                violation_error_message=_("Cette personne est déjà bloquée."),
            ),
            models.CheckConstraint(
                name="block_somebody_else",
                condition=~Q(blocker=F("blocked")),
                violation_error_message=_("On ne se bloque pas soi-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} → {self.blocked_id}"
