from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from careers.enums import Confidence
from portal.shell import french


class State(StrEnum):
    """What became of a rule; only PASSED, FAILED and UNKNOWN are counted."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOTE = "note"  # to be known, nothing to check
    NOT_APPLICABLE = "not_applicable"

    @property
    def word(self) -> str:
        return _(WORDS[self])


WORDS = {
    State.PASSED: gettext_noop("conforme"),
    State.FAILED: gettext_noop("non conforme"),
    State.UNKNOWN: gettext_noop("inconnu"),
    State.NOTE: gettext_noop("à savoir"),
    State.NOT_APPLICABLE: gettext_noop("sans objet"),
}


# The texts of an offer, see `careers.legality.of_internship.TEXTS`.
PLACES = {
    "title": gettext_noop("dans le titre"),
    "missions": gettext_noop("dans les missions"),
    "learning": gettext_noop("dans ce qu’on apprendra"),
    "remote": gettext_noop("dans le télétravail"),
    "benefits": gettext_noop("dans les avantages"),
    "tutor_role": gettext_noop("dans la fonction du tuteur"),
    "team_complete": gettext_noop("dans l’équipe au complet"),
    "accessibility": gettext_noop("dans les aménagements"),
    "how_to_apply": gettext_noop("dans la façon de candidater"),
}


@dataclass(frozen=True)
class Figure:
    """A value kept as it was, and said in the language of whoever reads it."""

    kind: str  # hours, euros, day, number, text
    raw: str

    def __str__(self) -> str:
        if self.kind == "hours":
            return french.hours(Decimal(self.raw))
        if self.kind == "euros":
            return french.euros(Decimal(self.raw))
        if self.kind == "day":
            return french.day(date.fromisoformat(self.raw))
        return self.raw


def hours(value: Decimal) -> Figure:
    return Figure("hours", str(value))


def euros(value: Decimal) -> Figure:
    return Figure("euros", str(value))


def day(value: date) -> Figure:
    return Figure("day", value.isoformat())


def named(value: str) -> Figure:
    return Figure("text", value)


def number(value: Decimal | int) -> Figure:
    return Figure("number", f"{value:f}" if value % 1 else str(int(value)))


@dataclass(frozen=True)
class Said:
    """A sentence as it stands in the catalogue, with its figures, so that it can be kept."""

    text: str
    figures: dict[str, Figure] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.text) % {name: str(figure) for name, figure in self.figures.items()}


@dataclass(frozen=True)
class Words:
    """Words of the offer that make one look twice, with their place in their field."""

    flag: str
    action: str  # block, review
    field: str
    start: int
    end: int
    words: str
    reason: str

    @property
    def why(self) -> str:
        return _(self.reason)

    @property
    def place(self) -> str:
        """The field as its page calls it."""
        return _(PLACES[self.field]) if self.field in PLACES else ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What became of one rule: the sentence, the article, the figure used and since when it holds.

    `fields` are those of the form that it depends on. `confidence` and `sources` are those of the
    figure, or of the rule when it has none. `legal` names the rule in the reference data.
    """

    rule: str
    legal: str = ""
    state: State
    title: str
    said: tuple[Said, ...]
    article: str = ""
    figure: Figure | None = None
    as_of: date | None = None
    checked_on: date | None = None
    sources: tuple[str, ...] = ()
    confidence: str = Confidence.GENERAL_KNOWLEDGE
    fields: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def label(self) -> str:
        return _(self.title)

    @property
    def word(self) -> str:
        return self.state.word

    @property
    def sentence(self) -> str:
        return " ".join(str(part) for part in self.said)

    @property
    def to_check(self) -> bool:
        """Whether the rule or its figure rests on something that nobody has read yet."""
        return self.confidence != Confidence.VERIFIED

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "legal": self.legal,
            "state": str(self.state),
            "title": self.title,
            "said": [
                [part.text, {name: [one.kind, one.raw] for name, one in part.figures.items()}]
                for part in self.said
            ],
            "article": self.article,
            "figure": [self.figure.kind, self.figure.raw] if self.figure else None,
            "as_of": self.as_of and self.as_of.isoformat(),
            "checked_on": self.checked_on and self.checked_on.isoformat(),
            "sources": list(self.sources),
            "confidence": str(self.confidence),
            "fields": list(self.fields),
            "words": [
                [one.flag, one.action, one.field, one.start, one.end, one.words, one.reason]
                for one in self.words
            ],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        return cls(
            rule=kept["rule"],
            legal=kept["legal"],
            state=State(kept["state"]),
            title=kept["title"],
            said=tuple(
                Said(text, {name: Figure(*one) for name, one in figures.items()})
                for text, figures in kept["said"]
            ),
            article=kept["article"],
            figure=Figure(*kept["figure"]) if kept["figure"] else None,
            as_of=_date(kept["as_of"]),
            checked_on=_date(kept["checked_on"]),
            sources=tuple(kept["sources"]),
            confidence=kept["confidence"],
            fields=tuple(kept["fields"]),
            words=tuple(Words(*one) for one in kept["words"]),
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check found on a day. Kept with `as_json`, it says the same for ever.

    `findings` are the rules passed, failed or unknown; `notes` are said beside and not counted.
    """

    kind: str
    made_on: date
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()

    @property
    def failed(self) -> tuple[Finding, ...]:
        return self._in(State.FAILED)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return self._in(State.UNKNOWN)

    @property
    def passed(self) -> tuple[Finding, ...]:
        return self._in(State.PASSED)

    @property
    def blocks(self) -> bool:
        """Whether the offer may not be published as it is."""
        return bool(self.failed)

    @property
    def state(self) -> State:
        """The worst of all: one unknown is enough for the whole not to be green."""
        if self.failed:
            return State.FAILED
        return State.PASSED if self.passed and not self.unknown else State.UNKNOWN

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(words for finding in self.findings for words in finding.words)

    def get(self, rule: str) -> Finding | None:
        return next((one for one in (*self.findings, *self.notes) if one.rule == rule), None)

    def _in(self, state: State) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.state == state)

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "made_on": self.made_on.isoformat(),
            "findings": [finding.as_json() for finding in self.findings],
            "notes": [finding.as_json() for finding in self.notes],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """A report kept by `as_json`; KeyError or ValueError for anything else."""
        return cls(
            kind=kept["kind"],
            made_on=date.fromisoformat(kept["made_on"]),
            findings=tuple(Finding.from_json(one) for one in kept["findings"]),
            notes=tuple(Finding.from_json(one) for one in kept["notes"]),
        )
