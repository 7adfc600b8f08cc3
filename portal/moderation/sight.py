"""Whether a thing that was given back is seen again: what its author may be told of it.

Its author may have sent another version meanwhile, which waits to be read, or something else hides
it. Asked of the thing as it stands, never remembered.
"""

import enum
from typing import Any

from portal.moderation.enums import State
from portal.moderation.models import AutoHide, Case, Measure


class Sight(enum.Enum):
    """`SEEN` by its readers; `WAITING` for somebody of the team to read it; `NEITHER`."""

    SEEN = "seen"
    WAITING = "waiting"
    NEITHER = "neither"


def of_hidden(hidden: AutoHide) -> Sight:
    """Of what the site had hidden by itself, once somebody has decided."""
    return _of(hidden.case, hidden.before)


def of_lifted(measure: Measure) -> Sight:
    """Of what a measure that was lifted was about; one on its author alone hid nothing."""
    return _of(measure.case, measure.before) if measure.on_target else Sight.SEEN


def _of(case: Case, before: dict[str, Any]) -> Sight:
    model = case.content_type.model_class()
    target: Any = model._base_manager.filter(pk=case.object_id).first() if model else None
    if target is None:
        return Sight.NEITHER
    if "state" in before:
        states = {State.APPROVED: Sight.SEEN, State.SUBMITTED: Sight.WAITING}
        return states.get(State(target.state), Sight.NEITHER)
    there = getattr(target, before.get("field", "hidden_at")) is None
    return Sight.SEEN if there else Sight.NEITHER
