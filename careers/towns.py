"""The towns of France and where they are (data/towns.json): no service is asked, ever.

About 16,000 towns, those of 500 inhabitants or more. What is smaller, or unknown, is taken to be in
the middle of its département. Written by `tools/towns.py`.
"""

import dataclasses
import json
import math
import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from careers import geography
from careers.words import fold

DATA = Path(__file__).parent / "data" / "towns.json"
EARTH_KM = 6371.0088  # mean radius (IUGG)
LONGEST = 80
SUGGESTED = 3
# A town so many times as large as the next one of its name is the one that is meant.
OBVIOUS = 10
ALIKE = 0.7
SHORT_FORMS = {"st": "saint", "ste": "sainte"}
# « Paris 11e », « Lyon 7e arrondissement »: towns that are parted.
DISTRICT = re.compile(r" \d{1,2}( ?(er|e|eme|ieme))?( arr(ondissement)?\.?)?$")
POSTCODE = re.compile(r"\b(\d{5})\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Town:
    """Degrees, north and east; `code` is the département's."""

    name: str
    code: str
    latitude: float
    longitude: float
    population: int

    @property
    def label(self) -> str:
        """Saint-Denis (93)."""
        return f"{self.name} ({self.code})"

    @property
    def region(self) -> str:
        return geography.region_of(self.code)


Point = tuple[float, float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What a text typed for a town may mean.

    `town` is None when nothing bears the name, or when several might be meant; `others` are then
    the towns to choose from, or those whose names look like it.
    """

    text: str
    town: Town | None = None
    others: tuple[Town, ...] = ()
    known: bool = False


def key(name: str) -> str:
    """A name as it is compared: no accents, no hyphens, « St » as « Saint »."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(name)).split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


@cache
def all_towns() -> tuple[Town, ...]:
    return tuple(Town(*row) for row in json.loads(DATA.read_text(encoding="utf-8"))["towns"])


@cache
def by_name() -> dict[str, tuple[Town, ...]]:
    """The towns of each name, the largest first."""
    found: dict[str, list[Town]] = defaultdict(list)
    for town in sorted(all_towns(), key=lambda town: -town.population):
        found[key(town.name)].append(town)
    return {name: tuple(towns) for name, towns in found.items()}


@cache
def _middles() -> dict[str, tuple[float, float]]:
    towns: dict[str, list[Town]] = defaultdict(list)
    for town in all_towns():
        towns[town.code].append(town)
    return {
        code: (
            sum(town.latitude for town in found) / len(found),
            sum(town.longitude for town in found) / len(found),
        )
        for code, found in towns.items()
    }


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """How a département may be said after a town: its code, or its name."""
    found = {}
    for code, row in geography.departements().items():
        name = key(row["name"])
        for said in (code.lower(), name, re.sub("^(la|le|les|l) ", "", name)):
            found[f" {said}"] = code
    return tuple(sorted(found.items(), key=lambda one: -len(one[0])))


def locate(city: str, code: str) -> tuple[float, float] | None:
    """Where a town of a département is (degrees), or the middle of the département.

    None for a département that does not exist.
    """
    name = key(city[:LONGEST])
    for said in (name, DISTRICT.sub("", name)):
        for town in by_name().get(said, ()):
            if town.code == code:
                return town.latitude, town.longitude
    return _middles().get(code)


def point(latitude: float, longitude: float) -> Point:
    """A place on the sphere of radius 1, where distances are plain arithmetic in any database."""
    north, east = math.radians(latitude), math.radians(longitude)
    return (
        math.cos(north) * math.cos(east),
        math.cos(north) * math.sin(east),
        math.sin(north),
    )


def chord(km: float) -> float:
    """The straight line, on the sphere of radius 1, between two points so many km apart."""
    return 2 * math.sin(min(km / EARTH_KM, math.pi) / 2)


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres as the crow flies between two places, in degrees."""
    return 2 * EARTH_KM * math.asin(min(1.0, math.dist(point(*one), point(*other)) / 2))


def find(text: str, *, regions: list[str] | None = None) -> Answer:
    """The town that a text means: « lille », « Saint-Denis (974) », « 93200 Saint-Denis ».

    Of several, the one of the département written with it, of the `regions` asked for, or the
    obvious one.
    """
    text = " ".join(text[:LONGEST].split())
    name, code = _parted(text)
    if not name:
        return Answer(text)
    found = by_name().get(name) or by_name().get(DISTRICT.sub("", name)) or ()
    if not found:
        return Answer(text, others=_looking_like(name, code))
    there = [town for town in found if town.code == code] if code else []
    if not there and regions:
        there = [town for town in found if town.region in regions]
    candidates = tuple(there or found)
    first = candidates[0]
    obvious = len(candidates) == 1 or first.population >= OBVIOUS * candidates[1].population
    if code and not there:
        # The département written with it has no such town.
        return Answer(text, others=found[:SUGGESTED], known=True)
    others = tuple(town for town in found if town is not first) if obvious else candidates
    return Answer(text, first if obvious else None, others[: 2 * SUGGESTED], known=True)


def _parted(text: str) -> tuple[str, str]:
    """A name, and the département said with it: by its code, its name or a postcode."""
    name = key(text)
    if postcode := POSTCODE.search(name):
        digits = postcode[1]
        code = digits[:3] if digits.startswith("97") else digits[:2]
        if digits.startswith("20"):
            code = "2A" if digits[2] in "01" else "2B"
        return key(name.replace(digits, " ")), code
    for ending, code in _endings():
        # « Saint-Denis 93 », but Le Touquet-Paris-Plage is a name.
        if name.endswith(ending) and (name not in by_name() or "(" in text):
            return name.removesuffix(ending).strip(), code
    return name, ""


def _looking_like(name: str, code: str) -> tuple[Town, ...]:
    """The towns whose names begin so, else those spelt almost so; the largest first."""
    names = by_name()
    begun = [town for known, found in names.items() if known.startswith(name) for town in found]
    if len(name) > 2 and begun:
        begun.sort(key=lambda town: (town.code != code, -town.population))
        return tuple(begun[:SUGGESTED])
    near: list[tuple[float, int, Town]] = []
    matcher = SequenceMatcher(b=name, autojunk=False)
    for known, found in names.items():
        if known[0] != name[0] or abs(len(known) - len(name)) > 3:
            continue
        matcher.set_seq1(known)
        if matcher.quick_ratio() > ALIKE and (ratio := matcher.ratio()) > ALIKE:
            near.append((round(ratio, 2), found[0].population, found[0]))
    near.sort(key=lambda one: (-one[0], -one[1]))
    return tuple(town for _ratio, _size, town in near[:SUGGESTED])
