"""Writing one's hours down, without two lines at the same moment."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.models import HoursEntry, Placement
from careers.placements.diary import Span
from portal.contact.texts import tidy

# A year of days, with a stretch in the morning and one in the afternoon.
MOST_ENTRIES = 800


def check(placement: Placement, span: Span, *, today: date) -> None:
    """Raise ValidationError for hours that cannot have been."""
    if span.start == span.end:
        raise ValidationError({"end": _("Le début et la fin ne sont pas à la même heure.")})
    if span.day > today:
        raise ValidationError({"day": _("Ce jour n’est pas encore venu.")})
    if placement.starts_on and span.day < placement.starts_on:
        raise ValidationError({"day": _("Ce jour vient avant le premier jour du stage.")})
    if span.pause * 60 >= span.present.total_seconds():
        raise ValidationError({"break_minutes": _("Les pauses durent plus que la présence.")})


@transaction.atomic
def save_hours(
    *, placement: Placement, by: Any, span: Span, note: str, key: UUID, entry: int | None = None
) -> HoursEntry:
    """Add a line, or change the line `entry`; the same form sent twice (`key`) makes one.

    Raises ValidationError on a field, or for a line that shares a moment with another one.
    """
    held = Placement.objects.select_for_update(of=("self",)).of(by).filter(pk=placement.pk).get()
    if entry is None:
        made: HoursEntry | None = held.hours.filter(creation_key=key).first()
        if made:
            return made
    check(held, span, today=timezone.localdate())
    others = [one for one in held.hours.all() if one.pk != entry]
    if len(others) >= MOST_ENTRIES:
        raise ValidationError(_("Ce journal est plein\u00a0: exportez-le."))
    crossed = next((one for one in others if span.overlaps(one.span)), None)
    if crossed:
        raise ValidationError(
            _("Ces heures en croisent d’autres, de %(start)s à %(end)s. Changez l’une des deux.")
            % {"start": f"{crossed.start:%H:%M}", "end": f"{crossed.end:%H:%M}"}
        )
    row = held.hours.get(pk=entry) if entry is not None else HoursEntry(placement=held)
    row.day, row.start, row.end = span.day, span.start, span.end
    row.break_minutes, row.note, row.saved_at = span.pause, tidy(note), timezone.now()
    if entry is None and not HoursEntry.objects.filter(creation_key=key).exists():
        row.creation_key = key
    row.save()
    saved: HoursEntry = row
    return saved
