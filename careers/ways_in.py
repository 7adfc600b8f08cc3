"""« Pas d’école ? »: five answers, and the lawful ways in that they open.

Everything that is said is in data/lawful_ways.json; here is only how it is read. An arrangement
that the law forbids opens no way at all: it gets its reason, and which answers to change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from careers.loading import read

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer to some questions, and the way that it would open."""

    text: str
    route: str
    query: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an arrangement is unlawful, and what to ask instead."""

    data: Mapping[str, Any]
    instead: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What five answers lead to. Without a route there is a refusal, or changes that open one."""

    routes: tuple[Mapping[str, Any], ...]
    refusals: tuple[Refusal, ...]
    cautions: tuple[Mapping[str, Any], ...]
    changes: tuple[Change, ...]


@cache
def data() -> dict[str, Any]:
    """The file, typeset."""
    return dict(read("lawful_ways.json"))


def questions() -> list[dict[str, Any]]:
    return list(data()["questions"])


def find(answers: Answers) -> Found:
    """What the five answers lead to. Raises KeyError when one is missing."""
    routes = tuple(_routes(answers))
    return Found(
        routes=routes,
        refusals=tuple(_refusals(answers)),
        cautions=tuple(one for one in data()["cautions"] if _matches(one, answers)),
        changes=() if routes or _refused(answers) else tuple(_nearest(answers)),
    )


def _matches(one: Mapping[str, Any], answers: Answers) -> bool:
    return any(
        all(answers[name] in values for name, values in case.items()) for case in one["when"]
    )


def _refused(answers: Answers) -> bool:
    return any(_matches(one, answers) for one in data()["refusals"])


def _routes(answers: Answers) -> list[Mapping[str, Any]]:
    if _refused(answers):
        return []
    return [route for route in data()["routes"] if _matches(route, answers)]


def _refusals(answers: Answers) -> Iterator[Refusal]:
    for one in data()["refusals"]:
        if not _matches(one, answers):
            continue
        changes: dict[str, Change] = {}
        for other in one["instead"]:
            changed = {**answers, **other["changes"]}
            opened = {route["slug"] for route in _routes(changed)}
            # What would not open for these answers is not advice.
            if other["route"] in opened and other["route"] not in changes:
                changes[other["route"]] = Change(
                    other["text_fr"], other["route"], urlencode(changed)
                )
        yield Refusal(one, tuple(changes.values()))


def _nearest(answers: Answers) -> Iterator[Change]:
    """The ways that another answer to one question would open, each once."""
    seen = set()
    for question in questions():
        for option in question["options"]:
            changed = {**answers, question["name"]: option["value"]}
            # Nobody changes their age to come in.
            if question["name"] == "age" or changed == dict(answers):
                continue
            for route in _routes(changed):
                if route["slug"] in seen:
                    continue
                seen.add(route["slug"])
                text = f"{question['question_fr']} {option['label_fr']}"
                yield Change(text, route["slug"], urlencode(changed))


def title(route: str) -> str:
    """How a way is called, by its slug."""
    return next(str(one["title_fr"]) for one in data()["routes"] if one["slug"] == route)
