"""How long: six months counted in hours of presence, and the week."""

from decimal import Decimal

from django.utils.translation import gettext_noop

from .desk import Desk, weighed
from .presence import FULL_WEEK, Presence, months_later
from .report import Finding, Said, State, hours

LONGEST, MONTHS, TIMES = "duree-max-heures", "duree-max", "horaires"
PERIOD = ("starts_on", "ends_on", "weekly_hours", "presence_hours")
WHOLE = Decimal(1)


def told(presence: Presence) -> Said:
    """How many hours, and whether that is an estimate."""
    if presence.doubted:
        return Said(
            gettext_noop("%(hours)s annoncées, %(most)s d’après les dates et la semaine."),
            {"hours": hours(presence.hours), "most": hours(presence.most.quantize(WHOLE))},
        )
    if not presence.estimated:
        return Said(gettext_noop("%(hours)s de présence."), {"hours": hours(presence.hours)})
    about = {"hours": hours(presence.hours.quantize(WHOLE))}
    if presence.assumed:
        return Said(gettext_noop("Environ %(hours)s si la semaine est de 35 h."), about)
    return Said(
        gettext_noop("Environ %(hours)s de présence d’après les dates et la semaine."), about
    )


def longest(desk: Desk) -> Finding:
    """L.124-5: six months in one organisation and one school year, 924 hours of presence.

    More than six months of calendar at part time is not what the article counts, but it is worth
    a question to the school: unknown.
    """
    return weighed(_longest(desk), desk.words("plus-de-6-mois"))


def _longest(desk: Desk) -> Finding:
    title = gettext_noop("Durée maximale")
    value = desk.law.at(LONGEST, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("duree", title, legal=LONGEST)
    most, presence = value.figure, desk.presence
    limit = {"most": hours(most)}

    def found(state: State, *said: Said) -> Finding:
        return desk.finding(
            "duree", state, title, *said,
            legal=LONGEST, value=value, figure=hours(most), fields=PERIOD,
        )  # fmt: skip

    if presence is None:
        return found(
            State.UNKNOWN, Said(gettext_noop("Les dates manquent : %(most)s au plus."), limit)
        )
    if presence.least > most:
        return found(
            State.FAILED,
            told(presence),
            Said(
                gettext_noop(
                    "Un stage ne dépasse pas %(most)s, soit six mois, dans le même organisme et "
                    "la même année d’enseignement."
                ),
                limit,
            ),
        )
    if presence.most > most:
        return found(
            State.UNKNOWN,
            told(presence),
            Said(
                gettext_noop(
                    "C’est trop près de la limite de %(most)s pour en être sûr : précisez les "
                    "heures."
                ),
                limit,
            ),
        )
    if _beyond_six_months(desk):
        return found(
            State.UNKNOWN,
            told(presence),
            Said(
                gettext_noop(
                    "Les heures tiennent dans %(most)s, mais les dates couvrent plus de six mois : "
                    "à voir avec l’école."
                ),
                limit,
            ),
        )
    return found(
        State.PASSED,
        told(presence),
        Said(gettext_noop("La limite est de %(most)s, soit six mois."), limit),
    )


def _beyond_six_months(desk: Desk) -> bool:
    start, end = desk.facts.starts_on, desk.facts.ends_on
    months = desk.law.figure(MONTHS, desk.day)
    if start is None or end is None or months is None:
        return False
    return end >= months_later(start, int(months))


def week(desk: Desk) -> Finding:
    """L.124-14: the hours of presence are those of the employees of the organisation.

    The legal week of 35 hours is general knowledge here, so that the finding says « à vérifier ».
    """
    return weighed(_week(desk), desk.words("heures"))


def _week(desk: Desk) -> Finding:
    title = gettext_noop("Heures par semaine")
    weekly = desk.facts.weekly_hours

    def found(state: State, said: Said) -> Finding:
        return desk.finding(
            "horaires", state, title, said,
            legal=TIMES, figure=hours(FULL_WEEK), fields=("weekly_hours",),
        )  # fmt: skip

    if weekly is None:
        return found(State.UNKNOWN, Said(gettext_noop("Les heures par semaine manquent.")))
    figures = {"hours": hours(weekly), "week": hours(FULL_WEEK)}
    if weekly > FULL_WEEK:
        return found(
            State.UNKNOWN,
            Said(
                gettext_noop(
                    "%(hours)s par semaine, plus que la durée légale de %(week)s : seulement si "
                    "c’est l’horaire des salariés de la structure, repos compris."
                ),
                figures,
            ),
        )
    return found(
        State.PASSED,
        Said(gettext_noop("%(hours)s par semaine, dans la durée légale de %(week)s."), figures),
    )


def minors(desk: Desk) -> Finding:
    """What to know if the intern is a minor; no offer says so, so it is never counted."""
    return desk.finding(
        "mineurs",
        State.NOTE,
        gettext_noop("Si la personne est mineure"),
        Said(
            gettext_noop(
                "Pas plus de 7 h par jour ni de 35 h par semaine (30 h avant 15 ans), pas la nuit, "
                "et le représentant légal signe la convention."
            )
        ),
        legal="mineurs-horaires",
    )
