import uuid
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notebook(models.Model):
    """A member's private notes, which only their own phrase opens (`careers.sealing`).

    No administration, no search, no notice, no report. Erased with the account.
    """

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        on_delete=models.CASCADE,
        related_name="notebook",
    )
    salt = models.BinaryField(max_length=16)
    # A known text, sealed: it tells a right phrase from a wrong one before there are notes.
    proof = models.BinaryField(max_length=600)
    created_at = models.DateTimeField(_("commencé le"), default=timezone.now)

    class Meta:
        verbose_name = _("carnet")
        verbose_name_plural = _("carnets")

    def __str__(self) -> str:
        return str(self.pk)


class NotebookPage(models.Model):
    """A day and what happened, sealed with when it was written, which alone is in clear."""

    notebook = models.ForeignKey(
        Notebook, verbose_name=_("carnet"), on_delete=models.CASCADE, related_name="pages"
    )
    # Given out with the empty form: the same form sent twice makes one note.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    written_at = models.DateTimeField(_("écrite le"), default=timezone.now)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("note du carnet")
        verbose_name_plural = _("notes du carnet")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="notebook_page_once",
                fields=["notebook", "key"],
                violation_error_message=_("Cette note est déjà écrite."),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def bound(self) -> str:
        """What the seal holds together: the notebook, the note, the moment."""
        moment: Any = self.written_at.astimezone(UTC)
        return f"{self.notebook_id}:{self.key}:{moment.isoformat()}"
