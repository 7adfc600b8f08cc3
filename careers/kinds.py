"""The kinds of listing told apart: the word on a strip, and the paper that is signed.

Facts of the glossary (careers/data/terms.json, read 22 November 2026); those that no source of the
project confirms are marked, and shown as « à vérifier ».
"""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.enums import Confidence, InternshipKind


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """What one signs, by whom, and what that makes of whoever comes.

    `term` is the slug of the glossary that says more, if it has one.
    """

    word: Any
    paper: Any
    text: Any
    confidence: Confidence
    term: str = ""


PAPERS: dict[str, Paper] = {
    InternshipKind.STAGE: Paper(
        pgettext_lazy("type d’annonce", "Stage"),
        _("une convention de stage"),
        _(
            "Signée avant le premier jour par l’établissement, la structure et la personne, qui "
            "reste élève ou étudiante. Un stage s’inscrit dans un cursus et ne remplace aucun "
            "poste."
        ),
        Confidence.VERIFIED,
        "convention-de-stage",
    ),
    InternshipKind.IMMERSION: Paper(
        pgettext_lazy("type d’annonce", "Immersion"),
        _("une convention d’immersion (PMSMP)"),
        _(
            "Prescrite par France Travail, une mission locale ou un autre organisme habilité, d’un "
            "jour à un mois. La structure ne paie pas, la personne garde son statut. Aucune école "
            "n’est nécessaire."
        ),
        Confidence.MIXED,
        "pmsmp",
    ),
    InternshipKind.CDDU: Paper(
        pgettext_lazy("type d’annonce", "CDDU"),
        _("un contrat de travail (CDD d’usage)"),
        _(
            "C’est un emploi, même pour une journée\u00a0: contrat écrit, fiche de paie, salaire "
            "de la convention collective. Ce n’est pas un stage."
        ),
        Confidence.MIXED,
        "cddu",
    ),
    InternshipKind.ALTERNANCE: Paper(
        pgettext_lazy("type d’annonce", "Alternance"),
        _("un contrat d’apprentissage ou de professionnalisation"),
        _(
            "Un vrai contrat de travail, avec un salaire, partagé entre la structure et un centre "
            "de formation."
        ),
        Confidence.GENERAL_KNOWLEDGE,
        "alternance",
    ),
    InternshipKind.SERVICE_CIVIQUE: Paper(
        pgettext_lazy("type d’annonce", "Service civique"),
        _("un contrat d’engagement"),
        _(
            "Une mission d’intérêt général dans un organisme agréé, avec une indemnité de l’État. "
            "Ni un stage, ni un emploi."
        ),
        Confidence.GENERAL_KNOWLEDGE,
    ),
}


def paper_of(kind: str) -> Paper:
    """The paper of a kind; that of an internship for one that does not exist."""
    return PAPERS.get(kind, PAPERS[InternshipKind.STAGE])
