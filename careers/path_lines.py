"""The map of the careers as lists: each department's lines, stop by stop, and where each leads.

The same stations and the same steps as the drawing; on a phone these lists are the map.
"""

import dataclasses
from itertools import groupby
from typing import Any

from careers.models import Role
from careers.paths import LEVELS, Arrow, Graph


@dataclasses.dataclass(slots=True)
class Exit:
    """A step that leaves a stop."""

    arrow: Arrow
    role: Role


@dataclasses.dataclass(slots=True)
class Stop:
    """A role on its line; `joined` says how the line goes on to the next stop of the list.

    `name` tells it from every other one: two French titles may share their English name.
    """

    role: Role
    name: str
    entry: bool
    exits: list[Exit]
    joined: str = ""


def departments(graph: Graph) -> list[dict[str, Any]]:
    """Every department with its lines, a line being a list of stops that follow each other."""
    roles = graph.roles.values()
    return [
        {"department": department, "lines": _lines(graph, [role.slug for role in members])}
        for department, members in groupby(roles, key=lambda role: role.department)
    ]


def _lines(graph: Graph, slugs: list[str]) -> list[list[Stop]]:
    """Follow evolutions inside the department as far as they go, from where one starts."""

    def lowest_first(slug: str) -> tuple[bool, int]:
        return not graph.is_entry(slug), LEVELS.index(graph.roles[slug].level)

    left = dict.fromkeys(sorted(slugs, key=lowest_first))
    lines = []
    while left:
        here, line = next(iter(left)), list[Stop]()
        while here:
            del left[here]
            onward = _onward(graph, here, left)
            joined = "" if not onward else "caution" if onward.note else "step"
            line.append(_stop(graph, here, joined))
            here = onward.target if onward else ""
        lines.append(line)
    return lines


def _onward(graph: Graph, here: str, left: dict[str, None]) -> Arrow | None:
    """The next stop: one that no other next stop leads to, so that none is skipped."""
    ahead = [a for a in graph.arrows[here] if not a.is_bridge and a.target in left]
    targets = {arrow.target for arrow in ahead}
    skipping = {
        later.target
        for arrow in ahead
        for later in graph.arrows[arrow.target]
        if not later.is_bridge and later.target in targets
    }
    ahead = [arrow for arrow in ahead if arrow.target not in skipping] or ahead
    return min(ahead, key=lambda arrow: bool(arrow.note), default=None)


def _stop(graph: Graph, slug: str, joined: str) -> Stop:
    role = graph.roles[slug]
    shared = sum(other.name == role.name for other in graph.roles.values()) > 1
    return Stop(
        role=role,
        name=f"{role.name} ({role.title})" if shared else role.name,
        entry=graph.is_entry(slug),
        exits=[Exit(arrow, graph.roles[arrow.target]) for arrow in graph.arrows[slug]],
        joined=joined,
    )
