"""What the organisation commits itself to: the agreement and the curriculum."""

from django.utils.translation import gettext_noop

from .desk import Desk, weighed
from .report import Finding, Said, State, hours

AGREEMENT, CURRICULUM = "convention-tripartite", "cursus-volume"


def agreement(desk: Desk) -> Finding:
    """L.124-1: signed by the intern, the school and the organisation before the first day."""
    said, state = {
        True: (gettext_noop("La structure s’engage à signer avant le premier jour."), State.PASSED),
        False: (gettext_noop("Sans convention signée à trois, pas de stage."), State.FAILED),
        None: (gettext_noop("Dites si la convention à trois sera signée avant."), State.UNKNOWN),
    }[desk.facts.agreement]
    value = desk.law.at(AGREEMENT, desk.day)
    finding = desk.finding(
        "convention", state, gettext_noop("Convention signée à trois"), Said(said),
        legal=AGREEMENT, value=value, fields=("has_agreement",),
    )  # fmt: skip
    return weighed(finding, desk.words("sans-convention", "convention-fournie"))


def curriculum(desk: Desk) -> Finding:
    """D.124-2: the internship belongs to a curriculum of 200 taught hours a year."""
    title = gettext_noop("Dans un cursus")
    value = desk.law.at(CURRICULUM, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("cursus", title, legal=CURRICULUM)
    state, text = {
        True: (
            State.PASSED,
            gettext_noop("Pour une formation d’au moins %(taught)s d’enseignement par an."),
        ),
        False: (
            State.FAILED,
            gettext_noop(
                "Un stage hors d’une formation d’au moins %(taught)s d’enseignement par an est "
                "interdit."
            ),
        ),
        None: (
            State.UNKNOWN,
            gettext_noop(
                "Dites que la personne suit une formation d’au moins %(taught)s d’enseignement "
                "par an."
            ),
        ),
    }[desk.facts.curriculum]
    return desk.finding(
        "cursus", state, title, Said(text, {"taught": hours(value.figure)}),
        legal=CURRICULUM, value=value, figure=hours(value.figure), fields=("in_curriculum",),
    )  # fmt: skip
