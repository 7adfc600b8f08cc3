"""Pay of what is employment: at least the Smic, whatever the agreement of the trade adds."""

from django.utils.translation import gettext_noop

from . import texts
from .desk import Desk, weighed
from .law import Value
from .report import Finding, Said, State, euros

SMIC = "smic-horaire"
TITLE = gettext_noop("Salaire")
# Mayotte has a Smic of its own, which the reference data does not hold.
MAYOTTE = "976"


def of_job(desk: Desk) -> Finding:
    """L.3231-2 of the Code du travail: no hour below the Smic, which never goes down.

    Above it stays unknown: the agreement of the trade may ask for more.
    """
    wage = desk.facts.hourly_pay
    smic = _smic(desk)
    if wage and smic and smic.figure and wage < smic.figure and desk.facts.departement != MAYOTTE:
        said = Said(
            gettext_noop("%(pay)s brut l’heure, c’est moins que le Smic : %(smic)s."),
            {"pay": euros(wage), "smic": euros(smic.figure)},
        )
        return _found(desk, State.FAILED, said, value=smic)
    return _paid(
        desk,
        gettext_noop(
            "%(pay)s brut l’heure : au moins le Smic, et le minimum de la fonction s’il y en a "
            "un. À vérifier dans la convention collective."
        ),
    )


def of_apprentice(desk: Desk) -> Finding:
    return _paid(
        desk,
        gettext_noop("Le salaire est une part du Smic, selon l’âge et l’année : à vérifier."),
    )


def _smic(desk: Desk) -> Value | None:
    """That of the day, or the last one known: the next ones are never lower."""
    return desk.law.at(SMIC, desk.day)


def _paid(desk: Desk, text: str) -> Finding:
    """Nothing at all is against the law."""
    wage = desk.facts.hourly_pay
    if wage is None:
        return _found(desk, State.UNKNOWN, Said(gettext_noop("Le salaire manque.")))
    if wage == 0:
        return _found(desk, State.FAILED, Said(gettext_noop("C’est un emploi : il se paie.")))
    return _found(desk, State.UNKNOWN, Said(text, {"pay": euros(wage)}))


def _found(desk: Desk, state: State, said: Said, *, value: Value | None = None) -> Finding:
    finding = desk.finding(
        "salaire", state, TITLE, said,
        legal=SMIC if value else "", value=value,
        figure=euros(value.figure) if value and value.figure else None, fields=("hourly_pay",),
    )  # fmt: skip
    return weighed(finding, texts.hardened(desk.words("non-remunere-plus-2-mois")))
