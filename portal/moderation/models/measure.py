from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import OnAuthor, OnTarget
from portal.moderation.grounds import Ground

from .case import Case

TEXT_LENGTH = 2000


class MeasureQuerySet(models.QuerySet["Measure"]):
    def taken(self) -> Self:
        """Those that have taken effect, whether or not it is over."""
        return self.filter(decided_at__isnull=False)

    def in_force(self, *, now: datetime | None = None) -> Self:
        """Taken, not lifted by an appeal, and not over. The one rule of what still counts."""
        over = Q(ends_at__lte=now or timezone.now())
        return self.taken().filter(lifted_at__isnull=True).exclude(over)


class Measure(models.Model):
    """What was decided on a case: on the thing, on its author, on both, or nothing (dismissed).

    The statement of reasons (DSA, art. 17) is rendered from it. On a safety case one officer
    proposes and another one confirms: until then `decided_at` is empty and nothing has happened.
    `before` is what the thing's floor needs to put it back as it was. `facts` and `why` are what
    the person concerned reads; never a word of whoever reported.
    """

    case = models.OneToOneField(
        Case, verbose_name=_("dossier"), on_delete=models.CASCADE, related_name="measure"
    )
    on_target = models.CharField(
        _("sur le contenu"), max_length=10, choices=OnTarget.choices, blank=True
    )
    on_author = models.CharField(
        _("sur la personne"), max_length=10, choices=OnAuthor.choices, blank=True
    )
    days = models.PositiveSmallIntegerField(_("durée en jours"), null=True, blank=True)
    ground = models.CharField(_("motif"), max_length=20, choices=Ground.choices)
    facts = models.TextField(_("les faits"), max_length=TEXT_LENGTH, blank=True)
    why = models.TextField(_("pourquoi ils y contreviennent"), max_length=TEXT_LENGTH, blank=True)
    reply = models.TextField(_("mot à qui a signalé"), max_length=TEXT_LENGTH, blank=True)
    reported = models.BooleanField(_("à la suite d’un signalement"), default=True)
    automated = models.BooleanField(_("par un moyen automatique"), default=False)
    safety = models.BooleanField(_("sécurité"), default=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne concernée"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="measures",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="measures_proposed",
    )
    proposed_at = models.DateTimeField(_("proposée le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("décidée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="measures_decided",
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    ends_at = models.DateTimeField(_("prend fin le"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)
    before = models.JSONField(_("état d’avant"), default=dict, blank=True, editable=False)

    objects: ClassVar[Any] = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["decided_at"], name="measure_decided")]
        constraints = [
            models.CheckConstraint(
                name="measure_days_when_it_ends",
                condition=Q(
                    on_author__in=OnAuthor.with_an_end(),
                    days__isnull=False,
                    days__gte=1,
                    days__lte=366,
                )
                | (~Q(on_author__in=OnAuthor.with_an_end()) & Q(days__isnull=True)),
                violation_error_message=_("Donnez une durée de 1 à 366 jours, ou aucune."),
            ),
            models.CheckConstraint(
                name="measure_ends_at",
                condition=Q(decided_at__isnull=True)
                | Q(days__isnull=True, ends_at__isnull=True)
                | Q(days__isnull=False, ends_at__isnull=False, ends_at__gt=F("decided_at")),
                violation_error_message=_("Une mesure qui dure finit après son début."),
            ),
            models.CheckConstraint(
                name="measure_two_people",
                condition=~Q(proposed_by=F("decided_by")),
                violation_error_message=_("Une autre personne doit confirmer cette mesure."),
            ),
            models.CheckConstraint(
                name="measure_safety_is_proposed",
                condition=Q(safety=False) | Q(proposed_at__isnull=False),
                violation_error_message=_("Une mesure de sécurité est d’abord proposée."),
            ),
            models.CheckConstraint(
                name="measure_lifted_once_taken",
                condition=Q(lifted_at__isnull=True) | Q(decided_at__isnull=False),
                violation_error_message=_("On ne lève qu’une mesure prise."),
            ),
            models.CheckConstraint(
                name="measure_nothing_has_its_ground",
                condition=Q(on_target="", on_author="") | ~Q(ground=Ground.NOTHING),
                violation_error_message=_("Choisissez le motif qui justifie cette mesure."),
            ),
            models.CheckConstraint(
                name="measure_says_the_facts",
                condition=Q(on_target="", on_author="") | ~Q(facts=""),
                violation_error_message=_("Dites les faits\u00a0: la personne doit les connaître."),
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    @property
    def is_dismissal(self) -> bool:
        return not (self.on_target or self.on_author)

    @property
    def can_be_lifted(self) -> bool:
        """Whether it does something that can be undone: taken, not a dismissal, not lifted yet."""
        return self.decided_at is not None and self.lifted_at is None and not self.is_dismissal

    @property
    def summary(self) -> str:
        """Masquer, Suspendre 30 jours."""
        parts = [self.get_on_target_display()] if self.on_target else []
        if self.on_author:
            said = self.get_on_author_display()
            parts.append(str(_("%s %d jours")) % (said, self.days) if self.days else said)
        return ", ".join(str(part) for part in parts) or str(_("Classer sans suite"))

    def is_in_force(self, *, now: datetime | None = None) -> bool:
        """The Python twin of `MeasureQuerySet.in_force`."""
        over = self.ends_at is not None and self.ends_at <= (now or timezone.now())
        return self.decided_at is not None and self.lifted_at is None and not over
