"""Computes the map of the careers, once for all: careers/data/path_map.json.

    .venv/bin/python -m tools.layout_paths [--check]

A role's column is its longest path among the roles of its level; a step that goes both ways keeps
its ends in one column. Its row is one of its department's lane: path_hints.py says which, and a
role not named there gets a row of its own, in the order of its neighbours (barycentre). A step
leaves to the right, turns up or down in the gap between two columns, on a track of its own, and
arrives from the left, so that a bend always tells the direction. The same data always give the same
map. No file is written while a line touches a foreign station, two steps share a track without
sharing an end, or a name meets anything: the tool says where.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from tools import path_hints as hints
from tools.path_geometry import (
    Box,
    Point,
    crosses,
    cut_start,
    drawn,
    is_near,
    overlap,
    shared,
)
from tools.path_names import FONT_SIZE, LINE_HEIGHT, box, cut, name_at

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "careers" / "data"
OUTPUT = DATA / "path_map.json"
TITLES = {"fr": "title_inclusive", "en": "title_en"}
LEVELS = ["entry", "intermediate", "head", "executive"]

TRACK = 8  # between two tracks of a gap
BENDS = {"step": 20, "caution": 20, "across": 14, "bridge": 14}
DOTTED = ("across", "bridge")
CLEAR = 14  # around the middle of a station

Pair = tuple[str, str]


class Step:
    """One or two steps between the same roles: an arrow, or a way there and back."""

    def __init__(self, source: str, target: str, kinds: list[str], note: bool, across: bool):
        self.source, self.target = source, target
        self.pair: Pair = (source, target)
        bridge = all(kind == "lateral" for kind in kinds)
        self.style = "bridge" if bridge else "caution" if note else "across" if across else "step"
        self.turns: list[tuple[int, float, float]] = []  # gap, height before, height after
        self.points: list[Point] = []


class Layout:
    """The roles, where they stand, and what leads from one to the other."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.roles = {role["slug"]: role for role in data["roles"]}
        self.arrows = {
            (role["slug"], step["to"]): step for role in data["roles"] for step in role["evolution"]
        }
        self.column = columns(self)
        self.names = {
            language: {slug: cut(slug, role[key]) for slug, role in self.roles.items()}
            for language, key in TITLES.items()
        }
        steps = [self._step(pair) for pair in self.arrows if self._is_drawn(pair)]
        # The heavier dots first: the lighter ones leave out what is already dotted.
        self.steps = sorted(steps, key=lambda step: list(BENDS).index(step.style))
        self.row: dict[str, int] = {}
        self.y: list[float] = []
        self.lanes: list[dict[str, Any]] = []

    def both_ways(self, pair: Pair) -> bool:
        return pair[::-1] in self.arrows

    def _is_drawn(self, pair: Pair) -> bool:
        """Of two opposite arrows, the one to the right, or the first in the file."""
        if not self.both_ways(pair):
            return True
        there, back = self.column[pair[0]], self.column[pair[1]]
        order = list(self.arrows)
        return there < back or (there == back and order.index(pair) < order.index(pair[::-1]))

    def _step(self, pair: Pair) -> Step:
        arrows = [self.arrows[one] for one in (pair, pair[::-1]) if one in self.arrows]
        source, target = (self.roles[slug] for slug in pair)
        return Step(
            *pair,
            kinds=[arrow["kind"] for arrow in arrows],
            note=bool(arrows[0]["note_fr"]),
            across=source["department"] != target["department"],
        )

    def department(self, slug: str) -> str:
        return str(self.roles[slug]["department"])

    def place(self, slug: str) -> Point:
        return column_x(self.column[slug]), self.y[self.row[slug]]

    def is_free(self, row: int, first: int, last: int, ends: Pair) -> bool:
        """Whether no foreign station stands on a row between two columns."""
        return not any(
            self.row[slug] == row and first <= self.column[slug] <= last
            for slug in self.roles
            if slug not in ends
        )


