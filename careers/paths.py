"""The graph of the careers, and the best ways from one role to another.

A way is the cheapest sum of its steps: an evolution costs 1; one that the data mark with a caution
(« rarement direct », « pas une promotion ») costs 2, and so does a bridge, because it moves across
instead of up; leaving one's department adds a half, for all there is to learn again. Of equal ways
the shorter comes first, then the order of the crew list, so that the same data always give the same
ways. The search is Dijkstra's, and Yen's for the next best ones: less than 5 ms for any two of the
44 roles.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Any

from django.utils.translation import gettext as _

from careers.enums import Level, StepKind
from careers.models import Role, RoleSkill, RoleStep
from careers.models.reference import spoken

MOST_WAYS = 3
# A way that costs so much more than the best one is no alternative to it.
WORST = 3.0
LEVELS = list(Level.values)


@dataclasses.dataclass(frozen=True, slots=True)
class Arrow:
    """A step between two roles, known by their slugs."""

    source: str
    target: str
    kind: str
    note: str
    years: str
    years_source: str
    across: bool

    @property
    def is_bridge(self) -> bool:
        return self.kind == StepKind.LATERAL

    @property
    def cost(self) -> float:
        return (2 if self.is_bridge or self.note else 1) + self.across / 2

    @property
    def label(self) -> str:
        """What kind of step it is, in a word."""
        if self.is_bridge:
            return _("passerelle")
        return _("évolution, avec réserve") if self.note else _("évolution")


@dataclasses.dataclass(frozen=True, slots=True)
class Ask:
    """A skill that a role asks for, and how one shows it."""

    slug: str
    label: str
    note: str


Way = list[Arrow]


@dataclasses.dataclass(slots=True)
class Graph:
    """Every role, the arrows that leave it, and the skills it asks for, by slug."""

    roles: dict[str, Role]
    arrows: dict[str, list[Arrow]]
    skills: dict[str, list[Ask]]

    def into(self, slug: str) -> list[Arrow]:
        return [a for arrows in self.arrows.values() for a in arrows if a.target == slug]

    def all_arrows(self) -> Iterator[Arrow]:
        for arrows in self.arrows.values():
            yield from arrows

    def is_entry(self, slug: str) -> bool:
        """Whether one starts there: nobody evolves to it, or comes to it from a lower level."""
        level = LEVELS.index(self.roles[slug].level)
        return level == 0 or not any(
            not arrow.is_bridge or LEVELS.index(self.roles[arrow.source].level) < level
            for arrow in self.into(slug)
        )

    def asked(self, slug: str) -> dict[str, Ask]:
        return {ask.slug: ask for ask in self.skills[slug]}


def load() -> Graph:
    """The whole graph, in three queries."""
    roles = Role.objects.listed().only(
        "slug", "title", "title_en", "level", "rank", "department__slug", "department__label",
        "department__label_en", "department__position",
    )  # fmt: skip
    by_pk = {role.pk: role for role in roles}
    graph = Graph(
        roles={role.slug: role for role in by_pk.values()},
        arrows={role.slug: [] for role in by_pk.values()},
        skills={role.slug: [] for role in by_pk.values()},
    )
    for step in RoleStep.objects.order_by("role__rank", "position", "pk").values(
        "role_id", "to_id", "kind", "note", "usual_years", "years_source"
    ):
        source, target = by_pk[step["role_id"]], by_pk[step["to_id"]]
        graph.arrows[source.slug].append(
            Arrow(
                source=source.slug,
                target=target.slug,
                kind=step["kind"],
                note=step["note"],
                years=step["usual_years"],
                years_source=step["years_source"],
                across=source.department_id != target.department_id,
            )
        )
    for row in RoleSkill.objects.order_by("position", "pk").values(
        "role_id", "skill__slug", "skill__label", "skill__label_en", "note"
    ):
        label = spoken(row["skill__label"], row["skill__label_en"])
        ask = Ask(slug=row["skill__slug"], label=label, note=row["note"])
        graph.skills[by_pk[row["role_id"]].slug].append(ask)
    return graph


def best_way(
    graph: Graph,
    source: str,
    target: str,
    *,
    without_roles: Iterable[str] = (),
    without_arrows: Iterable[Arrow] = (),
) -> Way | None:
    """The cheapest way from a role to another one, or None; Dijkstra's search."""
    rank = {slug: number for number, slug in enumerate(graph.roles)}
    closed, shut = set(without_roles), set(without_arrows)
    waiting: list[tuple[float, int, tuple[int, ...], str, Any]] = [(0.0, 0, (), source, None)]
    while waiting:
        cost, length, order, here, trail = heappop(waiting)
        if here in closed:
            continue
        if here == target:
            return _unrolled(trail)
        closed.add(here)
        for arrow in graph.arrows[here]:
            if arrow.target not in closed and arrow not in shut:
                onward = (*order, rank[arrow.target])
                entry = (cost + arrow.cost, length + 1, onward, arrow.target, (arrow, trail))
                heappush(waiting, entry)
    return None


