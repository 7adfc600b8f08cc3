"""The questions to ask a production before saying yes (data/call_questions.json)."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from careers.loading import read


@dataclass(frozen=True, slots=True)
class Asked:
    """How far a call has gone: of all the questions, and of the eight that come first."""

    total: int
    ticked: int
    first: int
    first_ticked: int

    @property
    def cells(self) -> list[str]:
        """One word a first question, for the strip of film."""
        left = self.first - self.first_ticked
        return ["yes"] * self.first_ticked + ["no"] * left


@cache
def data() -> dict[str, Any]:
    """The file, typeset."""
    return dict(read("call_questions.json"))


@cache
def wordings() -> dict[str, str]:
    """Each question by its slug."""
    return {
        one["slug"]: one["question_fr"]
        for section in data()["sections"]
        for one in section["questions"]
    }


@cache
def slugs() -> frozenset[str]:
    return frozenset(wordings())


@cache
def first() -> frozenset[str]:
    """Those to have an answer to, whatever the film."""
    return frozenset(
        one["slug"]
        for section in data()["sections"]
        for one in section["questions"]
        if one.get("first")
    )


def asked(ticked: Collection[str]) -> Asked:
    """Where one stands with these questions ticked; unknown ones count for nothing."""
    known = slugs() & set(ticked)
    return Asked(len(slugs()), len(known), len(first()), len(first() & known))
