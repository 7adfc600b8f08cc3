"""How long a post stays empty between two interns."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext_noop

from .desk import Desk
from .law import Value
from .presence import FULL_WEEK, months_later
from .report import Figure, Finding, Said, State, day, number

WAITING = "carence"
TITLE = gettext_noop("Délai entre deux stages")
FIELDS = (
    "previous_starts_on", "previous_ends_on", "previous_weekly_hours", "previous_left_early",
    "starts_on",
)  # fmt: skip
DAYS_OF_A_MONTH = 30


@dataclass(frozen=True)
class Previous:
    """The last internship on the post; `share` of a full week, which its length is counted in."""

    begun: date
    over: date
    share: Decimal

    @property
    def days(self) -> Decimal:
        return ((self.over - self.begun).days + 1) * self.share

    @property
    def days_by_months(self) -> Decimal:
        """The same length counted in whole months of thirty days, and the days left."""
        after = self.over + timedelta(1)
        months = 0
        while months_later(self.begun, months + 1) <= after:
            months += 1
        rest = (after - months_later(self.begun, months)).days
        return (months * DAYS_OF_A_MONTH + rest) * self.share


def waiting(desk: Desk) -> Finding:
    """L.124-11: a third of the last internship on the same post, unless its intern left early.

    Its length is that of presence (L.124-18), so a part-time week counts for its share of 35
    hours. A third in days, rounded up, is enough; a third counted in months is the least.
    Between the two nobody can tell: unknown.
    """
    facts = desk.facts
    value = desk.law.at(WAITING, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("carence", TITLE, legal=WAITING)
    begun, over, start = facts.previous_starts_on, facts.previous_ends_on, facts.starts_on
    if facts.previous_left_early:
        text = gettext_noop(
            "La personne précédente est partie avant la fin, de son fait : pas de délai."
        )
        return _found(desk, value, State.PASSED, text)
    if facts.first_on_post and begun is None and over is None:
        text = gettext_noop("Personne avant sur ce poste : pas de délai.")
        return _found(desk, value, State.PASSED, text)
    if begun is None or over is None or start is None or over < begun:
        text = gettext_noop(
            "Dites quand a eu lieu le stage précédent sur ce poste : il faut attendre un "
            "tiers de sa durée."
        )
        return _found(desk, value, State.UNKNOWN, text)
    week = facts.previous_weekly_hours or FULL_WEEK
    previous = Previous(begun, over, min(week / FULL_WEEK, Decimal(1)))
    return _weigh(desk, value, previous, start)


def _weigh(desk: Desk, value: Value, previous: Previous, start: date) -> Finding:
    assert value.figure is not None
    third = value.figure
    wait = _part(previous.days, third)
    gap = (start - previous.over).days - 1
    figures = {"over": day(previous.over), "wait": number(wait), "gap": number(max(gap, 0))}
    if gap >= wait:
        text = gettext_noop(
            "Le stage précédent sur ce poste finit le %(over)s : %(gap)s jours avant le "
            "suivant, pour %(wait)s demandés."
        )
        return _found(desk, value, State.PASSED, text, figures)
    if start >= _earliest(previous, third):
        text = gettext_noop(
            "Le stage précédent sur ce poste finit le %(over)s : %(gap)s jours avant le suivant. "
            "Un tiers en mois, oui ; en jours, il en faudrait %(wait)s. À vérifier avec l’école."
        )
        return _found(desk, value, State.UNKNOWN, text, figures)
    text = gettext_noop(
        "Le stage précédent sur ce poste finit le %(over)s : il faut %(wait)s jours "
        "avant le suivant, il y en a %(gap)s."
    )
    more = []
    if desk.facts.previous_weekly_hours is None:
        more = [Said(gettext_noop("S’il était à temps partiel, dites ses heures par semaine."))]
    return _found(desk, value, State.FAILED, text, figures, *more)


def _part(days: Decimal, third: Decimal) -> int:
    """Rounded up to whole days; the reference data writes a third with four digits."""
    return int((days * third).quantize(Decimal("0.1")).to_integral_value(ROUND_CEILING))


def _earliest(previous: Previous, third: Decimal) -> date:
    """The first day that a third counted in months allows."""
    days = _part(previous.days_by_months, third)
    months, rest = divmod(days, DAYS_OF_A_MONTH)
    return months_later(previous.over + timedelta(1), months) + timedelta(rest)


def _found(
    desk: Desk,
    value: Value,
    state: State,
    text: str,
    figures: dict[str, Figure] | None = None,
    *more: Said,
) -> Finding:
    return desk.finding(
        "carence", state, TITLE, Said(text, figures or {}), *more,
        legal=WAITING, value=value, fields=FIELDS,
    )  # fmt: skip
