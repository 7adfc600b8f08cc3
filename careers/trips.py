"""A way from one role to another as a person travels it: what each step adds, what is missing."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from careers import paths
from careers.enums import SkillLevel
from careers.models import Role
from careers.paths import Arrow, Ask, Graph, Way


@dataclasses.dataclass(slots=True)
class Leg:
    """One step of a way: where it leads, and the skills asked there, new or already held."""

    arrow: Arrow
    start: Role
    role: Role
    adds: list[Ask]
    has: list[Ask]


@dataclasses.dataclass(slots=True)
class Missing:
    """A skill that the goal asks for: how to show it, and where the way teaches it before."""

    ask: Ask
    learned_at: Role | None
    begun: bool


@dataclasses.dataclass(slots=True)
class Trip:
    legs: list[Leg]

    @property
    def through(self) -> list[Role]:
        """The roles between the two ends."""
        return [leg.role for leg in self.legs[:-1]]


def known(graph: Graph, source: str, marks: Mapping[str, str]) -> set[str]:
    """The skills one leaves with: the role's own, and what was ticked, for or against."""
    held = set(graph.asked(source)) if source else set()
    doubted = {slug for slug, level in marks.items() if level != SkillLevel.YES}
    return (held - doubted) | {s for s, level in marks.items() if level == SkillLevel.YES}


def trip(graph: Graph, way: Way, held: set[str]) -> Trip:
    """Every step with what it adds to the skills of the steps before it."""
    legs, before = [], set(held)
    for arrow in way:
        asked = graph.skills[arrow.target]
        legs.append(
            Leg(
                arrow=arrow,
                start=graph.roles[arrow.source],
                role=graph.roles[arrow.target],
                adds=[ask for ask in asked if ask.slug not in before],
                has=[ask for ask in asked if ask.slug in before],
            )
        )
        before |= {ask.slug for ask in asked}
    return Trip(legs)


def missing(
    graph: Graph, target: str, held: set[str], marks: Mapping[str, str], way: Way
) -> list[Missing]:
    """What the goal asks for and one has not, in the order of its guide."""
    return [
        Missing(ask, _learned_at(graph, way, ask.slug), marks.get(ask.slug) == SkillLevel.SOME)
        for ask in graph.skills[target]
        if ask.slug not in held
    ]


def _learned_at(graph: Graph, way: Way, skill: str) -> Role | None:
    before = (arrow.target for arrow in way[:-1])
    return next((graph.roles[slug] for slug in before if skill in graph.asked(slug)), None)


def fresh_starts(graph: Graph, source: str, target: str, *, most: int = 4) -> list[dict[str, Any]]:
    """Where to start again towards a role that no way reaches: the entries nearest to one's skills.

    Each with the skills that its list shares with the role one leaves.
    """
    held = set(graph.asked(source)) if source else set()
    rows: list[dict[str, Any]] = [
        {"role": role, "shared": [ask for ask in graph.skills[role.slug] if ask.slug in held]}
        for role in paths.entries_to(graph, target)
    ]
    rows.sort(key=lambda row: -len(row["shared"]))
    return rows[:most]
