"""Aggregates on internships, for whoever quotes them: answers, delays, pay.

Twelve months, groups of five at least, and nobody in them: a group with fewer is left out, not
shown as nought, and never so that subtracting the others from the whole would give it back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.applications.answer_rate import YEAR, days_between, judged
from careers.enums import InternshipKind, OrganisationKind
from careers.models import AnswerFigures, Department, Internship
from careers.models.answer_figures import FEWEST

Row = dict[str, Any]
ALL = ("ensemble", "")
# How a group is called in the files, and on the page.
CUTS = {
    "ensemble": _("Tout le site"),
    "structure": _("Par type de structure"),
    "region": _("Par région"),
    "departement": _("Par département du film"),
}


def _groups(rows: Iterable[tuple[str, str, str, Any]]) -> dict[tuple[str, str], list[Any]]:
    """What each group holds: (type of organisation, département, department of the film, thing)."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for kind, departement, department, thing in rows:
        cuts = [
            ALL,
            ("structure", kind or ""),
            ("region", geography.region_of(departement or "")),
            ("departement", department or ""),
        ]
        for cut in cuts:
            if cut == ALL or cut[1]:
                found[cut].append(thing)
    hidden = {cut for cut, things in found.items() if len(things) < FEWEST}
    for name in list(CUTS)[1:]:
        hidden |= _complement({cut: found[cut] for cut in found if cut[0] == name}, hidden)
    return {cut: things for cut, things in found.items() if cut not in hidden}


def _complement(
    groups: dict[tuple[str, str], list[Any]], hidden: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """The smallest groups to leave out as well, until what is left out is five at least."""
    left = sum(len(things) for cut, things in groups.items() if cut in hidden)
    more: set[tuple[str, str]] = set()
    for cut in sorted(groups, key=lambda one: (len(groups[one]), one)):
        if not 0 < left < FEWEST:
            break
        if cut not in hidden:
            more.add(cut)
            left += len(groups[cut])
    return more


def _in_order(cut: tuple[str, str]) -> tuple[int, str]:
    return list(CUTS).index(cut[0]), cut[1]


def answers(*, now: datetime | None = None) -> list[Row]:
    """How many applications had an answer before their date, and how soon."""
    now = now or timezone.now()
    read = judged(now=now).values_list(
        "organisation__kind",
        "internship__departement",
        "internship__role__department__slug",
        "sent_at",
        "answered_at",
    )
    groups = _groups((kind, place, film, (sent, said)) for kind, place, film, sent, said in read)
    rows = []
    for cut in sorted(groups, key=_in_order):
        delays = [days_between(sent, said) for sent, said in groups[cut] if said]
        received = len(groups[cut])
        rows.append(
            {
                "par": cut[0],
                "valeur": cut[1],
                "candidatures": received,
                "taux_de_reponse": len(delays) * 100 // received,
                "delai_median_jours": _half(delays) if len(delays) >= FEWEST else None,
            }
        )
    return rows


def _half(delays: list[int]) -> int:
    """The median, rounded up: a promise is not rounded down."""
    return int(median(delays) + 0.5)


def pay(*, now: datetime | None = None) -> list[Row]:
    """What internships under agreement pay an hour, as published."""
    now = now or timezone.now()
    published = Internship.objects.approved().filter(
        kind=InternshipKind.STAGE, published_at__gt=now - YEAR, hourly_pay__isnull=False
    )
    read = published.values_list(
        "organisation__kind", "departement", "role__department__slug", "hourly_pay"
    )
    groups = _groups(read)
    return [
        {
            "par": cut[0],
            "valeur": cut[1],
            "annonces": len(groups[cut]),
            "gratification_mediane": str(_cents(median(groups[cut]))),
            "sans_gratification": sum(not one for one in groups[cut]) * 100 // len(groups[cut]),
        }
        for cut in sorted(groups, key=_in_order)
    ]


def _cents(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


def answers_on() -> date | None:
    """The day on which the answers were last counted."""
    last = AnswerFigures.objects.aggregate(last=Max("counted_at"))["last"]
    return timezone.localtime(last).date() if last else None


def pay_on() -> date | None:
    last = Internship.objects.approved().aggregate(last=Max("published_at"))["last"]
    return timezone.localtime(last).date() if last else None


def tables(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows as the page sets them: one table a cut, each value in words."""
    names: dict[str, Callable[[str], Any]] = {
        "ensemble": lambda _value: CUTS["ensemble"],
        "structure": lambda value: OrganisationKind(value).label,
        "region": str,
        "departement": _departments().get,
    }
    return [
        {
            "label": label,
            # The whole is its own heading.
            "headed": cut != ALL[0],
            "rows": [
                {**row, "name": names[cut](row["valeur"]) or row["valeur"]}
                for row in rows
                if row["par"] == cut
            ],
        }
        for cut, label in CUTS.items()
        if any(row["par"] == cut for row in rows)
    ]


def _departments() -> dict[str, str]:
    return {one.slug: one.name for one in Department.objects.all()}
