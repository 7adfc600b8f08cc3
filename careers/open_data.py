"""The library for whoever reuses it: the trades and how one leads to another, skills, glossary;
and how internships answer and pay, in groups of five at least (`careers.open_figures`).

Each set as JSON and as CSV under CC BY-SA 4.0, with the codes of ROME and ESCO. Nobody is in
them, ever.
"""

import csv
import dataclasses
import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from careers import open_figures
from careers.admin.files import neutral
from careers.models import Role, RoleStep, Skill, Term

LICENCE = "CC-BY-SA-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"
Row = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Dataset:
    """A set of rows of one shape. `checked_on()`: the day the latest of them was checked.

    `columns`: the names of what a row holds, for a set that may have none yet.
    """

    slug: str
    title: Any
    help: Any
    rows: Callable[[], list[Row]]
    checked_on: Callable[[], date | None]
    columns: tuple[str, ...] = ()


def _latest(model: Any) -> Callable[[], date | None]:
    return lambda: model.objects.aggregate(last=Max("checked_on"))["last"]


def roles() -> list[Row]:
    """The trades, with their names, codes and skills."""
    found = Role.objects.listed().prefetch_related("role_skills__skill")
    return [
        {
            "slug": role.slug,
            "titre": role.title,
            "masculin": role.title_masculine,
            "feminin": role.title_feminine,
            "anglais": role.title_en,
            "autres_noms": list(role.aliases),
            "departement": role.department.slug,
            "niveau": role.level,
            "description": role.description,
            "competences": [link.skill.slug for link in role.role_skills.all()],
            "rome": role.rome_code,
            "rome_version": role.rome_version,
            "esco": role.esco_uri,
            "fiabilite": role.confidence,
            "relu_le": role.checked_on.isoformat() if role.checked_on else "",
        }
        for role in found
    ]


def steps() -> list[Row]:
    """The arrows from a trade to another."""
    found = RoleStep.objects.select_related("role", "to").order_by("role__slug", "position", "pk")
    return [
        {"de": step.role.slug, "vers": step.to.slug, "nature": step.kind, "remarque": step.note}
        for step in found
    ]


def skills() -> list[Row]:
    found = Skill.objects.select_related("category").order_by("slug")
    return [
        {
            "slug": skill.slug,
            "nom": skill.label,
            "anglais": skill.label_en,
            "famille": skill.category.slug,
            "definition": skill.definition,
            "fiabilite": skill.confidence,
            "relu_le": skill.checked_on.isoformat() if skill.checked_on else "",
        }
        for skill in found
    ]


def terms() -> list[Row]:
    return [
        {
            "slug": term.slug,
            "terme": term.label,
            "anglais": term.label_en,
            "variantes": list(term.variants),
            "definition": term.definition,
            "departements": list(term.departments),
            "metiers": list(term.roles),
            "fiabilite": term.confidence,
            "relu_le": term.checked_on.isoformat() if term.checked_on else "",
        }
        for term in Term.objects.order_by("slug")
    ]


DATASETS = {
    one.slug: one
    for one in (
        Dataset("metiers", _("Les métiers"),
                _("Intitulés, département, niveau, compétences, codes ROME et ESCO."),
                roles, _latest(Role)),
        Dataset("parcours", _("Les parcours"),
                _("Les flèches d’un métier à un autre, leur nature et leurs réserves."),
                steps, _latest(Role)),
        Dataset("competences", _("Les compétences"),
                _("Nom, nom anglais, famille, définition."), skills, _latest(Skill)),
        Dataset("lexique", _("Le lexique"),
                _("Les mots du métier, leur définition et leur équivalent anglais."),
                terms, _latest(Term)),
        Dataset("candidatures", _("Les réponses aux candidatures"),
                _("Taux de réponse et délai médian, par groupe de cinq candidatures au moins."),
                lambda: open_figures.kept().answers, open_figures.counted_on,
                open_figures.COLUMNS["answers"]),
        Dataset("gratifications", _("Les gratifications"),
                _("Ce que les stages paient de l’heure, par groupe de cinq annonces au moins."),
                lambda: open_figures.kept().pay, open_figures.counted_on,
                open_figures.COLUMNS["pay"]),
    )
}  # fmt: skip


def as_json(dataset: Dataset) -> Row:
    """The rows with what whoever reuses them has to say."""
    checked = dataset.checked_on()
    return {
        "jeu": dataset.slug,
        "titre": str(dataset.title),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "attribution": f"{settings.SITE_NAME}, {settings.SITE_URL}",
        "relu_le": checked.isoformat() if checked else None,
        "lignes": dataset.rows(),
    }


def as_csv(dataset: Dataset) -> str:
    """The same rows; a list is written with bars, and no cell is a formula."""
    rows, out = dataset.rows(), io.StringIO()
    writer = csv.writer(out)
    names = list(rows[0]) if rows else dataset.columns
    if names:
        writer.writerow(names)
    for row in rows:
        writer.writerow(neutral(_cell(value)) for value in row.values())
    return out.getvalue()


def _cell(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
