from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.applications.enums import ApplicationState
from careers.enums import InternshipKind
from careers.placements.enums import PlacementState, Side
from portal.accounts.faces import gone
from portal.contact.blocks import hidden_from
from portal.shell import french

from .application import Application
from .organisation import Organisation, OrganisationMember
from .role import Role, guide_of

# For how long a placement that is over stays on one's own page.
RECENT = timedelta(days=120)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def of(self, intern: Any) -> Self:
        """One's own, as the person taken in."""
        return self.filter(intern=intern.pk)

    def hosted_by(self, user: Any) -> Self:
        """Those of the organisations this person writes for; a block hides them, as elsewhere."""
        if not user.is_authenticated:
            return self.none()
        written_for = OrganisationMember.objects.filter(user=user.pk).values("organisation")
        found = self.filter(organisation__in=written_for).exclude(intern__in=hidden_from(user))
        return found.exclude(intern=user.pk)

    def visible_to(self, user: Any) -> Self:
        """The intern's own, and those their organisation takes in; nobody else, ever.

        Not an OR: no index would serve both sides, and every placement there is would be read.
        """
        every: Any = self.model._default_manager
        own, hosted = (
            found.order_by().values("pk") for found in (every.of(user), every.hosted_by(user))
        )
        return self.filter(pk__in=own.union(hosted)) if user.is_authenticated else self.none()

    def standing(self) -> Self:
        """Those that nobody has taken back or called off."""
        return self.filter(application__state=ApplicationState.ACCEPTED)

    def recent(self, *, today: date | None = None) -> Self:
        """Standing, and ahead, running, or over for a short while."""
        since = (today or timezone.localdate()) - RECENT
        return self.standing().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))

    def crossing(self, starts_on: date | None, ends_on: date | None) -> Self:
        """Standing, on some of these days; none as long as the days are not known."""
        if starts_on is None or ends_on is None:
            return self.none()
        return self.standing().filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def with_line(self) -> Self:
        """What a line of a list shows, in one query."""
        found = self.select_related("application", "intern", "role__department")
        return found.defer(*guide_of("role"))


class Placement(models.Model):
    """What begins with a yes: one internship of one person, prepared and followed by both sides.

    Made in the transaction of the acceptance with what the listing said that day; the
    organisation mends its terms with its part of the agreement. Hours a week, euros an hour.
    Whether it stands is the application's state, where it is in time follows from its dates
    (`state`): nothing to keep in step. When the intern leaves, what is theirs goes, and what the
    organisation has to keep stays without a name (`careers.placements.privacy`).
    """

    application = models.OneToOneField(
        Application,
        verbose_name=_("candidature acceptée"),
        on_delete=models.CASCADE,
        related_name="placement",
    )
    intern = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("personne accueillie"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="placements",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="placements",
    )
    role = models.ForeignKey(
        Role,
        verbose_name=_("métier"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="placements",
    )
    kind = models.CharField(
        _("type d’annonce"),
        max_length=16,
        choices=InternshipKind.choices,
        default=InternshipKind.STAGE,
    )
    title = models.CharField(_("titre"), max_length=120)
    organisation_name = models.CharField(_("nom de la structure"), max_length=120)
    role_name = models.CharField(_("nom du métier"), max_length=120, blank=True)
    city = models.CharField(_("ville"), max_length=80, blank=True)
    starts_on = models.DateField(_("premier jour"), null=True, blank=True)
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    weekly_hours = models.DecimalField(
        _("heures par semaine"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(48))],
    )
    hourly_pay = models.DecimalField(
        _("gratification, en euros par heure"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    tutor_name = models.CharField(_("nom du tuteur ou de la tutrice"), max_length=120, blank=True)
    tutor_role = models.CharField(_("sa fonction"), max_length=120, blank=True)
    began_at = models.DateTimeField(_("accepté le"), default=timezone.now, editable=False)
    # When both sides were told that a signature is missing shortly before the first day.
    reminded_at = models.DateTimeField(_("rappel envoyé le"), null=True, editable=False)

    objects: ClassVar[Any] = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage accepté")
        verbose_name_plural = _("stages acceptés")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "starts_on"], name="placement_hosted")]
        constraints = [
            models.CheckConstraint(
                name="placement_kind_known",
                condition=Q(kind__in=InternshipKind.values),
                violation_error_message=_("Ce type d’annonce n’existe pas."),
            ),
            models.CheckConstraint(
                name="placement_ends_after",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.CheckConstraint(
                name="placement_hours_bounds",
                condition=Q(weekly_hours__isnull=True)
                | Q(weekly_hours__gte=1, weekly_hours__lte=48),
                violation_error_message=_("Une semaine compte de 1 à 48 heures."),
            ),
            models.CheckConstraint(
                name="placement_pay_bounds",
                condition=Q(hourly_pay__isnull=True) | Q(hourly_pay__gte=0, hourly_pay__lte=100),
                violation_error_message=_("La gratification va de 0 à 100 euros de l’heure."),
            ),
        ]

    def __str__(self) -> str:
        # Read by moderators in their list of reports: no name.
        return str(_("stage accepté le %s")) % french.day(timezone.localtime(self.began_at).date())

    def get_absolute_url(self) -> str:
        return reverse("careers:placement", args=[self.pk])

    def state(self, *, today: date | None = None) -> PlacementState:
        """Where it stands that day; without dates it is still ahead."""
        today = today or timezone.localdate()
        if self.application.state != ApplicationState.ACCEPTED:
            return PlacementState.OFF
        if self.starts_on is None or today < self.starts_on:
            return PlacementState.AHEAD
        if self.ends_on is not None and today > self.ends_on:
            return PlacementState.OVER
        return PlacementState.RUNNING

    @property
    def stands(self) -> bool:
        return self.application.state == ApplicationState.ACCEPTED

    @property
    def has_begun(self) -> bool:
        """Whether hours and days can be noted: it stood, or stands, and its first day has come."""
        begun = self.starts_on is not None and self.starts_on <= timezone.localdate()
        return begun and self.stands

    def side_of(self, user: Any) -> Side:
        """Which of the two sides somebody who may see it is on."""
        return Side.INTERN if user.pk == self.intern_id else Side.HOST

    @property
    def is_internship(self) -> bool:
        """Whether a « convention de stage » is signed; other kinds have another paper."""
        return self.kind == InternshipKind.STAGE

    @property
    def intern_name(self) -> str:
        return self.person.display_name if self.intern_is_there else gone().name

    @property
    def intern_is_there(self) -> bool:
        return self.intern is not None and self.intern.is_present

    @property
    def person(self) -> Any:
        """The intern, for what is theirs alone and goes with them."""
        if self.intern is None:
            raise LookupError("this placement's intern has left")
        return self.intern

    @property
    def with_minor(self) -> bool:
        """Whether the intern is under 18; nobody is, once they have left."""
        return self.intern is not None and self.intern.is_minor

    @property
    def period_label(self) -> str:
        if not (self.starts_on and self.ends_on):
            return ""
        return french.period(self.starts_on, self.ends_on)

    @property
    def hours_label(self) -> str:
        return french.hours(self.weekly_hours) if self.weekly_hours is not None else ""

    @property
    def pay_label(self) -> str:
        if self.hourly_pay is None:
            return ""
        if self.hourly_pay == 0:
            return str(_("sans gratification"))
        return f"{french.euros(self.hourly_pay)}/h"

    @property
    def tutor_label(self) -> str:
        return ", ".join(filter(None, (self.tutor_name, self.tutor_role)))
