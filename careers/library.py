"""The home of the library, /ressources/: what there is, by need.

An upper floor, or a part of this one, adds its line the way it adds a section of the site: a module
named `library`, found in each app, which calls `register`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from careers.models import Aid, Association, Role, School, Term


class Need(models.TextChoices):
    """Why one opens the library; in the order of the page."""

    LEARN = "apprendre", _("Apprendre")
    FUND = "financer", _("Financer")
    MEET = "rencontrer", _("Rencontrer et être défendu·e")
    PROTECT = "se-proteger", _("Se protéger")
    WORK = "travailler", _("Travailler")


SENTENCES = {
    Need.LEARN: _("Savoir ce que font les gens, et où cela s’apprend, avec ou sans école."),
    Need.FUND: _("L’argent d’un premier film : qui en donne, à qui, à quel moment."),
    Need.MEET: _("Celles et ceux qui font déjà ce métier, et qui se sont regroupés."),
    Need.PROTECT: _("Ce à quoi vous avez droit, et qui appeler quand cela se passe mal."),
    Need.WORK: _("De quoi tenir sa place dès le premier jour."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index. `count` asks the database how many there are: one question at most.

    `also`: what else people type to find it, in French and in English.
    """

    need: Need
    position: int
    label: Any
    text: Any
    view: str
    count: Callable[[], int] | None = None
    also: Sequence[str] = ()


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    _entries.append(entry)


def entries() -> list[Entry]:
    return sorted(_entries, key=lambda entry: (list(Need).index(entry.need), entry.position))


def shelves() -> list[dict[str, Any]]:
    """The needs that something answers, each with its lines in order."""
    return [
        {
            "slug": need.value,
            "label": need.label,
            "text": SENTENCES[need],
            "entries": [
                {
                    "label": entry.label,
                    "text": entry.text,
                    "url": reverse(entry.view),
                    "count": entry.count() if entry.count else None,
                }
                for entry in sorted(_entries, key=lambda entry: entry.position)
                if entry.need == need
            ],
        }
        for need in Need
        if any(entry.need == need for entry in _entries)
    ]


