"""The lines of a list of internships: what is kept ready to print, and what the day adds."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from careers import towns
from careers.enums import InternshipKind
from careers.models import Internship, Opening
from careers.models.internship_terms import deadline_of
from careers.verification import verified_among
from portal.shell import languages

NEW_DAYS = 2
SOON_DAYS = 7
Line = dict[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One internship of a list. `tags` are pairs of a kind (ok, warn or none) and a word."""

    number: int
    title: str
    url: str
    department: str
    slugline: str
    host: str
    deadline: str
    soon: bool
    pay: str
    tags: tuple[tuple[str, str], ...]


def line_of(listing: Internship) -> Line:
    """What never depends on the day nor on who looks, in the language being spoken."""
    trade = listing.role
    # What is published is complete.
    assert trade is not None
    places = (
        ngettext("%(n)s place", "%(n)s places", listing.places_left) % {"n": listing.places_left}
        if listing.places > 1
        else ""
    )
    return {
        "title": listing.title,
        "url": listing.get_absolute_url(),
        "department": trade.department.slug,
        "trade": trade.department.name,
        "city": listing.city,
        "departement": listing.departement,
        "duration": listing.duration_label,
        "host": " — ".join(
            part for part in (listing.organisation.name, listing.period_label) if part
        ),
        "pay": listing.pay_label,
        "places": places,
        "kind": "" if listing.kind == InternshipKind.STAGE else listing.get_kind_display(),
    }


def columns() -> tuple[str, ...]:
    """What a line is made of, in the language being spoken (after the number, for `printed`)."""
    language = "english" if get_language() == languages.ENGLISH else "french"
    return f"line__{language}", "apply_by", "published_at", "lawful"


def printed(
    found: Iterable[tuple[Any, ...]], *, today: date, town: towns.Town | None = None
) -> list[Row]:
    """These openings, read with their number and `columns`."""
    found = list(found)
    verified = verified_among([row[0] for row in found]) if found else set()
    return [
        _row(number, line, apply_by, published_at, lawful, today, town, number in verified)
        for number, line, apply_by, published_at, lawful in found
        if line is not None
    ]


def rows(numbers: Sequence[int], *, today: date, town: towns.Town | None = None) -> list[Row]:
    """These internships in this order, those that are still open; one statement."""
    found = Opening.objects.checked(today=today).filter(pk__in=numbers)
    read = {row[0]: row for row in found.values_list("internship", *columns())}
    return printed([read[one] for one in numbers if one in read], today=today, town=town)


def _row(
    number: int,
    line: Line,
    apply_by: date,
    published_at: datetime,
    lawful: bool,
    today: date,
    town: towns.Town | None,
    verified: bool,
) -> Row:
    slugline = line["trade"], line["city"], _away(line, town), line["duration"]
    deadline = deadline_of(apply_by, today=today), line["places"]
    return Row(
        number=number,
        title=line["title"],
        url=line["url"],
        department=line["department"],
        slugline=" · ".join(part for part in slugline if part),
        host=line["host"],
        deadline=" · ".join(part for part in deadline if part),
        soon=apply_by <= today + timedelta(days=SOON_DAYS),
        pay=line["pay"],
        tags=tuple(_tags(line, published_at, lawful, today, verified)),
    )


def _tags(
    line: Line, published_at: datetime, lawful: bool, today: date, verified: bool
) -> Iterator[tuple[str, str]]:
    if line["kind"]:
        yield "", line["kind"]
    if timezone.localdate(published_at) > today - timedelta(days=NEW_DAYS):
        yield "", _("nouveau")
    yield "ok", _("conforme") if lawful else _("relu")
    if verified:
        yield "ok", _("structure vérifiée")


def _away(line: Line, town: towns.Town | None) -> str:
    """How far it is: « à 12 km »."""
    where = towns.locate(line["city"], line["departement"]) if town else None
    if town is None or where is None:
        return ""
    km = round(towns.distance((town.latitude, town.longitude), where))
    return _("à %(km)s km") % {"km": km} if km else ""
