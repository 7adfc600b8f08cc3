from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What is left in a mail that is done with.
EMPTY: dict[str, Any] = {
    "recipient": "",
    "subject": "",
    "text": "",
    "html": "",
    "headers": {},
    "letter": "",
}


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> Self:
        return self.filter(sent_at__isnull=True, abandoned_at__isnull=True)

    def give_up(self, *, now: datetime) -> int:
        """Empty mails that are not to leave; a task that comes for them finds nothing to do."""
        return self.update(abandoned_at=now, **EMPTY)


class OutgoingMail(models.Model):
    """A mail on its way. What it says, to whom, is emptied when it has left or was given up.

    Written in the same transaction as what it tells, so it neither leaves for a change that was
    undone nor gets lost after one that was kept.
    """

    recipient = models.EmailField(_("à"), blank=True)
    sender = models.CharField(_("de"), max_length=200)
    subject = models.CharField(_("objet"), max_length=300, blank=True)
    text = models.TextField(_("texte"), blank=True)
    html = models.TextField("HTML", blank=True)
    # Those beyond the usual ones: how to stop such mails (RFC 8058).
    headers = models.JSONField(_("en-têtes"), default=dict, blank=True)
    # The facts of a mail that is composed as it leaves (`notices`).
    letter = models.TextField(_("à composer"), blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    sent_at = models.DateTimeField(_("parti le"), null=True)
    abandoned_at = models.DateTimeField(_("abandonné le"), null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("courriel")
        verbose_name_plural = _("courriels")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="mail_waiting",
                condition=Q(sent_at__isnull=True, abandoned_at__isnull=True),
            ),
            models.Index(
                fields=["abandoned_at"],
                name="mail_abandoned",
                condition=Q(abandoned_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_done_is_emptied",
                # Not `letter` yet: the release before, which may still send, does not know it.
                condition=Q(sent_at__isnull=True, abandoned_at__isnull=True)
                | Q(recipient="", subject="", text="", html="", headers={}),
                violation_error_message=_("Un courriel parti ou perdu ne garde rien."),
            )
        ]

    def __str__(self) -> str:
        return f"courriel {self.pk}"