def columns(layout: Layout) -> dict[str, int]:
    """The column of each role: its level's first one, and its longest path inside the level."""
    roles = layout.roles
    inside = [p for p in layout.arrows if roles[p[0]]["level"] == roles[p[1]]["level"]]
    group = {slug: slug for slug in roles}
    for pair in inside:
        if layout.both_ways(pair) or pair in hints.ONE_COLUMN:
            old, new = group[pair[1]], group[pair[0]]
            group = {slug: new if name == old else name for slug, name in group.items()}
    depth = dict.fromkeys(group.values(), 0)
    for _ in roles:
        for source, target in inside:
            if group[source] != group[target]:
                depth[group[target]] = max(depth[group[target]], depth[group[source]] + 1)
    first, start = 0, {}
    for level in LEVELS:
        start[level] = first
        first += 1 + max(depth[group[slug]] for slug in roles if roles[slug]["level"] == level)
    return {slug: start[role["level"]] + depth[group[slug]] for slug, role in roles.items()}


def column_x(column: int) -> float:
    return hints.FIRST_COLUMN + sum(hints.COLUMN_STEPS[:column])


def rows_of(layout: Layout, lane: str) -> list[list[str]]:
    """The rows of a lane; the roles that path_hints.py ignores below, nearest neighbours first."""
    known = [list(row) for row in hints.ROWS.get(lane, [])]
    named = [slug for row in known for slug in row]
    left = [s for s in layout.roles if layout.department(s) == lane and s not in named]

    def barycentre(slug: str) -> float:
        near = [a for pair in layout.arrows if slug in pair for a in pair if a in named]
        return sum(map(named.index, near)) / len(near) if near else len(named)

    return known + [[slug] for slug in sorted(left, key=barycentre)]


def room(layout: Layout, row: list[str], side: str) -> float:
    """What the names of a row take above or below it, or half of it beside it."""
    heights = [0.0]
    for slug in row:
        height = LINE_HEIGHT * max(len(names[slug]) for names in layout.names.values())
        where = hints.SIDES.get(slug, "below").split()[0]
        if where == side:
            heights.append(20 + height)
        elif where in ("left", "right"):
            heights.append(height / 2 + 4)
    return max(heights)


def set_rows(layout: Layout) -> None:
    y: float = hints.TOP
    departments = dict.fromkeys(role["department"] for role in layout.roles.values())
    for lane in [*hints.ROWS, *(name for name in departments if name not in hints.ROWS)]:
        top, rows = y, rows_of(layout, lane)
        y += max(24, room(layout, rows[0], "above") + 6)
        for number, row in enumerate(rows):
            if number:
                between = room(layout, rows[number - 1], "below") + room(layout, row, "above")
                y += hints.ROW_STEPS.get((lane, number)) or max(40, between + 8)
            for slug in row:
                layout.row[slug] = len(layout.y)
            layout.y.append(y)
        y += max(22, room(layout, rows[-1], "below") + 4)
        layout.lanes.append({"department": lane, "y": top, "height": y - top})


def route(layout: Layout, step: Step) -> None:
    """Choose the gaps in which a step changes its height."""
    source, target = step.pair
    first, last = layout.column[source], layout.column[target]
    here, there = layout.place(source)[1], layout.place(target)[1]
    row, other = layout.row[source], layout.row[target]
    if step.pair in hints.DETOURS:
        beside, lower = hints.DETOURS[step.pair]
        height = layout.place(beside)[1] + lower
        step.turns = [(first, here, height), (last - 1, height, there)]
    elif first == last or (row == other and layout.is_free(row, first, last, step.pair)):
        step.turns = []
    elif first > last:
        raise SystemExit(f"{source} → {target} goes back to the left.")
    elif layout.is_free(row, first, last - 1, step.pair):
        step.turns = [(last - 1, here, there)]
    elif layout.is_free(other, first + 1, last, step.pair):
        step.turns = [(first, here, there)]
    else:
        raise SystemExit(f"{source} → {target} finds no way: give it one in DETOURS.")


