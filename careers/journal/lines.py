from dataclasses import dataclass
from datetime import date
from typing import Any

from careers.journal_enums import JournalMove, JournalState


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a day, in words; `kind` is a JournalMove, or nothing for the rest."""

    kind: str
    label: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One application as the journal shows it, wherever it was made.

    `on_site`: made here, so that its state is told by the site and cannot be changed here.
    """

    key: str
    place: str
    what: str
    kind: str
    kind_label: str
    state: JournalState
    state_label: str
    since: date
    steps: tuple[Step, ...]
    url: str
    on_site: bool = False
    # Taken back or called off: over, without a yes or a no.
    dropped: bool = False
    lesson: str = ""
    next_step: str = ""
    next_on: date | None = None
    # Where one says that the next action is done.
    done_url: str = ""
    # Set by the journal: its number in the order in which they were begun, from 1 on.
    number: int = 0

    @property
    def last(self) -> date:
        """The day of the last thing that happened."""
        return max((step.on for step in self.steps), default=self.since)

    @property
    def is_over(self) -> bool:
        return self.dropped or self.state in JournalState.over()

    def count(self, kind: JournalMove) -> int:
        return sum(step.kind == kind for step in self.steps)

    def quiet_days(self, *, today: date) -> int:
        """Days without news of what was sent; 0 when there is nothing to wait for."""
        waiting = self.state in {JournalState.SENT, JournalState.FOLLOWED_UP}
        return max((today - self.last).days, 0) if waiting and not self.on_site else 0

    @property
    def tag(self) -> dict[str, Any]:
        """The state as a tag: an answer stands out, a no does not shout."""
        kinds = {JournalState.ACCEPTED: "ok", JournalState.INTERVIEW: "warn"}
        return {"kind": kinds.get(self.state, ""), "text": self.state_label}
