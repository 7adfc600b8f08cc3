"""What is checked for each kind of offer. Only the first is an internship in the law's sense.

The other kinds have few figures in the reference data: what cannot be held against one stays
unknown, and says whom to ask.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext_noop

from careers.enums import Confidence, InternshipKind

from . import length, papers, pay, people, texts, wages, waiting
from .desk import Desk
from .folding import fold
from .law import Rule
from .presence import months_later
from .report import Finding, Said, State, number

# DOMAIN: title II of the agreement, read in the consolidated text of 2020.
FILM_AGREEMENT = Rule(
    slug="idcc-3097",
    article="Convention collective IDCC 3097, titre II",
    sources=("KALI, copie SocialGouv (KALICONT000028059838)",),
    confidence=Confidence.VERIFIED,
)
IMMERSION_MONTHS = 1  # careers/data/terms.json, « pmsmp », verified in part
_AUXILIARY = re.compile(r"\bauxiliaire (?:de|a la) (?:regie|realisation)\b")


def of_internship(desk: Desk) -> list[Finding]:
    """Code de l'éducation, L.124-1 to L.124-20."""
    return [
        papers.agreement(desk),
        papers.curriculum(desk),
        length.longest(desk),
        pay.allowance(desk),
        length.week(desk),
        texts.standing_in(desk),
        waiting.waiting(desk),
        people.quota(desk),
        people.tutor_named(desk),
        people.tutor_load(desk),
        texts.danger(desk),
    ]


def of_immersion(desk: Desk) -> list[Finding]:
    prescribed = _unknown(
        desk, "cadre", gettext_noop("Convention d’immersion"),
        gettext_noop(
            "Une immersion se signe avec l’organisme qui la prescrit (France Travail, mission "
            "locale, Cap emploi) : à voir avec lui avant le premier jour."
        ),
        "Code du travail, L.5135-1 et suivants",
    )  # fmt: skip
    return [prescribed, _immersion_length(desk), texts.standing_in(desk)]


def of_contract(desk: Desk) -> list[Finding]:
    """A CDDU is employment, even for a day."""
    found = [wages.of_job(desk)]
    if any(_AUXILIARY.search(fold(text).text) for _name, text in desk.facts.texts):
        found.append(
            desk.finding(
                "auxiliaire",
                State.UNKNOWN,
                gettext_noop("Avant un poste d’auxiliaire"),
                Said(
                    gettext_noop(
                        "Pendant un tournage, on n’engage un auxiliaire que si les postes qui "
                        "l’encadrent sont pourvus : dites lesquels le sont."
                    )
                ),
                law=FILM_AGREEMENT,
                fields=("team_complete",),
            )
        )
    return found


def of_apprenticeship(desk: Desk) -> list[Finding]:
    contract = _unknown(
        desk, "cadre", gettext_noop("Contrat et école"),
        gettext_noop(
            "Un contrat d’apprentissage ou de professionnalisation, avec un établissement de "
            "formation : à voir avec lui."
        ),
        "Code du travail, L.6221-1 et L.6325-1",
    )  # fmt: skip
    return [contract, wages.of_apprentice(desk)]


def of_civic_service(desk: Desk) -> list[Finding]:
    approval = _unknown(
        desk, "cadre", gettext_noop("Agrément de service civique"),
        gettext_noop(
            "Il faut un agrément de l’Agence du service civique ; une société commerciale n’en a "
            "pas. L’indemnité est fixée par l’État."
        ),
        "Code du service national, L.120-1 et suivants",
    )  # fmt: skip
    return [approval, texts.standing_in(desk)]


BY_KIND: dict[str, Callable[[Desk], list[Finding]]] = {
    InternshipKind.STAGE: of_internship,
    InternshipKind.IMMERSION: of_immersion,
    InternshipKind.CDDU: of_contract,
    InternshipKind.ALTERNANCE: of_apprenticeship,
    InternshipKind.SERVICE_CIVIQUE: of_civic_service,
}


def of_every_kind(desk: Desk) -> list[Finding]:
    return [texts.status(desk), texts.discrimination(desk), *texts.only_if_found(desk)]


def not_applicable(desk: Desk) -> Finding:
    """Said once, so that nobody looks for the rules of internships in another kind of offer."""
    return desk.finding(
        "stage", State.NOT_APPLICABLE, gettext_noop("Les règles du stage"),
        Said(
            gettext_noop(
                "Convention à trois, gratification, six mois, quota : ces règles sont celles du "
                "stage étudiant."
            )
        ),
    )  # fmt: skip


def _unknown(desk: Desk, rule: str, title: str, text: str, article: str) -> Finding:
    law = Rule(slug=rule, article=article)
    return desk.finding(rule, State.UNKNOWN, title, Said(text), law=law, fields=("kind",))


def _immersion_length(desk: Desk) -> Finding:
    """A month, as the glossary says, verified in part: never a green without « à vérifier »."""
    title = gettext_noop("Durée d’une immersion")
    start, end = desk.facts.starts_on, desk.facts.ends_on
    law = Rule(
        slug="pmsmp",
        article="Code du travail, L.5135-1 et suivants",
        sources=("Lexique du site, « PMSMP »",),
        confidence=Confidence.MIXED,
    )
    if start is None or end is None:
        state, text = State.UNKNOWN, gettext_noop("Les dates manquent.")
    elif end >= months_later(start, IMMERSION_MONTHS):
        state = State.UNKNOWN
        text = gettext_noop("Une immersion dure un mois au plus : à voir avec qui la prescrit.")
    else:
        state, text = State.PASSED, gettext_noop("Un mois au plus.")
    return desk.finding(
        "duree", state, title, Said(text),
        law=law, figure=number(IMMERSION_MONTHS), fields=("starts_on", "ends_on"),
    )  # fmt: skip
