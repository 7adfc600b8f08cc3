"""The lines that a member writes."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from careers.journal.lines import Line, Step
from careers.journal.sources import register
from careers.journal_enums import JournalMove
from careers.models import JournalEntry, JournalStep


def step_of(step: JournalStep) -> Step:
    return Step(step.kind, step.note or step.get_kind_display(), step.on)


def line_of(entry: JournalEntry) -> Line:
    """An entry with its steps at hand."""
    steps = tuple(step_of(step) for step in entry.steps.all())
    begun = timezone.localtime(entry.created_at).date()
    return Line(
        key=f"journal:{entry.pk}",
        place=entry.place,
        what=entry.what,
        kind=entry.kind,
        kind_label=str(entry.get_kind_display()),
        state=entry.state,
        state_label=str(entry.state.label),
        since=min((step.on for step in steps if step.kind != JournalMove.DONE), default=begun),
        steps=steps,
        url=entry.get_absolute_url(),
        lesson=entry.lesson,
        next_step=entry.next_step,
        next_on=entry.next_on,
        done_url=reverse("careers:journal_done", args=[entry.pk]),
    )


@register
def own(member: Any) -> Iterator[Line]:
    for entry in JournalEntry.objects.visible_to(member).with_steps():
        yield line_of(entry)
