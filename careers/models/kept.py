"""What a member keeps of the listings: those put aside, those looked at. Seen by nobody else."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .internship import Internship
from .role import guide_of


class KeptQuerySet(models.QuerySet[Any]):
    def of(self, member: Any) -> Self:
        """A member's own, the latest first; nobody's for a visitor."""
        if not member.is_authenticated:
            return self.none()
        return self.filter(member=member.pk)

    def with_listing(self) -> Self:
        """What a line of the page shows, in one query."""
        found = self.select_related("internship__organisation", "internship__role__department")
        return found.defer(*guide_of("internship__role"))


class Favourite(models.Model):
    """A listing that a member has put aside, until they take it off or leave.

    `title` is the one that was public then: a listing taken down since is told by that name, and
    what its author writes meanwhile stays unread.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="favourites",
    )
    internship = models.ForeignKey(
        Internship,
        verbose_name=_("annonce"),
        on_delete=models.CASCADE,
        related_name="favourites",
    )
    title = models.CharField(_("titre lu"), max_length=120)
    kept_at = models.DateTimeField(_("gardée le"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce gardée")
        verbose_name_plural = _("annonces gardées")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="favourite_once",
                fields=["member", "internship"],
                violation_error_message=_("Vous gardez déjà cette annonce."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Glance(models.Model):
    """A listing that a member has opened: the MOST last ones, as long as they want a history."""

    MOST = 30

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="glances",
    )
    internship = models.ForeignKey(
        Internship,
        verbose_name=_("annonce"),
        on_delete=models.CASCADE,
        related_name="glances",
    )
    title = models.CharField(_("titre lu"), max_length=120)
    seen_at = models.DateTimeField(_("ouverte le"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce ouverte récemment")
        verbose_name_plural = _("annonces ouvertes récemment")
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="glance_once",
                fields=["member", "internship"],
                violation_error_message=_("Cette annonce est déjà dans l’historique."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class HistoryRefusal(models.Model):
    """That a member wants no history of the listings they open. Erased with the account."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="history_refusal",
    )
    refused_at = models.DateTimeField(_("refusé le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("refus de l’historique")
        verbose_name_plural = _("refus de l’historique")

    def __str__(self) -> str:
        return str(self.member)