def _unrolled(trail: Any) -> Way:
    way: Way = []
    while trail:
        arrow, trail = trail
        way.append(arrow)
    return way[::-1]


def cost_of(way: Way) -> float:
    return sum(arrow.cost for arrow in way)


def best_ways(graph: Graph, source: str, target: str, *, most: int = MOST_WAYS) -> list[Way]:
    """Up to `most` different ways, the best first, none much worse than it; Yen's search."""
    first = best_way(graph, source, target)
    if not first:
        return []
    ways, candidates = [first], list[Way]()
    while len(ways) < most:
        candidates += [one for one in _deviations(graph, ways) if one not in candidates]
        candidates = [one for one in candidates if one not in ways]
        candidates.sort(key=lambda way: (cost_of(way), len(way)))
        if not candidates or cost_of(candidates[0]) > cost_of(first) + WORST:
            break
        ways.append(candidates.pop(0))
    return ways


def _deviations(graph: Graph, ways: list[Way]) -> Iterator[Way]:
    """From each role of the last way found, the best end of a way not taken yet."""
    last = ways[-1]
    for number, arrow in enumerate(last):
        root = last[:number]
        taken = [way[number] for way in ways if way[:number] == root and len(way) > number]
        end = best_way(
            graph,
            arrow.source,
            last[-1].target,
            without_roles=[step.source for step in root],
            without_arrows=taken,
        )
        if end:
            yield root + end


def sources_of(graph: Graph, target: str) -> dict[str, int]:
    """The roles from which one can reach another, and in how many steps at least."""
    found, edge, steps = {target: 0}, {target}, 0
    into: dict[str, set[str]] = {slug: set() for slug in graph.roles}
    for arrow in graph.all_arrows():
        into[arrow.target].add(arrow.source)
    while edge:
        steps += 1
        edge = {source for slug in edge for source in into[slug]} - set(found)
        found |= dict.fromkeys(edge, steps)
    return found


def entries_to(graph: Graph, target: str) -> list[Role]:
    """The roles one starts in to reach another one, the likeliest first; itself if one may.

    Its own department before the others, its usual line before a way by a bridge; then the
    cheapest way, where each level above the first counts as one more step.
    """
    home = graph.roles[target].department
    places = {}
    for slug in sources_of(graph, target):
        if graph.is_entry(slug):
            role = graph.roles[slug]
            way, level = best_way(graph, slug, target) or [], LEVELS.index(role.level)
            bridged = any(arrow.is_bridge for arrow in way)
            places[slug] = (role.department != home, bridged, cost_of(way) + level, level)
    # Of equals, the order of the crew list.
    found = [slug for slug in graph.roles if slug in places]
    return [graph.roles[slug] for slug in sorted(found, key=lambda slug: places[slug])]


def bridges_to(graph: Graph, target: str) -> list[Arrow]:
    """The arrows from other departments that join a way to a role, the nearest first."""
    found = sources_of(graph, target)
    home = graph.roles[target].department
    bridges = [
        arrow
        for arrow in graph.all_arrows()
        if arrow.across and arrow.target in found and graph.roles[arrow.source].department != home
    ]
    return sorted(bridges, key=lambda arrow: found[arrow.target])
