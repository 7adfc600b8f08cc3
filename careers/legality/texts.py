"""What the words of the offer say against the law, rule by rule."""

import re
from datetime import date

from django.utils.translation import gettext_noop

from careers.enums import Confidence, InternshipKind

from .desk import AGAINST, Desk, weighed
from .flags import BLOCK
from .folding import fold
from .law import Rule
from .report import Finding, Said, State, Words

# The section « discrimination » of data/internship_law.json, which has no figure and no row.
DISCRIMINATION = Rule(
    slug="discrimination",
    article="Code du travail, L.1132-1, L.1142-1, L.5321-2",
    sources=("Alexia.fr (L.1132-1)", "codes-et-lois.fr (L.1142-1)", "Ministère du Travail"),
    confidence=Confidence.VERIFIED,
    checked_on=date(2026, 11, 22),
)
PEOPLE = ("sexe", "age", "apparence-origine", "sante", "opinions", "adresse", "situation-famille")
STAND_IN = ("remplacement", "autonomie-totale", "poste-conventionne")
# An intern who may be a minor, said in the text.
_MINOR = re.compile(
    r"\b(?:stagiaires? mineur|mineurs? (?:accepte|bienvenu)"
    r"|(?:ouvert|accessible|destine)\w*\s(?:aux|a des|a un)\s(?:mineurs?|lyceens?|collegiens?)"
    r"|(?:eleves?|stages?)\s(?:de|en)\s(?:troisieme|3e|3eme|seconde|2de)\b)"
)
NOTHING_FOUND = gettext_noop(
    "Aucune formulation connue du site ; la modération relit chaque annonce."
)
NO_TEXT = gettext_noop("Rien à lire encore.")


def _clean(
    desk: Desk, rule: str, title: str, *flags: str, legal: str = "", law: Rule | None = None
) -> Finding:
    """Passed when nothing is found in the texts, unknown as long as there are none."""
    state, text = (State.PASSED, NOTHING_FOUND) if desk.facts.texts else (State.UNKNOWN, NO_TEXT)
    words = desk.words(*flags)
    said = () if words else (Said(text),)
    fields = tuple(dict.fromkeys(one.field for one in words))
    finding = desk.finding(rule, state, title, *said, legal=legal, law=law, fields=fields)
    return weighed(finding, words)


def standing_in(desk: Desk) -> Finding:
    """L.124-7: the intern replaces nobody. Words can deny it, only a signed pledge assures it."""
    title = gettext_noop("Ne remplace personne")
    legal = "interdits" if desk.facts.kind == InternshipKind.STAGE else ""
    words = desk.words(*STAND_IN)
    if desk.facts.team_complete:
        state = State.PASSED if desk.facts.texts else State.UNKNOWN
        text = gettext_noop("La structure s’engage : l’équipe est au complet sans cette personne.")
    elif desk.facts.team_complete is False:
        state = State.UNKNOWN
        text = gettext_noop("L’équipe n’est pas au complet : qui tient les postes vacants ?")
    else:
        state = State.UNKNOWN
        text = gettext_noop(
            "Rien ne l’assure encore : dites quels postes sont pourvus et qui s’y engage."
        )
    finding = desk.finding(
        "remplacement", state, title, Said(text), legal=legal, fields=("missions", "team_complete")
    )
    return weighed(finding, words)


def status(desk: Desk) -> Finding:
    """Neither volunteering nor self-employment under somebody's orders."""
    title = gettext_noop("Ni bénévolat ni facture")
    return _clean(desk, "statut", title, "benevole", "micro-entrepreneur", legal="requalification")


def discrimination(desk: Desk) -> Finding:
    title = gettext_noop("Aucun critère sur la personne")
    return _clean(desk, "discrimination", title, *PEOPLE, law=DISCRIMINATION)


def danger(desk: Desk) -> Finding:
    """L.124-14: no dangerous task."""
    title = gettext_noop("Pas de tâche dangereuse")
    return _clean(desk, "danger", title, "taches-dangereuses", legal="taches-dangereuses")


def only_if_found(desk: Desk) -> list[Finding]:
    """What is worth a line only when the text says it."""
    found = []
    for rule, title, flag in (
        ("paiement", gettext_noop("Rien à payer pour candidater"), "paiement-candidat"),
        ("vhss", gettext_noop("Pas de demande déplacée"), "casting-masque"),
    ):
        if desk.words(flag):
            found.append(_clean(desk, rule, title, flag))
    if minor := _for_a_minor(desk):
        found.append(minor)
    return found


def _for_a_minor(desk: Desk) -> Finding | None:
    """Nights and long days, where the text says that the intern may be a minor."""
    words = desk.words("heures-nuit-mineur")
    if not words or not any(_MINOR.search(fold(text).text) for _name, text in desk.facts.texts):
        return None
    return desk.finding(
        "nuit-mineur",
        State.FAILED,
        gettext_noop("Pas de nuit pour une personne mineure"),
        Said(AGAINST),
        legal="mineurs-horaires",
        fields=tuple(dict.fromkeys(one.field for one in words)),
        words=hardened(words),
    )


def unpaid(desk: Desk, finding: Finding, *, due: bool | None) -> Finding:
    """Unpaid, says the text: against the law when pay is due, a question when nobody knows."""
    words = desk.words("non-remunere-plus-2-mois")
    if due is False:
        return finding
    return weighed(finding, hardened(words) if due else words)


def hardened(words: tuple[Words, ...]) -> tuple[Words, ...]:
    return tuple(
        Words(one.flag, BLOCK, one.field, one.start, one.end, one.words, one.reason)
        for one in words
    )
