"""What the lines of a journal add up to: what to do, what one did, when to change something."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from careers.journal import of_applications, own  # noqa: F401  (they register)
from careers.journal.lines import Line
from careers.journal.sources import lines_of
from careers.journal_enums import JournalMove, JournalState

# As many noes in a row, and one is offered another way (PRODUCT C26).
ENOUGH = 5
# Days without news after which one may write again; a habit of the trade, no rule.
FOLLOW_UP_DAYS = 14
# After such a pause one is welcomed back.
PAUSE_DAYS = 30
# Frames of the strip of film; beyond, the figures speak.
MOST_FRAMES = 48


@dataclass(frozen=True, slots=True)
class Effort:
    """What somebody did, whatever came of it. None of these figures ever goes down by waiting."""

    sent: int
    followed_up: int
    interviews: int
    done: int
    lessons: int

    @property
    def total(self) -> int:
        return self.sent + self.followed_up + self.interviews + self.done + self.lessons

    @property
    def frames(self) -> range:
        """One frame of film an act."""
        return range(min(self.total, MOST_FRAMES))


@dataclass(frozen=True, slots=True)
class Turn:
    """After ENOUGH noes in a row: how many of the last ones were silences, what was tried."""

    silences: int
    kinds: frozenset[str]

    @property
    def mostly_silent(self) -> bool:
        return self.silences * 2 > ENOUGH

    @property
    def only_kind(self) -> str:
        """The one kind of application tried, if there is one alone."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else ""


@dataclass(frozen=True, slots=True)
class Journal:
    """A member's lines, the latest first, and what follows from them on a day."""

    lines: tuple[Line, ...]
    today: date

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if not line.is_over]

    @property
    def over(self) -> list[Line]:
        return [line for line in self.lines if line.is_over]

    @property
    def to_do(self) -> list[Line]:
        """Those with a next action, by its day; the ones without a day come last."""
        found = [line for line in self.lines if line.next_step]
        return sorted(found, key=lambda line: (line.next_on or date.max, line.number))

    @property
    def quiet(self) -> list[Line]:
        """Those worth writing to again: nothing planned, and no news for FOLLOW_UP_DAYS."""
        found = [
            line
            for line in self.lines
            if not line.next_step and line.quiet_days(today=self.today) >= FOLLOW_UP_DAYS
        ]
        return sorted(found, key=lambda line: line.last)

    @property
    def effort(self) -> Effort:
        return Effort(
            sent=sum(line.count(JournalMove.SENT) for line in self.lines),
            followed_up=sum(line.count(JournalMove.FOLLOWED_UP) for line in self.lines),
            interviews=sum(line.count(JournalMove.INTERVIEW) for line in self.lines),
            done=sum(line.count(JournalMove.DONE) for line in self.lines),
            lessons=sum(bool(line.lesson) for line in self.lines),
        )

    @property
    def turn(self) -> Turn | None:
        """Offered when the last ENOUGH answers were all noes; a yes begins again from nothing."""
        answered = [line for line in self.lines if line.state in JournalState.over()]
        last = sorted(answered, key=_answered)[-ENOUGH:]
        if len(last) < ENOUGH or any(line.state not in JournalState.noes() for line in last):
            return None
        silences = sum(line.state == JournalState.SILENT for line in last)
        return Turn(silences, frozenset(line.kind for line in last))

    @property
    def is_back(self) -> bool:
        """Whether one comes back from a pause: everything is where it was."""
        past = [line.last for line in self.lines if line.last <= self.today]
        return bool(past) and (self.today - max(past)).days >= PAUSE_DAYS


def _answered(line: Line) -> tuple[date, int]:
    """When the answer came: the last step but for what one did besides."""
    days = [step.on for step in line.steps if step.kind and step.kind != JournalMove.DONE]
    return max(days, default=line.since), line.number


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with their « prise »: the first begun is 1."""
    begun = sorted(lines, key=lambda line: (line.since, line.key))
    return [replace(line, number=number) for number, line in enumerate(begun, start=1)]


def journal_of(member: Any, *, today: date) -> Journal:
    """The whole journal of a member, every source together."""
    lines = sorted(
        numbered(lines_of(member)), key=lambda line: (line.last, line.number), reverse=True
    )
    return Journal(tuple(lines), today)
