"""Who is there already: quota of the organisation, load of the tutor."""

from decimal import ROUND_CEILING

from django.utils.translation import gettext_noop

from .desk import Desk
from .law import Value
from .report import Finding, Said, State, named, number

SMALL, LARGE, TUTOR = "quota-moins-20", "quota-20", "tuteur"
# Under this many employees the quota is a number, from it on a share (R.124-10).
LARGE_FROM = 20


def quota(desk: Desk) -> Finding:
    """R.124-10: three interns under 20 employees, else 15 % of them rounded up, in any week."""
    title = gettext_noop("Nombre de stagiaires")
    facts = desk.facts
    fields = ("headcount", "interns_present", "places")
    if facts.headcount is None:
        return desk.finding(
            "quota", State.UNKNOWN, title,
            Said(gettext_noop("L’effectif manque : le nombre de stagiaires en dépend.")),
            legal=SMALL, fields=fields,
        )  # fmt: skip
    legal = LARGE if facts.headcount >= LARGE_FROM else SMALL
    value = desk.law.at(legal, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("quota", title, legal=legal)
    most = _most(facts.headcount, value)
    there = facts.interns_present
    figures = {
        "most": number(most),
        "staff": number(facts.headcount),
        "there": number(there or 0),
        "places": number(facts.places),
    }
    if (there or 0) + facts.places > most:
        state = State.FAILED
        text = gettext_noop(
            "Effectif de %(staff)s : %(most)s stagiaires au plus en même temps. Présents : "
            "%(there)s, places demandées : %(places)s."
        )
    elif there is None:
        state = State.UNKNOWN
        text = gettext_noop(
            "Effectif de %(staff)s : %(most)s stagiaires au plus en même temps. Dites combien "
            "sont déjà présents."
        )
    else:
        state = State.PASSED
        text = gettext_noop(
            "Effectif de %(staff)s : %(most)s stagiaires au plus la même semaine. Présents : "
            "%(there)s, places demandées : %(places)s."
        )
    return desk.finding(
        "quota", state, title, Said(text, figures), *_counted(facts.present_with),
        legal=legal, value=value, figure=number(most), fields=fields,
    )  # fmt: skip


def _most(headcount: int, value: Value) -> int:
    assert value.figure is not None
    if value.rule == SMALL:
        return int(value.figure)
    return int((headcount * value.figure / 100).to_integral_value(ROUND_CEILING))


def _counted(others: tuple[tuple[str, int], ...]) -> list[Said]:
    """One line a listing that was counted, so that its author knows which one to change."""
    return [
        Said(
            gettext_noop("Comptées avec : « %(title)s », places : %(places)s."),
            {"title": named(title), "places": number(places)},
        )
        for title, places in others
    ]


def tutor_named(desk: Desk) -> Finding:
    """L.124-9: the organisation names who follows the intern."""
    named = desk.facts.tutor_named
    state, text = {
        True: (State.PASSED, gettext_noop("Une personne est désignée pour suivre le stage.")),
        False: (State.FAILED, gettext_noop("Aucune personne n’est désignée pour suivre le stage.")),
        None: (State.UNKNOWN, gettext_noop("Il manque le nom de qui suivra le stage.")),
    }[named]
    return desk.finding(
        "tuteur", state, gettext_noop("Tuteur ou tutrice"), Said(text),
        legal=TUTOR, fields=("tutor_name", "tutor_role"),
    )  # fmt: skip


def tutor_load(desk: Desk) -> Finding:
    """R.124-13: nobody follows more than three interns at the same time."""
    title = gettext_noop("Stagiaires par tuteur")
    facts = desk.facts
    value = desk.law.at(TUTOR, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("tuteur-charge", title, legal=TUTOR)
    most = int(value.figure)
    followed = facts.tutor_interns
    figures = {
        "most": number(most),
        "there": number(followed or 0),
        "places": number(facts.places),
    }
    if (followed or 0) + facts.places > most:
        state = State.FAILED
        text = gettext_noop(
            "Une même personne suit %(most)s stagiaires au plus. Déjà suivis : %(there)s, places "
            "demandées : %(places)s."
        )
    elif followed is None:
        state = State.UNKNOWN
        text = gettext_noop(
            "Une même personne suit %(most)s stagiaires au plus : dites combien elle en suit déjà."
        )
    else:
        state = State.PASSED
        text = gettext_noop(
            "Déjà suivis : %(there)s, places demandées : %(places)s. La limite est de %(most)s "
            "par personne."
        )
    return desk.finding(
        "tuteur-charge", state, title, Said(text, figures), *_counted(facts.followed_with),
        legal=TUTOR, value=value, figure=number(most), fields=("tutor_interns", "places"),
    )  # fmt: skip
