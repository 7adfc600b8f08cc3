"""The list of the open internships."""

import dataclasses
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from careers.listing import criteria, facets, ideas, paging, printing, rows
from careers.listing.counting import Counts, count
from careers.listing.criteria import Criteria
from careers.listing.exposure import STEP_DAYS
from careers.listing.trades import Trades
from careers.models import Opening
from careers.towns import Answer, Town
from portal.shell import prepared
from portal.shell.routes import Policy, route


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """What the list answers to an address, drawn; the same for whoever asks."""

    main: SafeString
    feed_url: str
    # Not the first page of everything: search engines are shown that one alone.
    is_narrowed: bool


@route(Policy.PUBLIC, shared=True)
def internships(request: HttpRequest) -> HttpResponse:
    """The internships open to applications: what narrows them, in which order, one page of them."""
    trades = prepared.part(request, ("trades",), Trades)
    asked = criteria.read(request.GET, trades)
    sort = paging.SORTS.get(request.GET.get("tri", ""), paging.SORTS[""])
    mark = paging.mark_of(request.GET.get("page", ""), sort)
    # What the address says besides changes nothing.
    key = "internships", tuple(asked.pairs()), asked.near, asked.km, sort.key, mark
    listed = prepared.part(request, key, lambda: _listed(asked, trades, sort, mark), library=False)
    return render(request, "careers/internships.html", {"listed": listed})


def _listed(asked: Criteria, trades: Trades, sort: paging.Sort, mark: paging.Mark | None) -> Listed:
    today = timezone.localdate()
    counts = count(asked, today=today)
    page = _page(asked, counts, sort, mark, today)
    shown = rows.printed(page.rows, today=today, town=asked.town)
    context: dict[str, Any] = {
        "criteria": asked,
        "count": counts.total,
        "count_label": facets.total_label(counts),
        "counted_all": not counts.more,
        "filters": _filters(asked, counts, trades, sort) if counts.total or asked else "",
        "board": printing.board(tuple(shown)),
        "chips": facets.chips(asked, trades, sort),
        "internships": shown,
        "sorts": _sorts(asked, sort),
        "sort": sort,
        "step_days": STEP_DAYS,
        "distances": criteria.DISTANCES,
        "kept_above": facets.hidden(asked, sort, *criteria.FACETS),
        "towns": _towns(asked, sort),
        "feed_url": _with_query("careers:internship_feed", asked),
        "alert_url": _with_query("careers:alert_create", asked),
        "previous_url": page.previous and facets.address(asked, sort, page=page.previous),
        "next_url": page.following and facets.address(asked, sort, page=page.following),
    }
    if not shown and asked:
        context |= {
            "wider": ideas.wider(asked, trades=trades, sort=sort, today=today),
            "farther": ideas.farther(asked, sort=sort, today=today),
            "spellings": ideas.spellings(asked, sort=sort),
        }
    main = render_to_string("careers/listing/_page.html", context)
    return Listed(main, context["feed_url"], bool(asked or page.previous))


def _page(
    asked: Criteria, counts: Counts, sort: paging.Sort, mark: paging.Mark | None, today: date
) -> paging.Slice:
    """The page that the mark names; the first one when nothing stands there any more."""
    walking = paging.is_walked(counts.total, counts.openings)
    found = asked.filter(Opening.objects.checked(today=today), walking=walking)
    columns = rows.columns()
    page = paging.page(found, sort=sort, mark=mark, columns=columns)
    if mark and not page.rows:
        return paging.page(found, sort=sort, columns=columns)
    return page


def _filters(asked: Criteria, counts: Counts, trades: Trades, sort: paging.Sort) -> str:
    groups = facets.groups(asked, counts, trades)
    if not groups:
        return ""
    return printing.filters(
        groups,
        action=reverse("careers:internships"),
        hidden=tuple(facets.hidden(asked, sort, "q", "pres", "km")),
        active=sum(len(values) for values in asked.ticked.values()),
    )


def _with_query(name: str, asked: Criteria) -> str:
    query = asked.query()
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _sorts(asked: Criteria, current: paging.Sort) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "url": facets.address(asked, one), "current": one is current}
        for one in paging.SORTS.values()
    ]


def _towns(asked: Criteria, sort: paging.Sort) -> list[dict[str, str]]:
    """The towns that might have been meant, each with the list around it."""
    found = asked.near.others if asked.near else ()
    return [{"label": one.label, "url": facets.address(_near(asked, one), sort)} for one in found]


def _near(asked: Criteria, town: Town) -> Criteria:
    return dataclasses.replace(asked, near=Answer(town.name, town))
