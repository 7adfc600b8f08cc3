from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.enums import AlertRhythm

from .internship import Internship


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, member: Any) -> Self:
        """One's own, the oldest first: nobody reads another member's."""
        return self.filter(member=member.pk).order_by("pk")


class SavedSearch(models.Model):
    """Filters of the list of internships that a member keeps, to be told of what is new in them.

    Erased with their account. `query` is the part of the list's address after `?`, in one spelling
    (`careers.listing.criteria`). Internships approved until `looked_at` have been told already.
    """

    MOST = 10

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    # Which of a member's places it takes: the database itself knows how many there are.
    place = models.PositiveSmallIntegerField(_("place"))
    query = models.CharField(_("critères"), max_length=500)
    rhythm = models.CharField(
        _("rythme"), max_length=6, choices=AlertRhythm.choices, default=AlertRhythm.DAILY
    )
    created_at = models.DateTimeField(_("gardée le"), default=timezone.now)
    looked_at = models.DateTimeField(_("regardée le"), default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("recherche gardée")
        verbose_name_plural = _("recherches gardées")
        indexes = [models.Index(fields=["rhythm", "query"], name="saved_search_rhythm")]
        constraints = [
            models.UniqueConstraint(
                name="saved_search_once",
                fields=["member", "query"],
                violation_error_message=_("Cette recherche est déjà gardée."),
            ),
            models.UniqueConstraint(
                name="saved_search_place",
                fields=["member", "place"],
                violation_error_message=_("Cette place est prise."),
            ),
            models.CheckConstraint(
                name="saved_search_at_most",
                condition=Q(place__gte=1, place__lte=10),
                violation_error_message=_("Dix recherches gardées au plus."),
            ),
            models.CheckConstraint(
                name="saved_search_asks",
                condition=~Q(query=""),
                violation_error_message=_("Une recherche gardée a au moins un critère."),
            ),
            models.CheckConstraint(
                name="saved_search_rhythm_known",
                condition=Q(rhythm__in=AlertRhythm.values),
                violation_error_message=_("Ce rythme n’existe pas."),
            ),
        ]

    def __str__(self) -> str:
        return self.query

    def get_absolute_url(self) -> str:
        """The list with these filters."""
        return f"{reverse('careers:internships')}?{self.query}"


class ToldInternship(models.Model):
    """An internship that a member has been told of by an alert: never twice, whatever finds it.

    Erased with their account, and 60 days after its deadline.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="told_internships",
    )
    internship = models.ForeignKey(
        Internship,
        verbose_name=_("annonce"),
        on_delete=models.CASCADE,
        related_name="told_to",
    )
    told_at = models.DateTimeField(_("dite le"), default=timezone.now)

    class Meta:
        verbose_name = _("annonce signalée")
        verbose_name_plural = _("annonces signalées")
        constraints = [
            models.UniqueConstraint(
                name="told_internship_once",
                fields=["member", "internship"],
                violation_error_message=_("Cette annonce a déjà été signalée à ce membre."),
            ),
        ]

    def __str__(self) -> str:
        return f"annonce {self.internship_id} pour {self.member_id}"
