"""The check of the law in each of its states, invented: `careers.legality` reports the like."""

from datetime import date
from typing import Any

READ = date(2026, 11, 22)


def finding(state: str, word: str, label: str, sentence: str, **more: Any) -> dict[str, Any]:
    return {
        "state": state,
        "word": word,
        "label": label,
        "sentence": sentence,
        "article": "L.124-6, D.124-8",
        "figure": "4,50\u00a0€",
        "as_of": None,
        "checked_on": READ,
        "confidence": "verified",
        "to_check": False,
        "fields": [],
        "words": [],
        **more,
    }


def report(state: str, *findings: dict[str, Any]) -> dict[str, Any]:
    by_state = {
        name: [one for one in findings if one["state"] == name]
        for name in ("failed", "unknown", "passed")
    }
    return {"state": state, "made_on": READ, "notes": [], **by_state}


FAILED = finding(
    "failed", "non conforme", "Gratification",
    "Environ 315\u00a0h de présence. 4,40\u00a0€ l’heure, c’est moins que le minimum.",
    as_of=date(2026, 1, 1), fields=["hourly_pay"],
)  # fmt: skip
WORDS = finding(
    "failed", "non conforme", "Ni bénévolat ni facture", "Des mots de l’annonce sont à relire.",
    article="", figure=None, confidence="mixed", to_check=True,
    words=[
        {
            "words": "Stage bénévole",
            "place": "dans le titre",
            "why": "Des horaires et des consignes font un lien de subordination.",
        }
    ],
)  # fmt: skip
UNKNOWN = finding(
    "unknown", "inconnu", "Nombre de stagiaires",
    "L’effectif manque\u00a0: le nombre de stagiaires en dépend.",
    article="R.124-10", figure=None,
)  # fmt: skip
PASSED = finding(
    "passed", "conforme", "Durée maximale",
    "Environ 315\u00a0h de présence. La limite est de 924\u00a0h, soit six mois.",
    article="L.124-5, D.124-6", figure="924\u00a0h",
)  # fmt: skip
NOTE = finding(
    "note", "à savoir", "Si la personne est mineure", "Pas plus de 7\u00a0h par jour.",
    article="Code du travail L.3162 et s. (à vérifier par âge)", figure=None, confidence="mixed",
    to_check=True,
)  # fmt: skip
REPORTS = [
    {**report("failed", FAILED, WORDS, UNKNOWN, PASSED), "notes": [NOTE]},
    report("unknown", UNKNOWN, PASSED),
    report("passed", PASSED),
]
