"""`python -m tools.proof [T04 T05…] [--database sqlite] [--page]`.

Runs the proofs of tests/proof in full size on both databases, prints what was reached, and writes
docs/proof.md. What was not run here keeps the line that the page has. More than an hour for the
whole; `--page` runs nothing and only writes the page.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "proof"
PAGE = ROOT / "docs" / "proof.md"
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
FULL = {"PROOF": "1", "ROUNDS": "10", "PAIRS": "200"}
# What each proof is about, and what it has to reach.
ASKED = {
    "T01": "500 inscriptions à la fois, 200 membres, 30 places : 30 confirmés, rangs 1 à 170 sans "
    "trou, 0 erreur 5xx, 10 s au plus, dix fois",
    "T02": "10 désistements et 20 inscriptions à la fois : toujours 30 confirmés, les 10 premiers "
    "rangs promus, un courriel chacun, dix fois",
    "T03": "la même candidature, la même pièce, envoyées 20 fois à la fois : une seule, un "
    "fichier, un courriel, 0 erreur 5xx",
    "T04": "20 `kill -9` sous 20 auteurs : 2 000 écritures acquittées au moins, 0 perdue, 0 à "
    "moitié écrite, de nouveau prêt en 5 s au plus",
    "T05": "une synchronisation du disque au moins avant chaque réponse qui acquitte une écriture",
    "T06": "rechargement ou arrêt doux toutes les 10 s, 2 min, 30 requêtes par seconde : 0,1 % "
    "d’échecs au plus, aucune réponse en plus de 30 s",
    "T07": "sauvegarde à chaud sous 50 écritures par seconde, restaurée ailleurs : toutes les "
    "lignes et tous les fichiers, 10 min au plus",
    "T08": "de chaque version au code d’aujourd’hui avec 50 000 lignes : 0 perdue, aucun verrou de "
    "plus de 2 s ; le code d’avant sert sur le schéma d’après",
    "T09": "base absente 10 s sous charge : 503 en français, 0 trace, 0 processus mort, normal 5 s "
    "après au plus",
    "T10": "poste absente 10 min : réponses en 1 s au plus, 0 erreur 5xx, chaque courriel part "
    "ensuite, 1 double sur 1 000 au plus",
    "T11": "50 requêtes par seconde, 10 min, 10 000 membres : p95 de 300 ms au plus, 0 erreur 5xx, "
    "mémoire stable à 10 % près",
    "T12": "10 000 saisies sur tous les formulaires et toutes les recherches : 0 erreur 5xx, moins "
    "de 2 s, rien d’écrit par un refus",
    "T13": "chaque page lue deux fois par chaque rôle : 0 erreur 5xx, rien d’écrit",
}
HEAD = """# Ce qui a été prouvé, et jusqu’où

Écrit par `make proof`, qui rejoue en vraie grandeur les pannes et la charge de `tests/proof`
(`make proof ONLY=T04` pour une partie). Chaque ligne dit ce que son dernier passage a donné, quel
jour et sur quelle version ; une ligne sans passage dit « non lancé ». Les durées ne valent que pour
la machine du jour et sa charge d’alors (moyenne sur cinq minutes à la fin du passage, lui compris),
les comptes pour toutes.

"""


def main() -> int:
    options = read_options()
    databases = [] if options.page else options.database or DATABASES
    codes = [run(database, options.only) for database in databases]
    asked = {(test, one) for test in options.only or ASKED for one in databases}
    text = document(asked)
    PAGE.write_text(HEAD + text)
    print(text)
    return int(any(codes))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make proof", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="T04", help="seulement celles-là")
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--page", action="store_true", help="écrire la page, sans rien lancer")
    options = parser.parse_args()
    if unknown := set(options.only) - set(ASKED):
        parser.error(f"inconnu : {', '.join(sorted(unknown))} (il y a {', '.join(ASKED)})")
    return options


def run(database: str, only: list[str]) -> int:
    """The proofs asked for, or all of tests/proof; what is run again is forgotten first."""
    for test in only or ASKED:
        shutil.rmtree(KEPT / database / test, ignore_errors=True)
    chosen = ["-m", " or ".join(f'proof(test="{test}")' for test in only)] if only else []
    command = [sys.executable, "-m", "pytest", "tests/proof", f"--database={database}", "-s"]
    return subprocess.run([*command, *chosen], cwd=ROOT, env=os.environ | FULL).returncode


def document(asked_now: set[tuple[str, str]]) -> str:
    rows, told = list(kept()), PAGE.read_text().splitlines()
    machines = sorted({row["machine"] for row in rows})
    lines = [" | ".join(["", "preuve", "base", "ce qui est fait", "atteint", "jour, version", ""])]
    lines.append(" | ".join(["", "---", "---", "---", "---", "---", ""]))
    for test in ASKED:
        for database, title in DATABASES.items():
            own = [one for one in rows if is_of(one, test, database)]
            found = [" | ".join(["", test, title, *cells, ""]) for cells in lines_of(own)]
            if not found and (test, database) in asked_now:
                # It was begun, and ended without a word.
                found = [f"| {test} | {title} |  | non lancé |  |"]
            lines += found or [one for one in told if one.startswith(f"| {test} | {title} |")]
    asked = "\n".join(f"- **{test}** : {text}." for test, text in ASKED.items())
    on = f"Passé sur : {' ; '.join(machines)}." if machines else "Rien n’a été lancé ici."
    return (
        f"{on}\n\n" + "\n".join(line.strip() for line in lines) + f"\n\n## À atteindre\n\n{asked}\n"
    )


def kept() -> Iterator[dict[str, Any]]:
    for path in sorted(KEPT.glob("*/*/*.json")):
        yield json.loads(path.read_text())


def is_of(row: dict[str, Any], test: str, database: str) -> bool:
    return row["test"] == test and row["database"] == database


def lines_of(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    """One line a thing that was done, its rounds together."""
    found = defaultdict[str, list[dict[str, Any]]](list)
    for row in rows:
        found[row["what"]].append(row)
    for what, rounds in found.items():
        yield [what, reached(rounds), dated(rounds)]


def dated(rounds: list[dict[str, Any]]) -> str:
    """When, on which version, and how busy the machine was by the end."""
    last = max(rounds, key=lambda row: float(row["load"].split()[1].replace(",", ".")))
    versions = sorted({f"{row['day']}, {row['version']}" for row in rounds})
    return f"{' ; '.join(versions)}, {last['load']}"


def reached(rounds: list[dict[str, Any]]) -> str:
    """The verdict first, then each figure: one value, or from the least to the most."""
    failed = [row for row in rounds if row["outcome"] == "failed"]
    skipped = [row for row in rounds if row["outcome"] == "skipped"]
    if len(skipped) == len(rounds):
        return f"sans objet : {skipped[0]['why']}"
    verdict = f"{len(rounds) - len(failed)} sur {len(rounds)}" if len(rounds) > 1 else "oui"
    if failed:
        verdict = (f"{verdict}, " if len(rounds) > 1 else "") + f"**échec** : {failed[0]['why']}"
    figures = defaultdict[str, list[Any]](list)
    for row in rounds:
        for name, value in row["figures"].items():
            figures[name].append(value)
    told = [verdict, *(f"{name} : {span(some)}" for name, some in figures.items())]
    return " ; ".join(told).replace("|", "/")


def span(values: list[Any]) -> str:
    if not all(isinstance(one, int | float) for one in values):
        return ", ".join(dict.fromkeys(map(str, values)))
    least, most = number(min(values)), number(max(values))
    return least if least == most else f"{least} à {most}"


def number(value: float) -> str:
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
