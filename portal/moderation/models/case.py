from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a moderator who opened a case keeps it from the others without a sign.
HELD = timedelta(minutes=15)


def readable(user: Any, path: str = "") -> Q:
    """The one rule of who works on which case: moderators, except that safety is its team's.

    Administrators see everything; nobody sees a case about themselves, nor one they have reported:
    a judge is no party. `path` leads to the case.
    """
    at = f"{path}__" if path else ""
    allowed = Q(**{f"{at}pk__isnull": False}) & ~Q(**{f"{at}author": user.pk})
    allowed &= ~Q(**{f"{at}reports__reporter": user.pk})
    if not user.has_perm("moderation.change_case"):
        allowed &= Q(**{f"{at}safety": True})
    if not user.has_perm("moderation.handle_safety"):
        allowed &= Q(**{f"{at}safety": False})
    return allowed


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def readable_by(self, user: Any) -> Self:
        """The cases this person may work on; see `readable`."""
        return self.filter(readable(user))

    def free_for(self, user: Any, *, now: datetime | None = None) -> Self:
        """Those that nobody else holds."""
        now = now or timezone.now()
        return self.filter(
            Q(assigned_to__isnull=True) | Q(assigned_to=user.pk) | Q(assigned_until__lte=now)
        )


class Case(models.Model):
    """All that was reported of one thing, until somebody decides.

    One open case a thing: later reports join it. `version` grows with each report and each move, so
    that nobody decides on what they have not read. `label` and `author` are those of the moment it
    was opened: the thing may be gone by the time it is read. A safety case is read by the safety
    team alone, and takes two of them to decide.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    kind = models.CharField(_("genre"), max_length=30)
    # Of what two people share, which of them it is about: each has a case of their own.
    side = models.CharField(_("à propos de qui"), max_length=20, blank=True, editable=False)
    label = models.CharField(_("à propos de"), max_length=200, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("auteur·rice"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases_about",
    )
    safety = models.BooleanField(_("sécurité"), default=False)
    opened_at = models.DateTimeField(_("ouvert le"), default=timezone.now)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suivi par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cases_held",
    )
    assigned_until = models.DateTimeField(_("suivi jusqu’à"), null=True, blank=True)

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["pk"]
        permissions = [("handle_safety", "Peut lire et décider les dossiers de sécurité")]
        indexes = [
            models.Index(fields=["safety", "id"], name="case_waiting", condition=Q(closed_at=None)),
            models.Index(fields=["content_type", "object_id"], name="case_target"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="case_one_open",
                fields=["content_type", "object_id", "side"],
                condition=Q(closed_at__isnull=True),
                violation_error_message=_("Un dossier est déjà ouvert à ce sujet."),
            ),
            models.CheckConstraint(
                name="case_held_until",
                condition=Q(assigned_to__isnull=True) | Q(assigned_until__isnull=False),
                violation_error_message=_("Un dossier suivi dit jusqu’à quand."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(_("dossier %s") % self.pk)

    def held_by_another(self, user: Any, *, now: datetime | None = None) -> bool:
        """The Python twin of `CaseQuerySet.free_for`."""
        if self.assigned_to_id in {None, user.pk} or self.assigned_until is None:
            return False
        return self.assigned_until > (now or timezone.now())


class CaseNote(models.Model):
    """What one moderator tells the others about a case: dated, never edited, never sent."""

    case = models.ForeignKey(
        Case, verbose_name=_("dossier"), on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("de"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="case_notes",
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("écrite le"), default=timezone.now)

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.written_at:%d/%m/%Y %H:%M}"


class CaseReading(models.Model):
    """Somebody of the safety team opened a safety case. Never edited, kept with it."""

    case = models.ForeignKey(
        Case, verbose_name=_("dossier"), on_delete=models.CASCADE, related_name="readings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lu par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="case_readings",
    )
    read_at = models.DateTimeField(_("lu le"), default=timezone.now)

    class Meta:
        verbose_name = _("lecture d’un dossier")
        verbose_name_plural = _("lectures de dossiers")
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.read_at:%d/%m/%Y %H:%M}"
