from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ACTOR = "{actor}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> Self:
        """One's own: nobody reads another member's inbox."""
        return self.filter(member=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def mark_read(self, *, now: datetime | None = None) -> int:
        """Mark as read what was not; returns how many were not."""
        return self.unread().update(read_at=now or timezone.now())

    def for_letter(self, *, before: datetime) -> Self:
        """What waits for a weekly letter since before that instant, the oldest first."""
        return self.filter(awaits_letter=True, created_at__lt=before).order_by("pk")


class Notification(models.Model):
    """One sentence told to a member, and where it leads. Erased with their account.

    `text` names whoever acted by `{actor}` only: the name is looked up each time it is shown, so
    that nothing is left of a member who has gone. `url` is a path on this site. Forgotten 180
    days after it was written once read, after a year in any case (`manage.py tick`).
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="notifications",
        # The index of the inbox begins with it.
        db_index=False,
    )
    topic = models.CharField(_("sujet"), max_length=20)
    text = models.CharField(_("texte"), max_length=300)
    url = models.CharField(_("adresse sur le site"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("du fait de"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("écrite le"), default=timezone.now)
    read_at = models.DateTimeField(_("lue le"), null=True, blank=True)
    awaits_letter = models.BooleanField(_("attend la lettre de la semaine"), default=False)
    mailed_at = models.DateTimeField(_("écrite par courriel le"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["member", "-id"], name="notification_inbox"),
            models.Index(
                fields=["member"],
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
            models.Index(
                fields=["member", "id"],
                name="notification_for_letter",
                condition=Q(awaits_letter=True),
            ),
            models.Index(fields=["created_at"], name="notification_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="notification_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Une notification dit quelque chose."),
            ),
            models.CheckConstraint(
                name="notification_stays_on_site",
                condition=Q(url="")
                | (
                    Q(url__startswith="/")
                    & ~Q(url__startswith="//")
                    # A backslash is a slash to a browser.
                    & ~Q(url__startswith="/\\")
                ),
                violation_error_message=_("Une notification ne mène qu’à une page du site."),
            ),
            models.CheckConstraint(
                name="notification_mailed_once",
                condition=Q(awaits_letter=False) | Q(mailed_at__isnull=True),
                violation_error_message=_("Une notification part une seule fois par courriel."),
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk}"

    def sentence(self, actor_name: str) -> str:
        """The text with the name of whoever acted."""
        return self.text.replace(ACTOR, actor_name)
