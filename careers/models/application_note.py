import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.shell import french

from .application import NOTE_LENGTH, Application


class ApplicationNote(models.Model):
    """What colleagues write to each other about an application. Never shown to the applicant.

    Personal data about the applicant all the same: it is given to them with their copy of their
    data once the application has closed (GDPR, art. 15), and the form says so to whoever writes.
    """

    application = models.ForeignKey(
        Application, verbose_name=_("candidature"), on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("écrite par"),
        on_delete=models.CASCADE,
        related_name="application_notes",
    )
    text = models.TextField(_("note"), max_length=NOTE_LENGTH)
    hidden_at = models.DateTimeField(_("masquée par la modération le"), null=True, editable=False)
    created_at = models.DateTimeField(_("écrite le"), default=timezone.now, editable=False)
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="application_note_text_length",
                condition=LessThanOrEqual(Length("text"), NOTE_LENGTH) & ~Q(text=""),
                violation_error_message=_("Une note compte 1 à 1000 caractères."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("note interne du %s")) % french.day(timezone.localtime(self.created_at).date())

    def get_absolute_url(self) -> str:
        return self.application.received_url()


class FileReading(models.Model):
    """Somebody of the organisation opened a file that the applicant joined: who, which, when.

    The applicant sees it on the application's page.
    """

    application = models.ForeignKey(
        Application,
        verbose_name=_("candidature"),
        on_delete=models.CASCADE,
        related_name="readings",
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lu par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="application_readings",
    )
    piece = models.PositiveBigIntegerField(_("numéro de l’élément"))
    title = models.CharField(_("élément"), max_length=120)
    read_at = models.DateTimeField(_("lu le"), default=timezone.now)

    class Meta:
        verbose_name = _("lecture d’un fichier")
        verbose_name_plural = _("lectures de fichiers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.title}, {french.day(timezone.localtime(self.read_at).date())}"
