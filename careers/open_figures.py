"""Aggregates on internships, for whoever quotes them: answers, delays, pay.

Twelve months, groups of five at least, and nobody in them: a group with fewer is left out, not
shown as nought, and never so that subtracting the others from the whole would give it back.

Counted once a day (`count`), whatever is asked; pages and files read what was counted (`kept`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.applications.answer_rate import YEAR, days_between, judged
from careers.enums import InternshipKind, OrganisationKind
from careers.models import Department, Internship, OpenFigures
from careers.models.answer_figures import FEWEST

Row = dict[str, Any]
ALL = ("ensemble", "")
# Of each row, in the order of the files: a database may keep the keys of a JSON object in its own.
COLUMNS = {
    "answers": ("par", "valeur", "candidatures", "taux_de_reponse", "delai_median_jours"),
    "pay": ("par", "valeur", "annonces", "gratification_mediane", "sans_gratification"),
}
# Rows read at a time.
CHUNK = 5000
# How a group is called in the files, and on the page.
CUTS = {
    "ensemble": _("Tout le site"),
    "structure": _("Par type de structure"),
    "region": _("Par région"),
    "departement": _("Par département du film"),
}


def count(*, now: datetime) -> str:
    """Count everything again; returns a line for the log. A minute where there are millions."""
    rows = {"answers": answers(now=now), "pay": pay(now=now)}
    OpenFigures.objects.update_or_create(pk=1, defaults={**rows, "counted_at": now})
    return f"chiffres\u00a0: {len(rows['answers'])} et {len(rows['pay'])} groupes"


def kept() -> OpenFigures:
    """What was counted last; without a row of either before anything was."""
    never: Any = None
    found = OpenFigures.objects.first() or OpenFigures(counted_at=never)
    for name, columns in COLUMNS.items():
        rows = [{column: row[column] for column in columns} for row in getattr(found, name)]
        setattr(found, name, rows)
    return found


def counted_on() -> date | None:
    """The day on which everything was last counted."""
    at = kept().counted_at
    return timezone.localtime(at).date() if at else None


def _groups(rows: Iterable[tuple[str, str, str, Any]]) -> dict[tuple[str, str], Counter[Any]]:
    """How often each group holds each thing, read one row after the other.

    A row: type of organisation, département, department of the film, thing.
    """
    found: dict[tuple[str, str], Counter[Any]] = defaultdict(Counter)
    for kind, departement, department, thing in rows:
        cuts = [
            ALL,
            ("structure", kind or ""),
            ("region", geography.region_of(departement or "")),
            ("departement", department or ""),
        ]
        for cut in cuts:
            if cut == ALL or cut[1]:
                found[cut][thing] += 1
    hidden = {cut for cut, things in found.items() if things.total() < FEWEST}
    for name in list(CUTS)[1:]:
        hidden |= _complement({cut: found[cut] for cut in found if cut[0] == name}, hidden)
    return {cut: things for cut, things in found.items() if cut not in hidden}


def _complement(
    groups: dict[tuple[str, str], Counter[Any]], hidden: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """The smallest groups to leave out as well, until what is left out is five at least."""
    left = sum(things.total() for cut, things in groups.items() if cut in hidden)
    more: set[tuple[str, str]] = set()
    for cut in sorted(groups, key=lambda one: (groups[one].total(), one)):
        if not 0 < left < FEWEST:
            break
        if cut not in hidden:
            more.add(cut)
            left += groups[cut].total()
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
    groups = _groups(
        (kind, place, film, days_between(sent, said) if said else None)
        for kind, place, film, sent, said in read.iterator(chunk_size=CHUNK)
    )
    rows = []
    for cut in sorted(groups, key=_in_order):
        received = groups[cut].total()
        delays = [days for days in groups[cut].elements() if days is not None]
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
    groups = _groups(read.iterator(chunk_size=CHUNK))
    return [
        {
            "par": cut[0],
            "valeur": cut[1],
            "annonces": groups[cut].total(),
            "gratification_mediane": str(_cents(median(groups[cut].elements()))),
            "sans_gratification": groups[cut][Decimal(0)] * 100 // groups[cut].total(),
        }
        for cut in sorted(groups, key=_in_order)
    ]


def _cents(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


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
