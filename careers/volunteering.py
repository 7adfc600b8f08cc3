"""« Bénévolat ou travail caché ? »: what answers about a call say, sign by sign.

`weigh` is pure: it takes the answers and gives a verdict with its signs. Whatever publishes calls
for help may ask it before showing one. It informs, it does not judge: one sign alone proves
nothing, and a wrong green is worse than an unknown. The texts are data/volunteering_test.json.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from careers.loading import read


class Verdict(models.TextChoices):
    """What the signs together look like."""

    VOLUNTEER = "volunteer", "bénévolat"
    WORK = "work", "indices de travail dissimulé"
    UNKNOWN = "unknown", "impossible à dire"


COMPANY = "societe"
# Those who may have volunteers at all.
WITHOUT_PROFIT = {"association", "ecole", "particulier"}
# There one holds a post to learn it: a job shows by money, not by the post alone.
LEARNING = {"ecole", "particulier"}
MONEY = {"but", "equipe", "argent", "promesse"}
UNSURE = "inconnu"
# Three signs together look like a job; a heavy one counts for two.
ENOUGH = 3
# Without an answer to these, nothing may be called volunteering.
DECISIVE = ("structure", "but", "horaires", "consignes", "liberte", "poste", "argent")


@dataclass(frozen=True, slots=True)
class Sign:
    """What one answer says: `side` is work, volunteer, neutral or unknown."""

    name: str
    question: str
    answer: str
    side: str
    weight: int
    why: str
    law: tuple[Mapping[str, str], ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict, why it is this one (a key of `reasons`), and the sign of each answer."""

    verdict: Verdict
    reason: str
    signs: tuple[Sign, ...]

    def on(self, side: str) -> list[Sign]:
        """The signs of a side, the heaviest first."""
        return sorted((one for one in self.signs if one.side == side), key=lambda one: -one.weight)


@cache
def data() -> dict[str, Any]:
    """The file, typeset."""
    return dict(read("volunteering_test.json"))


def questions() -> list[dict[str, Any]]:
    return list(data()["questions"])


def weigh(answers: Mapping[str, str]) -> Weighed:
    """What the answers to `questions` look like; one that is missing counts as unknown."""
    signs = tuple(_sign(question, answers.get(question["name"])) for question in questions())
    verdict, reason = _verdict(answers, signs)
    return Weighed(verdict, reason, signs)


def _sign(question: Mapping[str, Any], value: str | None) -> Sign:
    option = next(
        (one for one in question["options"] if one["value"] == value), question["options"][-1]
    )
    return Sign(
        name=question["name"],
        question=question["question_fr"],
        answer=option["label_fr"],
        side=option["side"],
        weight=option.get("weight", 0),
        why=option.get("why_fr", ""),
        law=tuple(option.get("law", ())),
        ask=question["ask_fr"],
    )


def _verdict(answers: Mapping[str, str], signs: tuple[Sign, ...]) -> tuple[Verdict, str]:
    structure = answers.get("structure")
    if structure == COMPANY:
        return Verdict.WORK, "societe"
    against = [sign for sign in signs if sign.side == "work"]
    if sum(sign.weight for sign in against) >= ENOUGH:
        if structure in LEARNING and not any(sign.name in MONEY for sign in against):
            return Verdict.UNKNOWN, "film"
        return Verdict.WORK, "poids"
    unsure = any(sign.side == "unknown" and sign.name in DECISIVE for sign in signs)
    if unsure or structure not in WITHOUT_PROFIT:
        return Verdict.UNKNOWN, "manque"
    return (Verdict.UNKNOWN, "partage") if against else (Verdict.VOLUNTEER, "clair")
