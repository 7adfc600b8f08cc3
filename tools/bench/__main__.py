"""`python -m tools.bench [--sizes 1000,100000,1000000] [--sqlite 100000] [--write]`.

Seeds a base of each size, measures, prints the tables; `--write` also puts them in
docs/performance.md. Sizes are numbers of listings; 0 for none. `--filled 1000=URL` measures a
base that is there: what it holds stays, and the members who write are added. Half an hour for the
whole.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.bench import report
from tools.bench.load import Form, Loaded, fetch, send, throughput
from tools.bench.pages import PAGES, WRITES, Page
from tools.bench.worlds import (
    HEADERS,
    ROOT,
    World,
    environment,
    fill,
    new_database,
    postgres,
    served,
)

# Of the forms of each kind, those that only warm up.
WARMING = 400


def main() -> int:
    options = read_options()
    if not shutil.which("wrk"):
        sys.exit("Il manque wrk. Sur Debian ou Ubuntu : sudo apt-get install wrk")
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory(prefix="clap-bench-")))
        worlds = list(made_worlds(options, folder, open_things))
        open_things.enter_context(static_files(worlds[0]))
        found = measured(worlds, folder, rounds=options.rounds, seconds=options.seconds)
    text = report.text(found)
    print(text)
    if options.write:
        (ROOT / "docs" / "performance.md").write_text(report.document(text))
    missed = report.missed(found)
    for line in missed:
        print(f"Non atteint : {line}")
    return 1 if missed else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000", help="annonces, sur PostgreSQL")
    parser.add_argument("--sqlite", default="100000", help="annonces, sur SQLite")
    parser.add_argument(
        "--filled",
        action="append",
        default=[],
        metavar="N=URL",
        help="une base déjà remplie de N annonces, au lieu de la semer (à répéter)",
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="par tour et par page")
    parser.add_argument("--write", action="store_true", help="écrire docs/performance.md")
    return parser.parse_args()


def made_worlds(
    options: argparse.Namespace, folder: Path, open_things: ExitStack
) -> Iterator[World]:
    for size, url in (one.split("=", 1) for one in options.filled):
        kind = "SQLite" if url.startswith("sqlite") else "PostgreSQL"
        world = World(kind, int(size), environment(url, folder))
        world.run("manage.py", "migrate", "--verbosity=0")
        yield world
    if options.filled:
        return
    sizes = [int(one) for one in options.sizes.split(",") if int(one)]
    server = open_things.enter_context(postgres()) if sizes else ""
    for size in sizes:
        url = new_database(server, f"bench_{size}")
        yield ready(World("PostgreSQL", size, environment(url, folder)))
    for size in [int(one) for one in options.sqlite.split(",") if int(one)]:
        url = f"sqlite:///{folder}/bench_{size}.sqlite3"
        yield ready(World("SQLite", size, environment(url, folder)))


def ready(world: World) -> World:
    print(f"{world} annonces : {fill(world):.0f} s pour semer", flush=True)
    return world


@contextmanager
def static_files(world: World) -> Iterator[None]:
    """The hashed files that production pages name; those of a site that is here stay."""
    folder = ROOT / "var" / "static"
    if folder.exists():
        yield
        return
    try:
        world.run("manage.py", "collectstatic", "--no-input", "--verbosity=0")
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(worlds: list[World], folder: Path, *, rounds: int, seconds: int) -> dict[str, Any]:
    """Everything that is told, in the order of the report."""
    pages = folder / "bare"
    pages.mkdir()
    with ExitStack() as servers:
        bare = servers.enter_context(served("tools.bench.bare:wsgi", {"BARE_PAGES": str(pages)}))
        ports = {
            world: servers.enter_context(served("portal.wsgi", world.environment))
            for world in worlds
        }
        asked = {world: world.ask("addresses") for world in worlds}
        loads = {
            (world, page): against_bare(
                page, ports[world], bare, asked[world], pages, rounds=rounds, seconds=seconds
            )
            for page in PAGES
            for world in worlds
        }
        counts = {world: world.ask("counts") for world in worlds}
        growth = grown([world for world in worlds if world.database == "PostgreSQL"])
        searches = {world: world.ask("search") for world in worlds}
        writes = {
            world: {
                kind: written(ports[world], [Form(*one) for one in forms], asked[world])
                for kind, forms in world.ask("forms").items()
                if kind in WRITES
            }
            for world in worlds
        }
    return {
        "worlds": worlds, "loads": loads, "counts": counts, "growth": growth,
        "searches": searches, "writes": writes, "machine": machine(),
    }  # fmt: skip


def against_bare(
    page: Page,
    port: int,
    bare: int,
    asked: dict[str, Any],
    pages: Path,
    *,
    rounds: int,
    seconds: int,
) -> tuple[float, Loaded]:
    """The share of the bare view's throughput (median of the rounds), and the middle round."""
    headers = dict(HEADERS)
    if page.member:
        headers["Cookie"] = f"{asked['cookies'][0]}={asked['session']}"
    paths = asked["pages"][page.key]
    name = f"{page.key}-{port}"
    (pages / name).write_bytes(fetch(port, paths[0].replace("{n}", "0"), headers=headers))
    print(f"  {page.label}…", flush=True)
    shares: list[tuple[float, Loaded]] = []
    for number in range(rounds + 1):
        first = number == 0
        site = throughput(
            port, paths, headers=headers, seconds=1 if first else seconds, mark=f"r{number}m"
        )
        limit = throughput(bare, [f"/{name}"], headers=HEADERS, seconds=1 if first else seconds)
        # The first round only warms both up.
        if not first:
            shares.append((site.rate / limit.rate, site))
    shares.sort(key=lambda one: one[0])
    return statistics.median(share for share, _load in shares), shares[len(shares) // 2][1]


def written(port: int, forms: list[Form], asked: dict[str, Any]) -> Loaded:
    """What eight clients wait for who send forms; as with pages, the first second only warms up."""
    cookies = tuple(asked["cookies"])
    send(port, forms[:WARMING], headers=HEADERS, cookies=cookies, seconds=1)
    return send(port, forms[WARMING:], headers=HEADERS, cookies=cookies)


def grown(worlds: list[World]) -> dict[str, float]:
    """By page, the time on the largest base over the time on the smallest; three rounds in turn."""
    if len(worlds) < 2:
        return {}
    small, large = min(worlds, key=lambda one: one.size), max(worlds, key=lambda one: one.size)
    rounds = [(small.ask("times"), large.ask("times")) for _ in range(3)]
    return {
        key: statistics.median(after[key] / before[key] for before, after in rounds)
        for key in rounds[0][0]
    }


def machine() -> str:
    """What it was measured on, and of which version."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    return (
        f"{os.cpu_count()} cœurs, Python {sys.version.split()[0]}, version {commit or 'inconnue'}"
    )


if __name__ == "__main__":
    sys.exit(main())
