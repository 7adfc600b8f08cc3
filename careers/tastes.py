"""Choosing by taste: loads data/tastes.json, and says which roles answer to what one likes."""

import dataclasses
from collections.abc import Collection
from datetime import date

from careers.loading import Values, load_table, read
from careers.models import Role, Taste
from careers.paths import Graph


def load() -> str:
    """Bring the tastes up to their file; returns a line for the log."""
    data = read("tastes.json")
    load_table(Taste, data["tastes"], lambda row, rank: _values(row, rank, data["meta"]))
    return f"{Taste.objects.count()} goûts"


def _values(row: Values, rank: int, meta: Values) -> Values:
    return {
        "label": row["label_fr"],
        "label_en": row["label_en"],
        "sentence": row["sentence_fr"],
        "sentence_en": row["sentence_en"],
        "position": rank,
        "skills": row["skills"],
        "roles": row["roles"],
        "confidence": meta["confidence"],
        "checked_on": date.fromisoformat(meta["generated"]),
    }


@dataclasses.dataclass(slots=True)
class Suggestion:
    """A role, and the tastes that lead to it."""

    role: Role
    because: list[Taste]
    entry: bool
    strength: int


def answers(graph: Graph, slug: str, taste: Taste) -> int:
    """How much a role answers to a taste: once for its name, once for each skill; 0 for not."""
    return (slug in taste.roles) + len(set(graph.asked(slug)) & set(taste.skills))


def suggest(graph: Graph, tastes: Collection[Taste]) -> list[Suggestion]:
    """The roles that answer to at least one taste: most tastes first, then the most skills."""
    found = []
    for slug, role in graph.roles.items():
        strengths = {taste: answers(graph, slug, taste) for taste in tastes}
        because = [taste for taste in tastes if strengths[taste]]
        if because:
            entry = graph.is_entry(slug)
            found.append(Suggestion(role, because, entry, sum(strengths.values())))
    return sorted(found, key=lambda one: (-len(one.because), -one.strength))
