import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.words import fold
from portal.moderation.enums import State
from portal.moderation.models import Publication, PublicationQuerySet
from portal.shell import french

from .organisation import Organisation, OrganisationMember
from .role import Role

WEEKS_A_MONTH = Decimal(52) / 12
EARLIEST, LATEST = date(2020, 1, 1), date(2099, 12, 31)


class InternshipQuerySet(PublicationQuerySet):
    def written_by(self, user: Any) -> Self:
        return self.filter(
            Exists(
                OrganisationMember.objects.filter(
                    organisation=OuterRef("organisation"), user=user.pk
                )
            )
        )

    def open(self, *, today: date | None = None) -> Self:
        """Published, and applications are still taken."""
        return self.approved().filter(apply_by__gte=today or timezone.localdate())

    def with_strip(self) -> Self:
        """What a line of a list shows, in one query."""
        return self.select_related("organisation", "role__department")


class Internship(Publication):
    """An internship offered by an organisation, read by a moderator before anybody else.

    A draft may lack anything but its title; the rest is required to send it (REQUIRED). Whether
    it is open follows from `apply_by`. Pay in euros an hour (0: none), hours a week.
    """

    REQUIRED = (
        "role", "city", "departement", "starts_on", "ends_on", "weekly_hours", "hourly_pay",
        "missions", "tutor_name", "tutor_role", "apply_by", "how_to_apply",
    )  # fmt: skip

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("structure"),
        on_delete=models.PROTECT,
        related_name="internships",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrite par"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="internships",
    )
    # Given out with the empty form: the same form sent twice makes one listing.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    title = models.CharField(_("titre"), max_length=120)
    role = models.ForeignKey(
        Role,
        verbose_name=_("métier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="internships",
    )
    city = models.CharField(_("ville"), max_length=80, blank=True)
    departement = models.CharField(
        _("département"), max_length=3, blank=True, choices=geography.choices
    )
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
    places = models.PositiveSmallIntegerField(
        _("nombre de places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    missions = models.TextField(_("missions"), max_length=5000, blank=True)
    learning = models.TextField(_("ce que la personne apprendra"), max_length=2000, blank=True)
    tutor_name = models.CharField(_("nom du tuteur ou de la tutrice"), max_length=120, blank=True)
    tutor_role = models.CharField(_("sa fonction"), max_length=120, blank=True)
    apply_by = models.DateField(_("date limite de candidature"), null=True, blank=True)
    how_to_apply = models.TextField(_("comment candidater"), max_length=1000, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects: ClassVar[Any] = InternshipQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("annonce de stage")
        verbose_name_plural = _("annonces de stage")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="internship_latest"),
            models.Index(fields=["state", "apply_by"], name="internship_open"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                name="internship_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Le stage ne peut pas finir avant d’avoir commencé."),
            ),
            models.CheckConstraint(
                name="internship_apply_before_start",
                condition=Q(apply_by__lte=F("starts_on")),
                violation_error_message=_("On candidate avant le premier jour du stage."),
            ),
            models.CheckConstraint(
                name="internship_sensible_dates",
                condition=Q(starts_on__gte=EARLIEST, starts_on__lte=LATEST, ends_on__lte=LATEST),
                violation_error_message=_("Cette date est hors du calendrier."),
            ),
            models.CheckConstraint(
                name="internship_sensible_hours",
                condition=Q(weekly_hours__gte=1, weekly_hours__lte=48),
                violation_error_message=_("Entre 1 et 48 heures par semaine."),
            ),
            models.CheckConstraint(
                name="internship_sensible_pay",
                condition=Q(hourly_pay__gte=0, hourly_pay__lte=100),
                violation_error_message=_("Entre 0 et 100 euros par heure."),
            ),
            models.CheckConstraint(
                name="internship_sensible_places",
                condition=Q(places__gte=1, places__lte=20),
                violation_error_message=_("Entre 1 et 20 places."),
            ),
            models.CheckConstraint(
                name="internship_sent_is_complete",
                condition=Q(state=State.DRAFT)
                | (
                    Q(
                        role__isnull=False,
                        starts_on__isnull=False,
                        ends_on__isnull=False,
                        weekly_hours__isnull=False,
                        hourly_pay__isnull=False,
                        apply_by__isnull=False,
                    )
                    & ~Q(city="")
                    & ~Q(departement="")
                    & ~Q(missions="")
                    & ~Q(tutor_name="")
                    & ~Q(tutor_role="")
                    & ~Q(how_to_apply="")
                ),
                violation_error_message=_("Il manque des informations pour envoyer l’annonce."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.words()
        super().save(*args, **kwargs)

    def words(self) -> str:
        """What the search finds it by."""
        return fold(
            f"{self.title} {self.role or ''} {self.city} {self.region} {self.organisation.name}"
        )

    def submit(self, **kwargs: Any) -> None:
        super().submit(**kwargs)
        # The organisation or the role may have changed its name while this was a draft.
        self.save(update_fields=["search_text"])

    def get_absolute_url(self) -> str:
        return reverse("careers:internship", args=[self.pk, slugify(self.title) or "stage"])

    def is_open(self, *, today: date | None = None) -> bool:
        """The Python twin of `InternshipQuerySet.open`."""
        return (
            self.state == State.APPROVED
            and self.apply_by is not None
            and self.apply_by >= (today or timezone.localdate())
        )

    @property
    def deletable(self) -> bool:
        """Whether its author may delete it: nobody has decided on it, so nothing is to be kept."""
        return self.decided_at is None and self.state in {State.DRAFT, State.WITHDRAWN}

    @property
    def region(self) -> str:
        return geography.region_of(self.departement)

    @property
    def duration_label(self) -> str:
        if not (self.starts_on and self.ends_on):
            return ""
        return french.duration(self.starts_on, self.ends_on)

    @property
    def period_label(self) -> str:
        if not (self.starts_on and self.ends_on):
            return ""
        return french.period(self.starts_on, self.ends_on)

    @property
    def hours_label(self) -> str:
        return french.hours(self.weekly_hours) if self.weekly_hours is not None else ""

    @property
    def monthly_pay(self) -> Decimal | None:
        """About what a month brings: pay x hours a week x 52 / 12, in euros."""
        if self.hourly_pay is None or self.weekly_hours is None:
            return None
        return self.hourly_pay * self.weekly_hours * WEEKS_A_MONTH

    @property
    def pay_label(self) -> str:
        if self.hourly_pay is None:
            return ""
        if self.hourly_pay == 0:
            return str(_("sans gratification"))
        label = f"{french.euros(self.hourly_pay)}/h"
        if self.monthly_pay is not None:
            label += " · " + str(_("environ %s/mois")) % french.euros(self.monthly_pay)
        return label

    @property
    def total_hours(self) -> int | None:
        """About how many hours in all: weeks of presence x hours a week, holidays counted in."""
        if not (self.starts_on and self.ends_on and self.weekly_hours):
            return None
        days = (self.ends_on - self.starts_on).days + 1
        return round(Decimal(days) / 7 * self.weekly_hours)

    @property
    def deadline_label(self) -> str:
        """Il reste 9 jours."""
        if self.apply_by is None:
            return ""
        left = (self.apply_by - timezone.localdate()).days
        if left < 0:
            return str(_("candidatures closes"))
        if left == 0:
            return str(_("dernier jour pour candidater"))
        return str(_("il reste 1 jour")) if left == 1 else str(_("il reste %s jours")) % left

    def tell_author(self, decision: Any) -> None:
        from careers.notifications import tell_decision

        tell_decision(self, decision)
