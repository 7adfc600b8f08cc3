"""The tables of a run, as Markdown, and what missed its goal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tools.bench.pages import (
    MOST_GROWTH,
    MOST_KILOBYTES,
    MOST_QUERIES,
    PAGES,
    SLOWEST_WRITE_MS,
    WRITES,
)
from tools.bench.worlds import World

HEAD = """# Ce que le site tient, mesuré

Écrit par `make bench` le {day}. Un rapport de 0,10 : dix fois moins de requêtes par seconde qu’une
vue Django nue (sans intergiciel ni base) qui répond les mêmes octets, sous le même serveur, au même
moment (`wrk -t1 -c8`, deux ouvriers gunicorn). Les durées ne valent que pour la machine du jour ;
les rapports se comparent.

"""


def document(tables: str) -> str:
    return HEAD.format(day=date.today().isoformat()) + tables + "\n"


def number(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def rows(titles: list[str], lines: list[list[str]]) -> str:
    shown = [titles, ["---"] * len(titles), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in shown)


def text(found: dict[str, Any]) -> str:
    parts = [f"Mesuré sur : {found['machine']}."]
    parts += [pages_of(world, found) for world in found["worlds"]]
    if found["growth"]:
        small = min(one.size for one in found["worlds"])
        large = max(one.size for one in found["worlds"])
        parts.append(
            f"## De {small} à {large} annonces (PostgreSQL, page dessinée de zéro)\n\n"
            + rows(
                ["page", "durée, rapport", "au plus"],
                [
                    [key, number(value, 2), number(MOST_GROWTH, 2)]
                    for key, value in found["growth"].items()
                ],
            )
        )
    parts.append(
        "## Recherche (95e centile, en ms, dans le processus)\n\n"
        + rows(
            ["base", "page", "requête seule", "1,5 × requête + 8"],
            [
                [
                    str(world),
                    number(one["page"]),
                    number(one["statement"]),
                    number(1.5 * one["statement"] + 8),
                ]
                for world, one in found["searches"].items()
            ],
        )
    )
    parts.append(
        "## Écritures, huit clients à la fois\n\n"
        + rows(
            ["base", "quoi", "par seconde", "p50 ms", "p95", "p99", "erreurs"],
            [
                [
                    str(world),
                    WRITES[kind],
                    number(one.rate, 0),
                    number(one.p50),
                    number(one.p95),
                    number(one.p99),
                    str(one.errors),
                ]
                for world, writes in found["writes"].items()
                for kind, one in writes.items()
            ],
        )
    )
    return "\n\n".join(parts)


def pages_of(world: World, found: dict[str, Any]) -> str:
    lines = []
    for page in PAGES:
        share, load = found["loads"][world, page]
        count = found["counts"][world][page.key]
        lines.append(
            [
                page.label,
                number(share, 3),
                number(page.floor, 2) if page.floor else "",
                number(load.rate, 0),
                number(load.p50),
                number(load.p95),
                number(load.p99),
                str(count["queries"]),
                str(count["repeated"]),
                number(count["bytes"] / 1000),
                number(count["gzip"] / 1000),
            ]
        )
    titles = [
        "page", "rapport", "au moins", "par seconde", "p50 ms", "p95", "p99", "requêtes",
        "la plus répétée", "Ko", "Ko gzip",
    ]  # fmt: skip
    return f"## {world.database}, {world.size} annonces\n\n{rows(titles, lines)}"


def missed(found: dict[str, Any]) -> list[str]:
    return list(_missed(found))


def _missed(found: dict[str, Any]) -> Iterator[str]:
    for (world, page), (share, load) in found["loads"].items():
        count = found["counts"][world][page.key]
        if page.floor and share < page.floor:
            yield f"{world}, {page.label} : {share:.3f}, au moins {page.floor}"
        if load.errors:
            yield f"{world}, {page.label} : {load.errors} erreurs"
        if count["queries"] > MOST_QUERIES.get(page.key, count["queries"]):
            yield f"{world}, {page.label} : {count['queries']} requêtes"
        if count["gzip"] / 1000 > MOST_KILOBYTES.get(page.key, count["gzip"]):
            yield f"{world}, {page.label} : {count['gzip']} octets"
    for key, value in found["growth"].items():
        if value > MOST_GROWTH:
            yield f"{key} : {value:.2f} fois plus lent sur la plus grande base"
    for world, one in found["searches"].items():
        if world.size <= 100_000 and one["page"] > 1.5 * one["statement"] + 8:
            yield f"{world}, recherche : {one['page']:.1f} ms"
        if world.size > 100_000 and one["page"] > 150:
            yield f"{world}, recherche : {one['page']:.1f} ms, au plus 150"
    for world, writes in found["writes"].items():
        for kind, one in writes.items():
            if one.errors or one.p99 > SLOWEST_WRITE_MS:
                yield f"{world}, {WRITES[kind]} : p99 {one.p99:.0f} ms, {one.errors} erreurs"
