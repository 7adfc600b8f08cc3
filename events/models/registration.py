from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.models import Role
from events.enums import Seat

from .meetup import Meetup


class RegistrationQuerySet(models.QuerySet[Any]):
    def active(self) -> Self:
        """A seat, or a number in the queue."""
        return self.filter(state__in=Seat.active())

    def confirmed(self) -> Self:
        return self.filter(state=Seat.CONFIRMED)

    def waiting(self) -> Self:
        """The queue of each meetup, the first first."""
        return self.filter(state=Seat.WAITING).order_by("position")

    def upcoming(self, *, now: datetime | None = None) -> Self:
        return self.filter(meetup__starts_at__gt=now or timezone.now())

    def with_rank(self) -> Any:
        """`rank`: how many wait before, plus one; null for whoever does not wait."""
        before = (
            Registration.objects.filter(
                meetup=OuterRef("meetup"), state=Seat.WAITING, position__lt=OuterRef("position")
            )
            .order_by()
            .values("meetup")
            .annotate(n=Count("pk"))
            .values("n")
        )
        waiting = Q(state=Seat.WAITING)
        rank = Coalesce(Subquery(before, output_field=IntegerField()), 0) + 1
        return self.annotate(rank=models.Case(models.When(waiting, then=rank), default=None))


class Registration(models.Model):
    """What a member holds for a meetup: a seat, a number in the queue, or neither any more.

    One row for a member and a meetup, ever; it goes with the member's account, and the seat is
    passed on. `position` only grows: whoever comes back stands at the end of the queue.
    `shown`: appears in the list that the other registered people see, as `as_role`.
    """

    meetup = models.ForeignKey(
        Meetup, verbose_name=_("rencontre"), on_delete=models.CASCADE, related_name="registrations"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="registrations",
    )
    state = models.CharField(_("état"), max_length=9, choices=Seat.choices)
    position = models.PositiveIntegerField(_("numéro d’arrivée"))
    shown = models.BooleanField(_("visible des autres personnes inscrites"), default=False)
    as_role = models.ForeignKey(
        Role,
        verbose_name=_("métier affiché"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("inscription le"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    promoted_at = models.DateTimeField(_("place obtenue le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappel envoyé le"), null=True, blank=True)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["position"]
        indexes = [
            models.Index(fields=["meetup", "state", "position"], name="registration_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="registration_once",
                fields=["meetup", "member"],
                violation_error_message=_("Cette personne est déjà inscrite."),
            ),
            models.UniqueConstraint(
                name="registration_position_once",
                fields=["meetup", "position"],
                violation_error_message=_("Ce numéro est déjà donné."),
            ),
            models.CheckConstraint(
                name="registration_state_known",
                condition=Q(state__in=Seat.values),
                violation_error_message=_("Cet état n’existe pas."),
            ),
            models.CheckConstraint(
                name="registration_confirmed_when",
                condition=(~Q(state=Seat.CONFIRMED) | Q(confirmed_at__isnull=False))
                & (~Q(state=Seat.WAITING) | Q(confirmed_at__isnull=True)),
                violation_error_message=_("Une place confirmée porte sa date."),
            ),
            models.CheckConstraint(
                name="registration_cancelled_when",
                condition=Q(state=Seat.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=Seat.CANCELLED) & Q(cancelled_at__isnull=True)),
                violation_error_message=_("Une inscription annulée porte sa date."),
            ),
            models.CheckConstraint(
                name="registration_promoted_was_confirmed",
                condition=Q(promoted_at__isnull=True) | Q(confirmed_at__isnull=False),
                violation_error_message=_("Une place obtenue est confirmée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_state_display()} ({self.meetup})"
