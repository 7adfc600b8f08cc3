from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.notifications.enums import Rhythm


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    def of(self, member: Any) -> Self:
        return self.filter(member=member.pk)

    def rhythms(self) -> dict[str, str]:
        """The rhythm chosen for each topic; one that is absent is written at once."""
        return dict(self.values_list("topic", "rhythm"))

    def choose(self, member: Any, rhythms: dict[str, str]) -> None:
        """Keep a member's choices, in one statement: the last one wins, twice is once."""
        self.bulk_create(
            [
                self.model(member=member, topic=topic, rhythm=rhythm)
                for topic, rhythm in rhythms.items()
            ],
            update_conflicts=True,
            unique_fields=["member", "topic"],
            update_fields=["rhythm"],
        )


class MailChoice(models.Model):
    """How often a member wants mails about one topic. Erased with their account.

    Where there is no line, mails leave at once. The inbox of the site gets everything.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="mail_choices",
    )
    topic = models.CharField(_("sujet"), max_length=20)
    rhythm = models.CharField(_("rythme"), max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choix de courriel")
        verbose_name_plural = _("choix de courriel")
        constraints = [
            models.UniqueConstraint(
                name="mail_choice_once_a_topic",
                fields=["member", "topic"],
                violation_error_message=_("Ce choix est déjà fait."),
            ),
            models.CheckConstraint(
                name="mail_choice_rhythm_known",
                condition=Q(rhythm__in=Rhythm.values),
                violation_error_message=_("Ce rythme n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}, {self.get_rhythm_display()}"