# Position, label, text, route, and how many: in each need, in steps of ten, so that others fit in.
OURS: dict[Need, list[tuple[int, Any, Any, str, Callable[[], int] | None]]] = {
    Need.LEARN: [
        (
            10,
            _("Les métiers"),
            _("Missions, journée type, portes d’entrée, ce qui est dur."),
            "careers:roles",
            Role.objects.count,
        ),
        (
            20,
            _("Les parcours"),
            _("D’un métier à un autre, étape par étape, sur une carte."),
            "careers:paths",
            None,
        ),
        (
            25,
            _("Choisir par goût"),
            _("Ce que vous aimez faire, et les métiers où on le fait."),
            "careers:tastes",
            None,
        ),
        (
            30,
            _("Les écoles"),
            _("Publiques, associatives, privées : les filtrer, en comparer quatre."),
            "careers:schools",
            School.objects.listed().count,
        ),
        (
            35,
            _("Faut-il une école ?"),
            _("Trois ou quatre questions, et d’abord les portes sans frais."),
            "careers:need_a_school",
            None,
        ),
        (
            37,
            _("Pas d’école\u202f?"),
            _("Cinq questions, et le papier à demander\u00a0: les portes légales."),
            "careers:no_school",
            None,
        ),
        (
            40,
            _("Le lexique"),
            _("Les mots du plateau, du bureau et de la salle de montage."),
            "careers:glossary",
            Term.objects.count,
        ),
        (
            50,
            _("Questions fréquentes"),
            _("Ce que tout le monde se demande avant d’oser le demander."),
            "careers:faq",
            None,
        ),
    ],
    Need.FUND: [
        (
            10,
            _("Les aides"),
            _("CNC, régions, sociétés d’auteurs : pour qui, quand, à quelles conditions."),
            "careers:aids",
            Aid.objects.listed().count,
        ),
        (
            20,
            _("Financer un premier film"),
            _("Dans quel ordre chercher l’argent, et la collecte à cocher."),
            "careers:funding",
            None,
        ),
        (
            30,
            _("Lire un devis"),
            _("Un court métrage inventé, ligne par ligne : une erreur s’y cache."),
            "careers:sample_budget",
            None,
        ),
    ],
    Need.MEET: [
        (
            10,
            _("Les associations et syndicats"),
            _("Par département : qui réunit, qui défend, à quoi cela sert quand on débute."),
            "careers:associations",
            Association.objects.listed().count,
        ),
    ],
    Need.PROTECT: [
        (
            10,
            _("En cas de violence ou de harcèlement"),
            _("Les numéros à appeler, sans compte et sans laisser de trace ici."),
            "shell:help",
            None,
        ),
        (
            20,
            _("Vos droits, situation par situation"),
            _("Stage, contrat d’usage, bénévole, mineur : trois lignes avant de signer."),
            "careers:rights",
            None,
        ),
        (
            30,
            _("Bénévolat ou travail caché\u202f?"),
            _("Onze questions sur un coup de main gratuit, avant de dire oui."),
            "careers:volunteering",
            None,
        ),
        (
            40,
            _("Les chiffres du stage"),
            _("Gratification, durées, règles : ce que dit la loi, à sa date."),
            "careers:legal_figures",
            None,
        ),
        (
            50,
            _("Calculer sa gratification"),
            _("Mois par mois, et ce qu’il reste après le loyer et les transports."),
            "careers:allowance",
            None,
        ),
    ],
    Need.WORK: [
        (
            10,
            _("Les stages ouverts"),
            _("Chaque annonce est relue par une personne avant de paraître."),
            "careers:internships",
            None,
        ),
        (
            20,
            _("Les fiches pratiques"),
            _("Une situation, ce qu’on fait, dans quel ordre."),
            "careers:sheets",
            None,
        ),
        (
            25,
            _("Les questions avant de dire oui"),
            _("Huit réponses à avoir avant d’accepter, à cocher pendant l’appel."),
            "careers:call_kit",
            None,
        ),
        (
            27,
            _("Les 507 heures"),
            _("Ce qui compte pour l’intermittence, ce qui ne compte pas, et un calculateur."),
            "careers:hours_calculator",
            None,
        ),
        (
            30,
            _("Lire une feuille de service"),
            _("Ligne par ligne, jusqu’à savoir où et quand vous êtes attendu·e."),
            "careers:sample_call_sheet",
            None,
        ),
        (
            40,
            _("Modèles à télécharger"),
            _("Feuille de service, devis, rétroplanning, dépouillement, CV."),
            "careers:downloads",
            None,
        ),
    ],
}
ALSO: dict[str, Sequence[str]] = {
    "careers:roles": ("Fiches métiers", "Jobs", "Trades", "Crew roles"),
    "careers:paths": ("Carrière", "Career"),
    "careers:schools": ("Écoles de cinéma", "Formations", "Schools", "Film schools"),
    "careers:glossary": ("Glossaire", "Dictionnaire", "Glossary", "Dictionary"),
    "careers:faq": ("FAQ", "Questions"),
    "careers:aids": ("Subventions", "Bourses", "Grants", "Funding"),
    "careers:sample_budget": ("Devis annoté", "Sample budget"),
    "careers:associations": ("Syndicats", "Unions", "Guilds"),
    "careers:rights": ("Droits", "Rights"),
    "careers:internships": ("Stages", "Offres de stage", "Internships"),
    "careers:sheets": ("Guides pratiques", "Practical guides"),
    "careers:sample_call_sheet": ("Feuille de service annotée", "Sample call sheet"),
    "careers:downloads": (
        "Feuille de service vierge", "Devis vierge", "Dépouillement vierge", "CV vierge",
        "Modèles vierges", "Templates", "Call sheet template", "Budget template",
        "Blank call sheet", "Downloads",
    ),
}  # fmt: skip
for _need, _lines in OURS.items():
    for _line in _lines:
        register(Entry(_need, *_line, also=ALSO.get(_line[3], ())))
