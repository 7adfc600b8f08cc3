"""The terms an application stands on: a copy of what its listing said, that no later edit touches.

Made when it is sent, and again when the applicant agrees to other terms (`terms_actions`). Kept as
text in `Application.terms`, and read back as a listing that is never saved: it is shown,
compared and held against the law like one.
"""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.applications.moves import Refused
from careers.models import Application, Internship
from portal.moderation.enums import State
from portal.shell import french

Kept = dict[str, str | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of the terms: the fields it says, and how.

    `fact`: where, when, for how much; one that changes has to be agreed on again before a yes.
    Of the others the application keeps the words it was sent on. `long`: a text.
    """

    label: Any
    fields: tuple[str, ...]
    show: Callable[[Any], str]
    fact: bool = True
    long: bool = False


def _place(one: Any) -> str:
    where = one.get_departement_display()
    return f"{one.city} ({where})" if one.city and where else one.city or str(where)


def _tutor(one: Any) -> str:
    return ", ".join(filter(None, (one.tutor_name, one.tutor_role)))


def _presence(one: Any) -> str:
    return french.hours(one.presence_hours) if one.presence_hours is not None else ""


def _role(one: Any) -> str:
    named: str | None = getattr(one, "kept_role_name", None)
    return named if named is not None else one.role.title if one.role else ""


DATES = Row(gettext_lazy("Dates"), ("starts_on", "ends_on"), lambda one: str(one.period_label))
HOURS = Row(gettext_lazy("Heures par semaine"), ("weekly_hours",), lambda one: one.hours_label)
PAY = Row(gettext_lazy("Gratification"), ("hourly_pay",), lambda one: one.pay_label)
TUTOR = Row(gettext_lazy("Tuteur ou tutrice"), ("tutor_name", "tutor_role"), _tutor, fact=False)
# What a placement goes on saying, and its organisation may change.
OF_PLACEMENT = (DATES, HOURS, PAY, TUTOR)
ROWS = (
    Row(
        gettext_lazy("Type d’annonce"), ("kind",), lambda one: str(one.get_kind_display())
    ),
    Row(gettext_lazy("Métier"), ("role",), _role),
    Row(gettext_lazy("Lieu"), ("city", "departement"), _place),
    Row(gettext_lazy("Télétravail"), ("remote",), lambda one: one.remote, fact=False),
    DATES,
    HOURS,
    Row(gettext_lazy("Heures de présence en tout"), ("presence_hours",), _presence),
    PAY,
    Row(gettext_lazy("Avantages"), ("benefits",), lambda one: one.benefits, fact=False),
    TUTOR,
    Row(gettext_lazy("Missions"), ("missions",), lambda one: one.missions, fact=False, long=True),
    Row(
        gettext_lazy("Ce qu’on y apprend"), ("learning",), lambda one: one.learning, fact=False,
        long=True,
    ),
)  # fmt: skip
COMPARED = tuple(name for row in ROWS for name in row.fields)
KEPT = (*COMPARED, "places")


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A line that says something else than before, in the language being spoken."""

    label: str
    before: str
    after: str
    fact: bool
    long: bool


def _field(name: str) -> Any:
    return Internship._meta.get_field(name)


def frozen(internship: Internship) -> Kept:
    """What a listing says now, as it is kept with an application."""
    kept: Kept = {}
    for name in KEPT:
        field = _field(name)
        nothing = field.value_from_object(internship) is None
        kept[name] = None if nothing else str(field.value_to_string(internship))
    kept["role_name"] = internship.role.title if internship.role else ""
    return kept


def offer(application: Application) -> Internship | None:
    """The listing as the application stands on it; None when no copy was kept, or it was emptied.

    Never saved. Its organisation is that of the application, if it is still there.
    """
    kept = application.terms
    if not kept:
        return None
    values = {
        _field(name).attname: None if kept[name] is None else _field(name).to_python(kept[name])
        for name in KEPT
        if name in kept
    }
    found = Internship(title=application.title, **values)
    found.organisation_id = application.organisation_id  # type: ignore[assignment]
    # As it was called that day, whatever became of the role.
    found.kept_role_name = kept.get("role_name") or ""  # type: ignore[attr-defined]
    return found


def mark(internship: Internship) -> str:
    """The same for the same terms, another for others: thirty-two characters."""
    kept = frozen(internship)
    said = json.dumps([kept[name] for name in COMPARED])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _value(one: Any, name: str) -> Any:
    """A value to compare: of a text, its words, whatever lies between them."""
    value = getattr(one, _field(name).attname)
    return value.split() if isinstance(value, str) else value


def changes(before: Any, after: Any, *, rows: Iterable[Row] = ROWS) -> list[Change]:
    """The lines that differ between two listings, or two placements."""
    return [
        Change(str(row.label), row.show(before), row.show(after), row.fact, row.long)
        for row in rows
        if any(_value(before, name) != _value(after, name) for name in row.fields)
    ]


def since(application: Application, internship: Internship | None) -> list[Change]:
    """What the listing says otherwise than the application stands on, published or not."""
    kept = offer(application)
    return changes(kept, internship) if kept is not None and internship is not None else []


def lines(kept: Internship, *, tutor: bool = True) -> list[tuple[str, str]]:
    """The short terms with their labels, for a page or an export; `tutor`: with their name."""
    shown = [
        (str(row.label), row.show(kept))
        for row in ROWS
        if not row.long and (tutor or row is not TUTOR)
    ]
    shown.append((_("Places"), str(kept.places)))
    return [(label, text) for label, text in shown if text]


def refuse_other(application: Application, internship: Internship) -> None:
    """Raise Refused where a yes would bind the applicant to facts they have not agreed to.

    The caller holds the listing's row.
    """
    if not any(one.fact for one in since(application, internship)):
        return
    if internship.state == State.APPROVED:
        raise Refused(
            _(
                "L’annonce dit maintenant d’autres termes que ceux auxquels cette personne a "
                "candidaté. Elle est prévenue\u00a0: vous pourrez l’accepter dès qu’elle aura dit "
                "que cela lui convient."
            )
        )
    raise Refused(
        _(
            "Vous avez changé les termes de l’annonce, et elle n’est pas republiée\u00a0: "
            "attendez sa relecture, ou remettez les termes auxquels cette personne a candidaté."
        )
    )
