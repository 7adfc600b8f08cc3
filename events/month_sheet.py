"""Editions laid out on the days of a month, each on a lane of its own (components/month.html)."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import dates
from events.models import Edition
from portal.shell import french

MOST_LANES = 5
MONDAY = 0


def days(month: date, editions: list[Edition], *, today: date) -> list[dict[str, Any]]:
    """Every day of the month with what is under way."""
    lanes = _lanes(editions)
    length = dates.last_day(month).day
    return [
        {
            "number": day.day,
            "label": f"{date_format(day, 'l')} {french.day(day, year=False)}",
            "iso": day.isoformat(),
            "today": day == today,
            "items": _items(day, lanes),
        }
        for day in (month.replace(day=number) for number in range(1, length + 1))
    ]


def _lanes(editions: list[Edition]) -> list[list[Edition]]:
    """Lanes on which nothing overlaps, so that what lasts stays on one line."""
    lanes: list[list[Edition]] = []
    for edition in sorted(editions, key=_first_day):
        free = (lane for lane in lanes if _last_day(lane[-1]) < _first_day(edition))
        lane = next(free, None)
        if lane is None:
            lanes.append([edition])
        else:
            lane.append(edition)
    return lanes


def _items(day: date, lanes: list[list[Edition]]) -> list[dict[str, Any]]:
    under_way = [next((one for one in lane if one.covers(day)), None) for lane in lanes]
    shown = [_item(one, day) if one else {"run": "gap"} for one in under_way[:MOST_LANES]]
    while shown and shown[-1]["run"] == "gap":
        shown.pop()
    hidden = sum(one is not None for one in under_way[MOST_LANES:])
    if hidden:
        more = ngettext("et %(n)s autre", "et %(n)s autres", hidden) % {"n": hidden}
        shown.append({"title": more, "run": ""})
    return shown


def _item(edition: Edition, day: date) -> dict[str, Any]:
    festival = edition.festival
    item = {"title": festival.short_name, "url": festival.get_absolute_url(), "run": "on"}
    if not (edition.starts_on and edition.ends_on):
        note = _("premier jour") if edition.starts_on else _("dernier jour")
        return item | {"run": "", "note": note}
    city = festival.city if festival.city != festival.short_name else ""
    if edition.starts_on == edition.ends_on:
        return item | {"run": "", "note": city}
    if day == edition.starts_on or day.day == 1:
        return item | {"run": "start", "note": city}
    return item | {"run": "again"} if day.weekday() == MONDAY else item


def _first_day(edition: Edition) -> date:
    return edition.starts_on or edition.ends_on or date.max


def _last_day(edition: Edition) -> date:
    return edition.last_day or date.max
