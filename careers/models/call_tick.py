from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CallTickQuerySet(models.QuerySet["CallTick"]):
    def of(self, member: Any) -> Self:
        """A member's own ticks; nobody's for a visitor."""
        return self.filter(member=member.pk) if member.is_authenticated else self.none()

    def slugs(self) -> Collection[str]:
        """The questions that were ticked."""
        return set(self.values_list("question", flat=True))


class CallTick(models.Model):
    """A question to ask a production (data/call_questions.json) that a member has an answer to.

    One list at a time: beginning again empties it. Seen by nobody else.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="call_ticks",
    )
    question = models.SlugField(_("question"), max_length=40)
    ticked_at = models.DateTimeField(_("cochée le"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = CallTickQuerySet.as_manager()

    class Meta:
        verbose_name = _("question posée à une production")
        verbose_name_plural = _("questions posées à une production")
        constraints = [
            models.UniqueConstraint(
                name="call_tick_once",
                fields=["member", "question"],
                violation_error_message=_("Cette question est déjà cochée."),
            ),
            models.CheckConstraint(
                name="call_tick_named",
                condition=~Q(question=""),
                violation_error_message=_("Il manque la question."),
            ),
        ]

    def __str__(self) -> str:
        return self.question
