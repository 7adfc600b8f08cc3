"""The people whom an organisation declined, and would like to hear from at its next listing."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.user import present

from .application import Application
from .organisation import Organisation

# How long an offer waits for a yes, and how long a yes holds.
OFFER_DAYS = 60
KEPT_DAYS = 365


class PoolQuerySet(models.QuerySet["PoolPlace"]):
    def of(self, member: Any) -> Self:
        """Those offered to a member, or that they have taken."""
        return self.filter(member=member.pk)

    def offered(self, *, now: datetime) -> Self:
        """Those that wait for a yes or a no."""
        return self.filter(
            accepted_at__isnull=True, offered_at__gt=now - timedelta(days=OFFER_DAYS)
        )

    def kept(self, *, now: datetime) -> Self:
        """Those that hold: a yes less than a year old, of somebody who is there."""
        return self.filter(
            present("member", now=now), accepted_at__gt=now - timedelta(days=KEPT_DAYS)
        )

    def over(self, *, now: datetime) -> Self:
        """Those that time has ended, for `tick` to forget."""
        return self.filter(
            Q(accepted_at__isnull=True, offered_at__lte=now - timedelta(days=OFFER_DAYS))
            | Q(accepted_at__lte=now - timedelta(days=KEPT_DAYS))
        )


class PoolPlace(models.Model):
    """Somebody an organisation would like to hear from again, if they agree.

    Offered with a no; without a yes of theirs the organisation keeps nothing and sees nothing. A
    yes holds a year: the organisation has their name and their page as any member sees it, and they
    are told of its next listings. Either side ends it in a press, without giving a reason.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("structure"), on_delete=models.CASCADE, related_name="pool"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="pool_places",
    )
    application = models.ForeignKey(
        Application,
        verbose_name=_("candidature"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="pool_places",
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposé par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="pool_offers",
    )
    offered_at = models.DateTimeField(_("proposé le"), default=timezone.now)
    accepted_at = models.DateTimeField(_("accepté le"), null=True, blank=True)

    objects: ClassVar[Any] = PoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("place dans un vivier")
        verbose_name_plural = _("places dans un vivier")
        ordering = ["-accepted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pool_place_once",
                fields=["organisation", "member"],
                violation_error_message=_("Cette personne est déjà dans ce vivier."),
            ),
            models.CheckConstraint(
                name="pool_place_accepted_after",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("offered_at")),
                violation_error_message=_("On accepte après la proposition, pas avant."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.member}"

    @property
    def ends_at(self) -> datetime | None:
        """When the yes ends by itself."""
        return self.accepted_at + timedelta(days=KEPT_DAYS) if self.accepted_at else None
