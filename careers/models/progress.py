"""Where a member stands: skills rated, tastes ticked, roles followed."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.enums import SkillLevel

from .role import Role
from .skill import Skill
from .taste import Taste


class SkillMarkQuerySet(models.QuerySet["SkillMark"]):
    def of(self, member: Any) -> Self:
        """A member's own marks; nobody's for a visitor."""
        return self.filter(member=member.pk) if member.is_authenticated else self.none()

    def levels(self) -> dict[str, str]:
        """The slug of each skill, and how far its member says to be."""
        return dict(self.values_list("skill__slug", "level"))


class SkillMark(models.Model):
    """How far a member says to be in a skill: not yet, a little, yes.

    One for each skill, whatever the role in whose list it was ticked. Seen by nobody else; the
    floors above may offer the member to show the skills marked « oui ».
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="skill_marks",
    )
    skill = models.ForeignKey(
        Skill, verbose_name=_("compétence"), on_delete=models.CASCADE, related_name="marks"
    )
    level = models.CharField(_("niveau"), max_length=4, choices=SkillLevel.choices)
    updated_at = models.DateTimeField(_("notée le"), auto_now=True)

    objects: ClassVar[Any] = SkillMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence notée")
        verbose_name_plural = _("compétences notées")
        constraints = [
            models.UniqueConstraint(
                name="skill_mark_once",
                fields=["member", "skill"],
                violation_error_message=_("Cette compétence est déjà notée."),
            ),
            models.CheckConstraint(
                name="skill_mark_level_known",
                condition=Q(level__in=SkillLevel.values),
                violation_error_message=_("Ce niveau n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.skill)


class TasteMark(models.Model):
    """A taste that a member has ticked, to choose among the roles. Seen by nobody else."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="taste_marks",
    )
    taste = models.ForeignKey(
        Taste, verbose_name=_("goût"), on_delete=models.CASCADE, related_name="marks"
    )

    class Meta:
        verbose_name = _("goût coché")
        verbose_name_plural = _("goûts cochés")
        constraints = [
            models.UniqueConstraint(
                name="taste_mark_once",
                fields=["member", "taste"],
                violation_error_message=_("Ce goût est déjà coché."),
            )
        ]

    def __str__(self) -> str:
        return str(self.taste)


class RoleFollow(models.Model):
    """A role that a member follows, to find it again on their own page."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="role_follows",
    )
    role = models.ForeignKey(
        Role, verbose_name=_("métier"), on_delete=models.CASCADE, related_name="follows"
    )
    followed_at = models.DateTimeField(_("suivi depuis le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("métier suivi")
        verbose_name_plural = _("métiers suivis")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="role_follow_once",
                fields=["member", "role"],
                violation_error_message=_("Vous suivez déjà ce métier."),
            )
        ]

    def __str__(self) -> str:
        return str(self.role)
