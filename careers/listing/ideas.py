"""Where to go when the list is empty, or when an internship is over."""

import dataclasses
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from careers.listing import facets
from careers.listing.counting import Counts, count
from careers.listing.criteria import DISTANCES, Criteria, telling
from careers.listing.paging import Sort
from careers.listing.trades import Trades
from careers.models import Internship, Opening, OpeningQuerySet
from portal.search import answers
from portal.search import query as search_query

WIDER_SHOWN = 3
SIMILAR = 3


def wider(criteria: Criteria, *, trades: Trades, sort: Sort, today: date) -> list[dict[str, str]]:
    """The lists with one thing less that have something, the largest first, with their numbers."""
    found: list[tuple[int, dict[str, str]]] = []
    for name, value, label in criteria.parts(trades):
        if name == "pres":
            continue
        less = criteria.without(name, value if name in facets.LEGENDS else "")
        counts = count(less, today=today)
        if counts.total:
            found.append((counts.total, _leads(label, less, counts, sort)))
    found.sort(key=lambda one: -one[0])
    return [one for _total, one in found[:WIDER_SHOWN]]


def farther(criteria: Criteria, *, sort: Sort, today: date) -> dict[str, str] | None:
    """The first distance at which there is something, or everywhere."""
    if criteria.town is None:
        return None
    for km in DISTANCES:
        if km <= criteria.km:
            continue
        wide = dataclasses.replace(criteria, km=km)
        if (counts := count(wide, today=today)).total:
            label = _("à %(km)s km de %(town)s") % {"km": km, "town": criteria.town.label}
            return _leads(label, wide, counts, sort)
    anywhere = criteria.without("pres")
    counts = count(anywhere, today=today)
    return _leads(_("partout en France"), anywhere, counts, sort) if counts.total else None


def _leads(label: str, criteria: Criteria, counts: Counts, sort: Sort) -> dict[str, str]:
    return {
        "label": label,
        "url": facets.address(criteria, sort),
        "count": facets.total_label(counts),
    }


def spellings(criteria: Criteria, *, sort: Sort) -> list[dict[str, str]]:
    """Words that look like those typed and that something has."""
    said = telling(criteria.words)
    near = answers.closest(search_query.read(said)) if said else []
    return [
        {"label": word, "url": facets.address(dataclasses.replace(criteria, words=word), sort)}
        for word in near
    ]


def similar(listing: Internship, *, today: date) -> list[int]:
    """Up to three other open internships: the same role and region, then the role anywhere, then
    the department in the region, then the department; the quiet ones first.
    """
    found: list[int] = []
    for openings in _alike(listing, Opening.objects.open(today=today).exclude(pk=listing.pk)):
        missing = SIMILAR - len(found)
        if not missing:
            break
        more = openings.exclude(pk__in=found).order_by("-exposure", "-pk")
        found += more.values_list("internship", flat=True)[:missing]
    return found


def _alike(listing: Internship, openings: OpeningQuerySet) -> Iterator[OpeningQuerySet]:
    if listing.role is None:
        return
    role, department = listing.role.slug, listing.role.department.slug
    yield openings.filter(role=role, region=listing.region)
    yield openings.filter(role=role)
    yield openings.filter(department=department, region=listing.region)
    yield openings.filter(department=department)
