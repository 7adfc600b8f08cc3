"""The lines of the list, ready to print: what a template would compute twenty times a page."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers import towns
from careers.enums import InternshipKind
from careers.listing.trades import Trades
from careers.models import Internship

NEW_DAYS = 2
SOON_DAYS = 7


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
    tags: Sequence[tuple[str, str]]


def rows(
    numbers: Sequence[int],
    *,
    trades: Trades,
    today: date,
    town: towns.Town | None = None,
) -> list[Row]:
    """These internships in this order, those that are still open; one statement."""
    # Once more the one rule of what is open: a narrow row may be late, a page may not.
    found = Internship.objects.open(today=today).filter(pk__in=numbers).with_line()
    listings = {one.pk: one for one in found}
    return [_row(listings[number], trades, today, town) for number in numbers if number in listings]


def _row(one: Internship, trades: Trades, today: date, town: towns.Town | None) -> Row:
    opening: Any = one.opening
    trade = trades.by_number[one.role_id or 0]
    away = _away(one, town)
    places = (
        ngettext("%(n)s place", "%(n)s places", one.places_left) % {"n": one.places_left}
        if one.places > 1
        else ""
    )
    slugline = " · ".join(
        part for part in (trade.department_name, one.city, away, one.duration_label) if part
    )
    return Row(
        number=one.pk,
        title=one.title,
        url=one.get_absolute_url(),
        department=trade.department,
        slugline=slugline,
        host=" — ".join(part for part in (one.organisation.name, one.period_label) if part),
        deadline=" · ".join(part for part in (one.deadline_label, places) if part),
        soon=one.apply_by is not None and one.apply_by <= today + timedelta(days=SOON_DAYS),
        pay=one.pay_label,
        tags=list(_tags(one, opening, today)),
    )


def _tags(one: Internship, opening: Any, today: date) -> Any:
    if one.kind != InternshipKind.STAGE:
        yield "", one.get_kind_display()
    if opening.published_at.date() > today - timedelta(days=NEW_DAYS):
        yield "", _("nouveau")
    yield "ok", _("conforme") if opening.lawful else _("relu")


def _away(one: Internship, town: towns.Town | None) -> str:
    """How far it is: « à 12 km »."""
    where = towns.locate(one.city, one.departement) if town else None
    if town is None or where is None:
        return ""
    km = round(towns.distance((town.latitude, town.longitude), where))
    return _("à %(km)s km") % {"km": km} if km else ""
