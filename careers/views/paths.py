"""The map of the careers, and the ways from one role to another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers import path_lines, path_map, paths, trips
from careers.models import SkillMark
from careers.paths import Graph
from portal.shell.routes import Policy, route

BRIDGES_SHOWN = 4


@route(Policy.PUBLIC, shared=True)
@vary_on_headers("HX-Request")
def career_paths(request: HttpRequest) -> HttpResponse:
    """Every role on one map; with `de` and `vers`, the best ways from one to the other."""
    graph = paths.load()
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("de", "vers")}
    source, target = (slug if slug in graph.roles else "" for slug in asked.values())
    unknown = [slug for slug in asked.values() if slug and slug not in graph.roles]
    context = {
        "choices": path_lines.departments(graph),
        "source": graph.roles.get(source),
        "target": graph.roles.get(target),
        "unknown": bool(unknown),
        **_answer(request, graph, source, target),
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/paths/_answer.html" if partial else "careers/paths/paths.html"
    return render(request, template, context)


def _answer(request: HttpRequest, graph: Graph, source: str, target: str) -> dict[str, Any]:
    """What stands under the form: the map alone, what to choose next, the ways, or why none."""
    if source and target and source != target:
        return _between(request, graph, source, target)
    context = {"answer": "map", "map": path_map.drawing(graph), "lit": False}
    if source and source == target:
        context["answer"] = "same"
    elif source:
        exits = [{"arrow": a, "role": graph.roles[a.target]} for a in graph.arrows[source]]
        context |= {"answer": "from", "exits": exits}
    elif target:
        context |= {"answer": "to", **_ways_in(graph, "", target)}
    return context


def _between(request: HttpRequest, graph: Graph, source: str, target: str) -> dict[str, Any]:
    marks = ticked(request, graph)
    held = trips.known(graph, source, marks)
    ways = paths.best_ways(graph, source, target)
    best = ways[0] if ways else []
    lit = {(arrow.source, arrow.target) for arrow in best}
    context = {
        "answer": "ways" if ways else "none",
        "trips": [trips.trip(graph, way, held) for way in ways],
        "missing": trips.missing(graph, target, held, marks, best),
        "asked_count": len(graph.skills[target]),
        "marked": bool(marks),
        "map": path_map.drawing(graph, lit),
        "lit": bool(lit),
    }
    if not ways:
        context |= _ways_in(graph, source, target)
        context["backwards"] = paths.best_way(graph, target, source) is not None
    return context


def _ways_in(graph: Graph, source: str, target: str) -> dict[str, Any]:
    """Where one starts towards a role, and the bridges that lead there from elsewhere."""
    bridges = [
        {"arrow": arrow, "start": graph.roles[arrow.source], "role": graph.roles[arrow.target]}
        for arrow in paths.bridges_to(graph, target)[:BRIDGES_SHOWN]
    ]
    return {
        "is_entry": graph.is_entry(target),
        "starts": trips.fresh_starts(graph, source, target),
        "bridges": bridges,
    }


def ticked(request: HttpRequest, graph: Graph) -> dict[str, str]:
    """The skills a person has rated: kept with the account, else those in the address."""
    marks: dict[str, str] = SkillMark.objects.of(request.user).levels()
    if marks:
        return marks
    every = {ask.slug for asked in graph.skills.values() for ask in asked}
    return {slug: "yes" for slug in request.GET.getlist("acquis")[:100] if slug in every}
