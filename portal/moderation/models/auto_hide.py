from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.grounds import Ground

from .case import Case


class AutoHideQuerySet(models.QuerySet["AutoHide"]):
    def in_force(self) -> Self:
        """Those that nobody has read yet."""
        return self.filter(ended_at__isnull=True)


class AutoHide(models.Model):
    """A thing hidden by the site itself, until somebody decides its case (DSA, art. 17).

    Placed when enough trusted members have reported it each on their own (`auto_hiding`). `before`
    is what the thing's floor needs to put it back. `said` is a word of its author, for whoever will
    read the case. `kept` says, once somebody has decided, whether it stayed hidden.
    """

    case = models.OneToOneField(
        Case, verbose_name=_("dossier"), on_delete=models.CASCADE, related_name="auto_hide"
    )
    placed_at = models.DateTimeField(_("masqué le"), default=timezone.now)
    people = models.PositiveSmallIntegerField(_("personnes comptées"))
    ground = models.CharField(_("motif"), max_length=20, choices=Ground.choices, blank=True)
    before = models.JSONField(_("état d’avant"), default=dict, blank=True, editable=False)
    said = models.TextField(_("mot de l’auteur·rice"), max_length=2000, blank=True)
    ended_at = models.DateTimeField(_("lu le"), null=True, blank=True)
    kept = models.BooleanField(_("resté masqué"), null=True, blank=True)

    objects: ClassVar[Any] = AutoHideQuerySet.as_manager()

    class Meta:
        verbose_name = _("masquage automatique")
        verbose_name_plural = _("masquages automatiques")
        ordering = ["pk"]
        indexes = [models.Index(fields=["placed_at"], name="auto_hide_placed")]
        constraints = [
            models.CheckConstraint(
                name="auto_hide_several_people",
                condition=Q(people__gte=2),
                violation_error_message=_("Un seul signalement ne masque rien."),
            ),
            models.CheckConstraint(
                name="auto_hide_ended_by_a_decision",
                condition=Q(ended_at__isnull=True, kept__isnull=True)
                | Q(ended_at__isnull=False, kept__isnull=False),
                violation_error_message=_("Un masquage lu dit s’il est resté."),
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.placed_at):%d/%m/%Y %H:%M}"
