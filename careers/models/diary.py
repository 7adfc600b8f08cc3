import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.placements.diary import Span, length

from .placement import Placement

NOTE_LENGTH = 300
LONGEST_BREAK = 600


class HoursEntryQuerySet(models.QuerySet["HoursEntry"]):
    def of(self, member: Any) -> Self:
        """One's own: nobody else ever reads them, the organisation included."""
        return self.filter(placement__intern=member.pk)


class HoursEntry(models.Model):
    """A stretch of presence noted by the intern for themselves alone; breaks in minutes.

    An end that is not after the beginning is the next day's. No two of a placement overlap: held
    by the lock of the placement's row (`careers.placements.diary_actions`), and for the same
    beginning by the database. Erased with the placement.
    """

    placement = models.ForeignKey(
        Placement, verbose_name=_("stage"), on_delete=models.CASCADE, related_name="hours"
    )
    day = models.DateField(_("jour"))
    start = models.TimeField(_("début"))
    end = models.TimeField(_("fin"))
    break_minutes = models.PositiveSmallIntegerField(
        _("pauses, en minutes"), default=0, validators=[MaxValueValidator(LONGEST_BREAK)]
    )
    note = models.CharField(_("note"), max_length=NOTE_LENGTH, blank=True)
    saved_at = models.DateTimeField(_("enregistrée le"), default=timezone.now, editable=False)
    # Given out with the empty form: the same form sent twice makes one line.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = HoursEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("heures notées")
        verbose_name_plural = _("heures notées")
        ordering = ["day", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="hours_entry_once",
                fields=["placement", "day", "start"],
                violation_error_message=_("Une ligne commence déjà à cette heure."),
            ),
            models.CheckConstraint(
                name="hours_entry_lasts",
                condition=~Q(start=F("end")),
                violation_error_message=_("Le début et la fin ne sont pas à la même heure."),
            ),
            models.CheckConstraint(
                name="hours_entry_break_bounds",
                condition=Q(break_minutes__gte=0, break_minutes__lte=LONGEST_BREAK),
                violation_error_message=_("Dix heures de pause au plus."),
            ),
            models.CheckConstraint(
                name="hours_entry_note_length",
                condition=LessThanOrEqual(Length("note"), NOTE_LENGTH),
                violation_error_message=_("Cette note est trop longue."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.start}"

    @property
    def span(self) -> Span:
        return Span(self.day, self.start, self.end, self.break_minutes)

    @property
    def worked_label(self) -> str:
        return length(self.span.worked)
