"""« Faut-il une école ? »: a few questions, each led to by the last answer, and where they end.

The tree is data/school_tree.json. An address holds one parameter a question, so that any state of
the page can be shared, and the back button works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from careers.loading import read

END = "end:"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was asked and the answer it got; `query` leads back to the question."""

    question: str
    answer: str
    query: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers of an address lead: to a question, or to an end."""

    answered: list[Answered]
    query: dict[str, str]
    name: str
    question: dict[str, Any] | None
    end: dict[str, Any] | None


@cache
def tree() -> dict[str, Any]:
    return dict(read("school_tree.json"))


def walk(asked: Mapping[str, str]) -> Walk:
    """Follow the answers as long as they are known; the first unknown one is asked again."""
    name = tree()["start"]
    answered: list[Answered] = []
    query: dict[str, str] = {}
    while not name.startswith(END):
        question = tree()["questions"][name]
        option = next((one for one in question["options"] if one["value"] == asked.get(name)), None)
        if option is None:
            return Walk(answered, query, name, question, None)
        answered.append(Answered(question["question_fr"], option["label_fr"], urlencode(query)))
        query = query | {name: option["value"]}
        name = option["next"]
    return Walk(answered, query, name, None, tree()["ends"][name.removeprefix(END)])
