"""Allowance: due above 308 hours, from the first one, at the minimum of each year of presence."""

from decimal import Decimal

from django.utils.translation import gettext_noop

from .desk import Desk
from .law import Span, Value
from .length import told
from .report import Figure, Finding, Said, State, euros, hours, number
from .texts import unpaid

# The rules of the reference data, also named in careers/models/legal.py.
MINIMUM, THRESHOLD = "gratification-horaire", "seuil-gratification-heures"
FIELDS = ("hourly_pay", "starts_on", "ends_on", "weekly_hours", "presence_hours")
TITLE = gettext_noop("Gratification")


def allowance(desk: Desk) -> Finding:
    """L.124-6 and D.124-8; each calendar year of presence is held against its own minimum."""
    value = desk.law.at(THRESHOLD, desk.day)
    if value is None or value.figure is None:
        return desk.not_known("gratification", TITLE, legal=THRESHOLD)
    due = _is_due(desk, value.figure)
    return unpaid(desk, _amount(desk, value, due=due), due=due)


def _amount(desk: Desk, value: Value, *, due: bool | None) -> Finding:
    if due is False:
        return _not_due(desk, value)
    pay = desk.facts.hourly_pay
    if pay is None:
        return _no_amount(desk, value, due=due)
    if pay == 0:
        return _nothing_paid(desk, value, due=due)
    return _against_minimum(desk, pay, due=due)


def _is_due(desk: Desk, threshold: Decimal) -> bool | None:
    """Whether it is compulsory; None when the hours do not tell."""
    presence = desk.presence
    if presence is None:
        return None
    if presence.least > threshold:
        return True
    return None if presence.most > threshold else False


def _found(
    desk: Desk,
    state: State,
    *said: Said,
    legal: str = MINIMUM,
    value: Value | None = None,
    figure: Figure | None = None,
) -> Finding:
    presence = desk.presence
    opening = (told(presence),) if presence else ()
    return desk.finding(
        "gratification", state, TITLE, *opening, *said,
        legal=legal, value=value, figure=figure, fields=FIELDS,
    )  # fmt: skip


def _threshold(value: Value) -> dict[str, Figure]:
    assert value.figure is not None
    return {"free": hours(value.figure)}


def _not_due(desk: Desk, value: Value) -> Finding:
    figures = _threshold(value)
    return _found(
        desk,
        State.PASSED,
        Said(gettext_noop("Jusqu’à %(free)s, la gratification n’est pas obligatoire."), figures),
        legal=THRESHOLD, value=value, figure=figures["free"],
    )  # fmt: skip


def _no_amount(desk: Desk, value: Value, *, due: bool | None) -> Finding:
    text = (
        gettext_noop("Au-delà de %(free)s, elle est due dès la première heure : montant manquant.")
        if due
        else gettext_noop("Due dès la première heure au-delà de %(free)s : il manque le montant.")
    )
    figures = _threshold(value)
    return _found(
        desk, State.UNKNOWN, Said(text, figures),
        legal=THRESHOLD, value=value, figure=figures["free"],
    )  # fmt: skip


def _nothing_paid(desk: Desk, value: Value, *, due: bool | None) -> Finding:
    """Nothing is below the minimum of any year, known or not."""
    figures = _threshold(value)
    if due is None:
        said = gettext_noop(
            "Sans gratification, le stage ne dépasse pas %(free)s : précisez les heures."
        )
        state = State.UNKNOWN
    else:
        said = gettext_noop(
            "Au-delà de %(free)s, la gratification est due dès la première heure : un stage non "
            "gratifié de cette durée est illégal."
        )
        state = State.FAILED
    return _found(
        desk, state, Said(said, figures), legal=THRESHOLD, value=value, figure=figures["free"]
    )


def _against_minimum(desk: Desk, pay: Decimal, *, due: bool | None) -> Finding:
    start, end = desk.facts.starts_on, desk.facts.ends_on
    if start is None or end is None or end < start:
        return _found(
            desk,
            State.UNKNOWN,
            Said(gettext_noop("Le minimum suit l’année de présence : il manque les dates.")),
        )
    spans = list(desk.law.over(MINIMUM, start, end))
    below = [span for span in spans if span.figure is not None and pay < span.figure]
    if below:
        return _below(desk, pay, below, due=due)
    missing = [span for span in spans if span.figure is None]
    if missing:
        return _not_yet(desk, pay, missing)
    highest = max(spans, key=lambda span: span.figure or Decimal(0))
    return _found(
        desk,
        State.PASSED,
        Said(
            gettext_noop("%(pay)s l’heure, au moins le minimum de chaque année de présence."),
            {"pay": euros(pay)},
        ),
        *_minimums(spans),
        value=highest.value, figure=euros(highest.figure or Decimal(0)),
    )  # fmt: skip


def _minimums(spans: list[Span]) -> list[Said]:
    """One line a year of presence: minimum of 2026: 4,50 €."""
    return [
        Said(
            gettext_noop("Minimum en %(year)s : %(lowest)s."),
            {"year": number(span.start.year), "lowest": euros(span.figure)},
        )
        for span in spans
        if span.figure is not None
    ]


def _below(desk: Desk, pay: Decimal, below: list[Span], *, due: bool | None) -> Finding:
    worst = max(below, key=lambda span: span.figure or Decimal(0))
    said = [
        Said(gettext_noop("%(pay)s l’heure, c’est moins que le minimum."), {"pay": euros(pay)}),
        *_minimums(below),
    ]
    if due is None:
        said.append(Said(gettext_noop("Reste à savoir si elle est due : précisez les heures.")))
    return _found(
        desk, State.FAILED if due else State.UNKNOWN, *said,
        value=worst.value, figure=euros(worst.figure or Decimal(0)),
    )  # fmt: skip


def _not_yet(desk: Desk, pay: Decimal, missing: list[Span]) -> Finding:
    """A year without a rate stays unknown: last year's never goes on by itself.

    Less than the last one known is said, for whoever writes and whoever reviews.
    """
    known = [value for value in desk.law.values.get(MINIMUM, ()) if value.figure is not None]
    last = known[-1] if known else None
    less = (
        Said(
            gettext_noop("C’est moins que le dernier minimum connu : %(lowest)s."),
            {"lowest": euros(last.figure)},
        ),
    ) if last and last.figure and pay < last.figure else ()  # fmt: skip
    return _found(
        desk,
        State.UNKNOWN,
        *less,
        *(
            Said(
                gettext_noop(
                    "Le minimum de %(year)s n’est pas encore connu ici : %(pay)s l’heure est à "
                    "vérifier avant de signer."
                ),
                {"year": number(span.start.year), "pay": euros(pay)},
            )
            for span in missing
        ),
        value=missing[0].value,
    )
