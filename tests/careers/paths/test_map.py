"""The drawing, the lists beside it and the file they rest on say the same thing."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from careers import path_lines, path_map, paths
from careers.models import Role, RoleStep
from careers.paths import Graph
from tests.careers.paths.factories import lead
from tests.factories import make_role

pytestmark = pytest.mark.django_db
Pair = tuple[str, str]


def drawn_pairs(page: str) -> set[Pair]:
    """The steps drawn, a line that serves both ways counted twice."""
    ids = re.findall(r'<path id="([a-z-]+?)--([a-z-]+?)"', page)
    known = set(RoleStep.objects.values_list("role__slug", "to__slug"))
    return {pair for one in ids for pair in (one, one[::-1]) if pair in known}


def listed_pairs(page: str) -> set[Pair]:
    lists = page[page.index('class="networks"') :]
    found: set[Pair] = set()
    for stop in re.findall(r'<li id="([a-z-]+)"(.*?)(?=<li id="|$)', lists, re.DOTALL):
        found |= {(stop[0], target) for target in re.findall(r'href="#([a-z-]+)"', stop[1])}
    return found


@pytest.mark.usefixtures("loaded")
def test_map_and_lists_have_the_same_stations_and_steps(client: Client) -> None:
    page = client.get("/parcours/").text
    drawing = page[page.index('<svg class="map') : page.index("</svg>\n", page.index('class="map'))]
    stations = re.findall(r'<a href="/metiers/([a-z-]+)/"', drawing)
    listed = re.findall(r'<li id="([a-z-]+)"', page[page.index('class="networks"') :])
    steps = set(RoleStep.objects.values_list("role__slug", "to__slug"))

    assert sorted(stations) == sorted(listed) == sorted(Role.objects.values_list("slug", flat=True))
    assert drawn_pairs(page) == listed_pairs(page) == steps
    assert len(steps) == 76


@pytest.mark.usefixtures("loaded")
def test_lists_say_kind_and_caution(client: Client) -> None:
    page = client.get("/parcours/").text

    assert page.count('évolution, avec réserve<em lang="fr">') == 3
    assert "Rarement direct" in page


def test_a_line_goes_on_only_where_a_step_does(graph: Graph) -> None:
    for department in path_lines.departments(graph):
        for line in department["lines"]:
            for stop, following in pairwise(line):
                step = next(e for e in stop.exits if e.role == following.role)
                assert not step.arrow.is_bridge
                assert stop.joined == ("caution" if step.arrow.note else "step")
            assert line[-1].joined == ""


def test_lines_skip_no_stop(graph: Graph) -> None:
    regie = next(d for d in path_lines.departments(graph) if d["department"].slug == "regie")

    assert [[stop.role.slug for stop in line] for line in regie["lines"]] == [
        ["auxiliaire-de-regie", "assistant-regisseur", "regisseur-adjoint", "regisseur-general"],
        ["regisseur"],
    ]


def test_steps_are_drawn_as_they_are(graph: Graph) -> None:
    drawing = path_map.drawing(graph)
    style = {
        part["id"]: part["style"]
        for layer in ("behind", "before")
        for group in drawing[layer]
        for part in group["parts"]
    }

    assert style["charge-de-production--producteur"] == "step"
    assert style["producteur--producteur-executif"] == "caution"
    assert style["regisseur-general--directeur-de-production"] == "across"
    assert style["monteur--realisateur"] == "bridge"
    # There and back: the heavier half is drawn, once.
    assert style["scenariste--auteur-realisateur"] == "across"
    assert "auteur-realisateur--scenariste" not in style
    behind = {part["style"] for group in drawing["behind"] for part in group["parts"]}
    assert behind == {"across", "bridge"}


def test_only_the_way_asked_for_is_lit(graph: Graph) -> None:
    lit = {("assistant-de-production", "charge-de-production")}
    drawing = path_map.drawing(graph, lit)

    parts = [part["id"] for group in drawing["lit"] for part in group["parts"]]
    stations = [s["slug"] for group in drawing["stations"] for s in group["parts"] if s["lit"]]

    assert parts == ["assistant-de-production--charge-de-production"]
    assert sorted(stations) == ["assistant-de-production", "charge-de-production"]


def test_a_step_added_in_the_admin_is_drawn_too(loaded: None) -> None:
    machinist = Role.objects.get(slug="machiniste")
    lead(machinist, Role.objects.get(slug="scripte"), kind="lateral")

    drawing = path_map.drawing(paths.load())

    parts = {part["id"]: part for group in drawing["behind"] for part in group["parts"]}
    assert parts["machiniste--scripte"]["path"].startswith("M178 ")


def test_a_role_that_the_layout_ignores_breaks_nothing(client: Client, loaded: None) -> None:
    lead(make_role(slug="nouveau-metier"), Role.objects.get(slug="scripte"))

    assert client.get("/parcours/").status_code == 200


def test_a_title_changed_in_the_admin_is_cut_again(loaded: None) -> None:
    Role.objects.filter(slug="scripte").update(title="Scripte et gardienne des raccords")

    drawing = path_map.drawing(paths.load())

    stations = {s["slug"]: s for group in drawing["stations"] for s in group["parts"]}
    assert [line["text"] for line in stations["scripte"]["lines"]] == [
        "Scripte et",
        "gardienne des",
        "raccords",
    ]


@pytest.mark.usefixtures("db")
def test_layout_is_what_the_tool_makes() -> None:
    """Nothing touches what is not its own: the tool refuses such a map (see its module)."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.layout_paths", "--check"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_names_stay_readable_on_the_narrowest_desk() -> None:
    """Below 68rem the lists are the map; there, a page leaves 32 px of margin."""
    layout: Any = json.loads((settings.BASE_DIR / "careers/data/path_map.json").read_text())
    css = (settings.BASE_DIR / "static/css/paths.css").read_text()

    assert "@media (min-width: 68rem) { .map-night { display: block; } }" in css
    assert layout["meta"]["font_size"] * (68 * 16 - 32) / layout["width"] >= 11
