import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import ReportReason

from .case import Case


class Report(models.Model):
    """Somebody tells the moderators of a problem, with or without an account (DSA, art. 16).

    Exported with the reporter's account and unlinked from it at erasure; never shown to the
    person reported. `evidence` copies the private texts it is about (a list of `Excerpt`), which
    moderators read one report at a time, each time written down (`ReportReading`); emptied six
    months after the report was settled.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    reason = models.CharField(_("motif"), max_length=20, choices=ReportReason.choices)
    text = models.TextField(_("ce qui s’est passé"), max_length=4000)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signalé par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    case = models.ForeignKey(
        Case,
        verbose_name=_("dossier"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )
    name = models.CharField(_("nom"), max_length=80, blank=True)
    email = models.EmailField(_("adresse pour la réponse"), blank=True)
    # Spoken where it was written: of whoever has no account, the answer speaks it too.
    language = models.CharField(
        _("langue"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        # The code of the release before, which knows of no language, writes reports as well.
        db_default=settings.LANGUAGE_CODE,
        editable=False,
    )
    good_faith = models.BooleanField(_("de bonne foi"), default=False)
    # Given out with the empty form: the same form sent twice makes one report.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    evidence = models.JSONField(_("textes joints"), default=list, blank=True, editable=False)
    handled_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    outcome = models.TextField(_("suite donnée"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="report_handled_has_an_outcome",
                condition=Q(handled_at__isnull=True) | ~Q(outcome=""),
                violation_error_message=_("Écrivez la suite donnée avant de clore."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.created_at:%d/%m/%Y})"

    @property
    def is_safety(self) -> bool:
        """Whether somebody may be in danger: it follows from the reason alone."""
        return self.reason in ReportReason.of_safety()

    @property
    def answered_in(self) -> str:
        """The language of what its author is sent: their account's of today, or the report's."""
        return self.reporter.language if self.reporter is not None else self.language

    @property
    def receipt(self) -> str:
        """What its author quotes; it tells nobody how many reports there are."""
        return self.creation_key.hex[:8].upper()


class ReportReading(models.Model):
    """A moderator opened the private texts joined to a report. Never edited, kept with it."""

    report = models.ForeignKey(
        Report, verbose_name=_("signalement"), on_delete=models.CASCADE, related_name="readings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lu par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="report_readings",
    )
    read_at = models.DateTimeField(_("lu le"), default=timezone.now)

    class Meta:
        verbose_name = _("lecture d’un signalement")
        verbose_name_plural = _("lectures de signalements")
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.read_at:%d/%m/%Y %H:%M}"
