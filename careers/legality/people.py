"""Who is there already: quota of the organisation, load of the tutor, wait between two interns."""

from decimal import ROUND_CEILING

from django.utils.translation import gettext_noop

from .desk import Desk
from .law import Value
from .report import Finding, Said, State, day, number

SMALL, LARGE, TUTOR, WAITING = "quota-moins-20", "quota-20", "tuteur", "carence"
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
        "quota", state, title, Said(text, figures),
        legal=legal, value=value, figure=number(most), fields=fields,
    )  # fmt: skip


def _most(headcount: int, value: Value) -> int:
    assert value.figure is not None
    if value.rule == SMALL:
        return int(value.figure)
    return int((headcount * value.figure / 100).to_integral_value(ROUND_CEILING))


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
        "tuteur-charge", state, title, Said(text, figures),
        legal=TUTOR, value=value, figure=number(most), fields=("tutor_interns", "places"),
    )  # fmt: skip


def waiting(desk: Desk) -> Finding:
    """L.124-11: a third of the last internship on the same post, unless its intern left early.

    Counted in days of calendar, the third rounded up to whole days between the two internships.
    """
    title = gettext_noop("Délai entre deux stages")
    facts = desk.facts
    value = desk.law.at(WAITING, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("carence", title, legal=WAITING)
    fields = ("previous_starts_on", "previous_ends_on", "previous_left_early", "starts_on")

    def found(state: State, said: Said) -> Finding:
        return desk.finding(
            "carence", state, title, said, legal=WAITING, value=value, fields=fields
        )

    if facts.previous_left_early:
        return found(
            State.PASSED,
            Said(
                gettext_noop(
                    "La personne précédente est partie avant la fin, de son fait : pas de délai."
                )
            ),
        )
    begun, over, start = facts.previous_starts_on, facts.previous_ends_on, facts.starts_on
    if facts.first_on_post and begun is None and over is None:
        return found(
            State.PASSED, Said(gettext_noop("Personne avant sur ce poste : pas de délai."))
        )
    if begun is None or over is None or start is None or over < begun:
        return found(
            State.UNKNOWN,
            Said(
                gettext_noop(
                    "Dites quand a eu lieu le stage précédent sur ce poste : il faut attendre un "
                    "tiers de sa durée."
                )
            ),
        )
    lasted = (over - begun).days + 1
    wait = int((lasted * value.figure).to_integral_value(ROUND_CEILING))
    gap = (start - over).days - 1
    figures = {"over": day(over), "wait": number(wait), "gap": number(max(gap, 0))}
    if gap < wait:
        return found(
            State.FAILED,
            Said(
                gettext_noop(
                    "Le stage précédent sur ce poste finit le %(over)s : il faut %(wait)s jours "
                    "avant le suivant, il y en a %(gap)s."
                ),
                figures,
            ),
        )
    return found(
        State.PASSED,
        Said(
            gettext_noop(
                "Le stage précédent sur ce poste finit le %(over)s : %(gap)s jours avant le "
                "suivant, pour %(wait)s demandés."
            ),
            figures,
        ),
    )
