"""The map of the careers, ready to be drawn: the graph on the layout of data/path_map.json.

The layout is computed by tools/layout_paths.py. What an administrator changes later still shows: a
new step is drawn straight, a new title is cut by itself, a removed step is not drawn.
"""

import json
import textwrap
from collections.abc import Collection
from functools import cache
from itertools import groupby
from typing import Any

from careers.enums import Level, StepKind
from careers.loading import DATA
from careers.models import Role
from careers.paths import Arrow, Graph
from portal.shell.french import typeset

Pair = tuple[str, str]
# From the lightest to the heaviest: a way there and back is drawn as its heavier half.
STYLES = ["bridge", "across", "caution", "step"]
# What is drawn behind everything else.
BEHIND = {"bridge", "across"}
LANE_NAME_LETTERS = 15
LANE_NAME_LINE = 16
NAME_LETTERS = 18


@cache
def layout() -> Any:
    return json.loads((DATA / "path_map.json").read_text())


@cache
def ways() -> dict[Pair, Any]:
    """The steps of the layout; one drawn line serves there and back."""
    return {(step["from"], step["to"]): step for step in layout()["steps"]}


def style(arrow: Arrow) -> str:
    """How a step is drawn: solid, dashed with a caution, dotted where it crosses over."""
    if arrow.kind == StepKind.LATERAL:
        return "bridge"
    if arrow.note:
        return "caution"
    return "across" if arrow.across else "step"


def drawing(graph: Graph, lit: Collection[Pair] = ()) -> dict[str, Any]:
    """What the template draws; `lit` are the steps of a way to light up."""
    tracks = _tracks(graph, lit)
    lit_roles = {slug for pair in lit for slug in pair}
    behind = [track for track in tracks if track["style"] in BEHIND]
    before = [track for track in tracks if track["style"] not in BEHIND]
    made = layout()
    return {
        "width": made["width"],
        "height": made["height"],
        "top": made["lanes"][0]["y"],
        "zone_height": made["height"] - made["lanes"][0]["y"],
        "zones": [zone | {"label": Level(zone["level"]).label} for zone in made["levels"]],
        "lanes": _lanes(graph),
        "behind": by_department(behind),
        "before": by_department(before),
        "lit": by_department([track for track in tracks if track["lit"]]),
        "stations": by_department(_stations(graph, lit_roles)),
    }


def by_department(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Grouped, so that a department's colour is said once."""
    parts = sorted(parts, key=lambda part: part["department_position"])
    return [
        {"department": slug, "parts": list(group)}
        for slug, group in groupby(parts, key=lambda part: part["department"])
    ]


def _lanes(graph: Graph) -> list[dict[str, Any]]:
    labels = {role.department.slug: role.department.name for role in graph.roles.values()}
    return [
        lane
        | {
            "bottom": lane["y"] + lane["height"],
            "lines": [
                {"text": text, "y": lane["y"] + 22 + LANE_NAME_LINE * number}
                for number, text in enumerate(
                    textwrap.wrap(
                        labels.get(lane["department"], ""),
                        LANE_NAME_LETTERS,
                        break_on_hyphens=False,
                    )
                )
            ],
        }
        for lane in layout()["lanes"]
    ]


def _tracks(graph: Graph, lit: Collection[Pair]) -> list[dict[str, Any]]:
    """Each line once, the lightest first, so that the heavier ones lie on top."""
    known = {(arrow.source, arrow.target): arrow for arrow in graph.all_arrows()}
    tracks = []
    for pair, arrow in known.items():
        back = known.get(pair[::-1])
        if back and not _stands_for_both(pair):
            continue
        department = graph.roles[pair[0]].department
        whole, part = _path(pair)
        tracks.append(
            {
                "id": "--".join(pair),
                "path": part,
                "lit": whole if pair in lit or pair[::-1] in lit else "",
                "style": max((style(one) for one in (arrow, back) if one), key=STYLES.index),
                "department": department.slug,
                "department_position": department.position,
            }
        )
    return sorted(tracks, key=lambda track: STYLES.index(track["style"]))


def _stands_for_both(pair: Pair) -> bool:
    """Of a step and the step back, which one is drawn: the layout's, or the first by name."""
    if pair in ways():
        return True
    return pair[::-1] not in ways() and pair < pair[::-1]


def _path(pair: Pair) -> tuple[str, str]:
    """The whole way of a step, and the part of it to draw; straight when the layout ignores it."""
    if pair in ways():
        way = ways()[pair]
        return way["path"], way.get("drawn", way["path"])
    places = layout()["stations"]
    if pair[0] not in places or pair[1] not in places:
        return "", ""
    start, end = places[pair[0]], places[pair[1]]
    straight = f"M{start['x']:g} {start['y']:g}L{end['x']:g} {end['y']:g}"
    return straight, straight


def _stations(graph: Graph, lit: Collection[str]) -> list[dict[str, Any]]:
    places = layout()["stations"]
    return [
        _station(graph, graph.roles[slug], place) | {"lit": slug in lit}
        for slug, place in places.items()
        if slug in graph.roles
    ]


def _station(graph: Graph, role: Role, place: dict[str, Any]) -> dict[str, Any]:
    known = [name for name in place["names"].values() if typeset(name["title"]) == role.name]
    name = known[0] if known else place["names"]["fr"]
    lines = name["lines"] if known else textwrap.wrap(role.name, NAME_LETTERS)
    height = layout()["line_height"]
    return {
        "slug": role.slug,
        "url": role.get_absolute_url(),
        "x": place["x"],
        "y": place["y"],
        "anchor": name["anchor"],
        "text_x": name["text_x"],
        "lines": [{"text": text, "y": name["text_y"] + height * n} for n, text in enumerate(lines)],
        "entry": graph.is_entry(role.slug),
        "department": role.department.slug,
        "department_position": role.department.position,
    }
