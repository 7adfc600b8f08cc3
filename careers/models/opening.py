from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from careers.enums import Duration

from .internship import Internship


class OpeningQuerySet(models.QuerySet["Opening"]):
    def open(self, *, today: date) -> Self:
        """Those whose deadline has not passed: `tick` takes the others out, once a day.

        Nearly all of them, so no database is to start from there and sort what it finds.
        """
        last_day = Coalesce("apply_by", "apply_by", output_field=models.DateField())
        return self.alias(last_day=last_day).filter(last_day__gte=today)

    def checked(self, *, today: date) -> Self:
        """Those that may be shown: once more, of each one read, the rule of the internship itself.

        A narrow row may be late; a page may not.
        """
        internship = Internship.objects.open(today=today).filter(pk=OuterRef("pk"))
        return self.open(today=today).filter(Exists(internship))


class Opening(models.Model):
    """An open internship as the lists look for it: a narrow row beside the long one.

    There as long as the internship is published with a place left, until `tick` after its deadline.
    Written by `careers.listing.openings` alone, in the transaction of what changed; a test compares
    both. `x`, `y`, `z` are the place on the sphere of radius 1 (`careers.towns.point`).
    """

    internship = models.OneToOneField(
        Internship,
        verbose_name=_("annonce"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="opening",
    )
    department = models.CharField(_("département du film"), max_length=50)
    role = models.CharField(_("métier"), max_length=50)
    region = models.CharField(_("région"), max_length=40)
    kind = models.CharField(_("type d’annonce"), max_length=16)
    duration = models.CharField(_("durée"), max_length=8, choices=Duration.choices)
    apply_by = models.DateField(_("date limite de candidature"))
    starts_on = models.DateField(_("premier jour"))
    published_at = models.DateTimeField(_("publiée le"))
    # When its latest text was approved: what an alert looks for.
    approved_at = models.DateTimeField(_("relue le"))
    applications = models.PositiveIntegerField(_("candidatures reçues"), default=0)
    # A moment in seconds: see `careers.listing.exposure`.
    exposure = models.BigIntegerField(_("rang d’exposition"))
    # Whether the report it was sent with found every rule followed.
    lawful = models.BooleanField(_("conforme"), default=False)
    x = models.FloatField("x", null=True, editable=False)
    y = models.FloatField("y", null=True, editable=False)
    z = models.FloatField("z", null=True, editable=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce ouverte")
        verbose_name_plural = _("annonces ouvertes")
        indexes = [
            models.Index(F("exposure").desc(), F("internship").desc(), name="opening_exposure"),
            models.Index(F("published_at").desc(), F("internship").desc(), name="opening_latest"),
            models.Index(F("apply_by"), F("internship").desc(), name="opening_deadline"),
            models.Index(F("starts_on"), F("internship").desc(), name="opening_start"),
            models.Index(
                F("department"), F("exposure").desc(), F("internship").desc(), name="opening_trade"
            ),
            models.Index(
                F("role"), F("exposure").desc(), F("internship").desc(), name="opening_role"
            ),
            models.Index(fields=["role", "region"], name="opening_role_region"),
            models.Index(fields=["region", "department"], name="opening_region"),
            models.Index(fields=["approved_at"], name="opening_approved"),
            models.Index(fields=["z"], name="opening_place"),
        ]
        constraints = [
            models.CheckConstraint(
                name="opening_duration_known",
                condition=Q(duration__in=Duration.values),
                violation_error_message=_("Cette durée n’existe pas."),
            ),
            models.CheckConstraint(
                name="opening_place_whole",
                condition=Q(x__isnull=True, y__isnull=True, z__isnull=True)
                | Q(x__isnull=False, y__isnull=False, z__isnull=False),
                violation_error_message=_("Un lieu a trois coordonnées, ou aucune."),
            ),
        ]

    def __str__(self) -> str:
        return f"annonce {self.pk}"


class OpeningLine(models.Model):
    """What a line of the list says of an open internship, ready to print in both languages.

    Beside the opening and not in it: twenty are read for a page, when hundreds of openings may be
    looked at. What depends on the day or on who asks is added then (`careers.listing.rows`).
    """

    opening = models.OneToOneField(
        Opening,
        verbose_name=_("annonce ouverte"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="line",
    )
    french = models.JSONField(_("en français"))
    english = models.JSONField(_("en anglais"))

    class Meta:
        verbose_name = _("ligne d’annonce")
        verbose_name_plural = _("lignes d’annonces")

    def __str__(self) -> str:
        return f"ligne de l’annonce {self.pk}"


class OpeningCount(models.Model):
    """How many openings have these values, each of them given or left open (empty).

    An opening is counted in 24 rows: alone, with its department or its role too, by region or all
    regions, and so on. So the numbers beside the filters are read, never counted, whatever the
    number of internships. A row with a role has its department as well.
    """

    department = models.CharField(_("département du film"), max_length=50, blank=True)
    role = models.CharField(_("métier"), max_length=50, blank=True)
    region = models.CharField(_("région"), max_length=40, blank=True)
    kind = models.CharField(_("type d’annonce"), max_length=16, blank=True)
    duration = models.CharField(_("durée"), max_length=8, blank=True)
    count = models.PositiveIntegerField(_("nombre"), default=0)

    class Meta:
        verbose_name = _("compte d’annonces")
        verbose_name_plural = _("comptes d’annonces")
        constraints = [
            models.UniqueConstraint(
                name="opening_count_once",
                fields=["region", "kind", "duration", "department", "role"],
                violation_error_message=_("Ce compte existe déjà."),
            ),
            models.CheckConstraint(
                name="opening_count_role_has_department",
                condition=Q(role="") | ~Q(department=""),
                violation_error_message=_("Un métier va avec son département."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "role", "kind", "duration", "region"],
                name="opening_count_by_trade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key()} : {self.count}"

    def key(self) -> tuple[Any, ...]:
        return (self.department, self.role, self.region, self.kind, self.duration)
