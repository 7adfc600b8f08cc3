"""Putting back what a measure took from sight, when something else takes it from sight too.

Each measure keeps what it found (`before`). Lifted in any order, they give the thing back once, as
it was before the first of them: one that is lifted while a later one is in force leaves that one
what it had found.
"""

from itertools import chain
from typing import Any

from portal.moderation import registry
from portal.moderation.models import AutoHide, Measure


def undo(measure: Measure, *, target: Any, handle: registry.Handle) -> None:
    """Put a thing back as it was, or leave that to what has hidden it since.

    Under the lock of all the cases about the thing.
    """
    for later in _taken_since(measure):
        left = _left_to(later.before, found=measure.before)
        if left is not None:
            type(later)._base_manager.filter(pk=later.pk).update(before=left)
            return
    if handle.restore:
        handle.restore(target, measure.before)


def _taken_since(measure: Measure) -> list[Measure | AutoHide]:
    """What still holds the same thing and came after, the first one first.

    A measure about a thing has no end of its own: a suspension that is over still hides.
    """
    case = measure.case
    about = {"case__content_type": case.content_type_id, "case__object_id": case.object_id}
    measures = Measure.objects.taken().filter(**about, lifted_at=None).exclude(on_target="")
    found = [((one.decided_at, one.pk), one) for one in measures.exclude(pk=measure.pk)]
    placed = [((one.placed_at, 0), one) for one in AutoHide.objects.in_force().filter(**about)]
    since = (measure.decided_at, measure.pk)
    rows: Any = chain(found, placed)
    return [one for key, one in sorted(rows, key=lambda row: row[0]) if key > since]


def _left_to(later: dict[str, Any], *, found: dict[str, Any]) -> dict[str, Any] | None:
    """What the later one shall put back; None when it holds another part, or another version."""
    if "to" in later:
        same = (later["state"], later["revision"]) == (found["to"], found["revision"])
        return {**found, "to": later["to"]} if same else None
    same = later.get("field") == found.get("field")
    return {**found} if same else None