def bundles(layout: Layout, gap: int) -> list[dict[str, Any]]:
    """The vertical parts in a gap; steps of one look that share an end share their track."""
    found: list[dict[str, Any]] = []
    for step in layout.steps:
        for turn, (where, here, there) in enumerate(step.turns):
            if where != gap:
                continue
            low, high = sorted((here, there))
            look = (layout.department(step.source), step.style)
            for bundle in found:
                one_source = turn == 0 and bundle["first"] and step.source in bundle["common"]
                if bundle["look"] == look and (one_source or step.target in bundle["common"]):
                    end = step.source if one_source else step.target
                    bundle["common"] = {end} & bundle["common"]
                    bundle["low"] = min(bundle["low"], low)
                    bundle["high"] = max(bundle["high"], high)
                    bundle["parts"].append((step, turn))
                    break
            else:
                parts = [(step, turn)]
                found.append(
                    {"look": look, "common": set(step.pair), "first": turn == 0,
                     "low": low, "high": high, "parts": parts}
                )  # fmt: skip
    order = hints.TRACK_ORDER.get(gap, [])

    def rank(bundle: dict[str, Any]) -> tuple[float, ...]:
        given = [order.index(s.pair) + 1 for s, _turn in bundle["parts"] if s.pair in order]
        return (min(given, default=0), bundle["high"] - bundle["low"], bundle["low"])

    return sorted(found, key=rank)


def tracks(layout: Layout, gap: int) -> dict[tuple[Pair, int], float]:
    """The abscissa of each vertical part in a gap: the first free track from the left."""
    taken: list[list[dict[str, Any]]] = []
    number: dict[tuple[Pair, int], int] = {}
    for bundle in bundles(layout, gap):
        free = (
            index
            for index, others in enumerate(taken)
            if all(bundle["high"] + 12 < o["low"] or bundle["low"] > o["high"] + 12 for o in others)
        )
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append(bundle)
        number |= {(step.pair, turn): track for step, turn in bundle["parts"]}
    centre = column_x(gap) + hints.GAP_CENTRES.get(gap, (column_x(gap + 1) - column_x(gap)) / 2)
    return {key: centre + (n - (len(taken) - 1) / 2) * TRACK for key, n in number.items()}


def set_points(layout: Layout) -> None:
    for step in layout.steps:
        route(layout, step)
    gaps = {gap for step in layout.steps for gap, *_heights in step.turns}
    x = {key: value for gap in sorted(gaps) for key, value in tracks(layout, gap).items()}
    for step in layout.steps:
        points = [layout.place(step.source)]
        for turn, (_gap, here, there) in enumerate(step.turns):
            points += [(x[step.pair, turn], here), (x[step.pair, turn], there)]
        points.append(layout.place(step.target))
        step.points = [point for point, after in pairwise(points) if point != after] + points[-1:]


def visible(layout: Layout, step: Step) -> list[Point]:
    """A dotted step without what an earlier one already draws: dots over dots would blur."""
    if step.style not in DOTTED:
        return step.points
    bend, number = BENDS[step.style], layout.steps.index(step)
    earlier = [one for one in layout.steps[:number] if one.style in DOTTED]
    starts = [shared(step.points, one.points) for one in earlier if one.source == step.source]
    points = cut_start(step.points, max(starts, default=0) - bend)
    ends = [
        shared(points[::-1], one.points[::-1])
        for one in earlier
        if one.target == step.target
        and layout.department(one.source) == layout.department(step.source)
    ]
    return cut_start(points[::-1], max(ends, default=0) - bend)[::-1]


def boxes(layout: Layout, language: str) -> dict[str, Box]:
    return {
        slug: box(layout.place(slug), hints.SIDES.get(slug, "below"), lines)
        for slug, lines in layout.names[language].items()
    }


def faults(layout: Layout) -> Iterator[str]:
    """What would mislead or hide: see the module."""
    for step in layout.steps:
        for slug in layout.roles:
            if slug not in step.pair and is_near(layout.place(slug), step.points, CLEAR):
                yield f"{step.source} → {step.target} touches {slug}"
    for one, two in combinations(layout.steps, 2):
        ends = one.source == two.source or one.target == two.target
        if not ends and overlap(one.points, two.points):
            yield f"{one.source} → {one.target} and {two.source} → {two.target} share a track"
    for language in TITLES:
        yield from (f"{fault} ({language})" for fault in faults_of_names(layout, language))


def faults_of_names(layout: Layout, language: str) -> Iterator[str]:
    names = boxes(layout, language)
    for slug, covered in names.items():
        for step in layout.steps:
            if crosses(covered, step.points):
                yield f"{step.source} → {step.target} runs through the name of {slug}"
        for other in layout.roles:
            if other != slug and covered.holds(layout.place(other), CLEAR):
                yield f"the name of {slug} hides {other}"
        if covered.right > hints.WIDTH:
            yield f"the name of {slug} leaves the map"
    for first, second in combinations(layout.roles, 2):
        if names[first].meets(names[second]):
            yield f"the names of {first} and {second} meet"


def zones(layout: Layout) -> Iterator[dict[str, Any]]:
    """Where each level begins and ends, half-way between its columns and its neighbours'."""
    edges: list[float] = [hints.FIRST_COLUMN - 50]
    for before, after in pairwise(LEVELS):
        last = max(layout.column[s] for s, role in layout.roles.items() if role["level"] == before)
        first = min(layout.column[s] for s, role in layout.roles.items() if role["level"] == after)
        edges.append((column_x(last) + column_x(first)) / 2)
    edges.append(hints.WIDTH)
    for level, (left, right) in zip(LEVELS, pairwise(edges), strict=True):
        yield {"level": level, "x": left, "width": right - left}


def station(layout: Layout, slug: str) -> dict[str, Any]:
    x, y = layout.place(slug)
    side = hints.SIDES.get(slug, "below")
    names = {
        language: {
            "title": layout.roles[slug][key],
            **name_at((x, y), side, layout.names[language][slug]),
        }
        for language, key in TITLES.items()
    }
    return {"x": x, "y": y, "names": names}


def written(step: Step, layout: Layout) -> dict[str, str]:
    """A step as kept: its way, and the part of it to draw when that is not all of it."""
    bend = BENDS[step.style]
    whole, part = drawn(step.points, bend), drawn(visible(layout, step), bend)
    kept = {"from": step.source, "to": step.target, "path": whole}
    return kept if part == whole else {**kept, "drawn": part}


def compute() -> dict[str, Any]:
    layout = Layout(json.loads((DATA / "roles.json").read_text()))
    set_rows(layout)
    set_points(layout)
    found = list(faults(layout))
    if found:
        raise SystemExit("\n".join(found))
    order = sorted(layout.roles, key=lambda slug: (layout.column[slug], layout.row[slug]))
    return {
        "meta": {"made_by": "tools/layout_paths.py", "font_size": FONT_SIZE},
        "width": hints.WIDTH,
        "height": layout.lanes[-1]["y"] + layout.lanes[-1]["height"],
        "line_height": LINE_HEIGHT,
        "levels": list(zones(layout)),
        "lanes": layout.lanes,
        "stations": {slug: station(layout, slug) for slug in order},
        "steps": [written(step, layout) for step in layout.steps],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    made = json.dumps(compute(), ensure_ascii=False, indent=1) + "\n"
    if not parser.parse_args().check:
        OUTPUT.write_text(made)
    elif OUTPUT.read_text() != made:
        sys.exit("careers/data/path_map.json is out of date: run python -m tools.layout_paths.")


if __name__ == "__main__":
    main()
