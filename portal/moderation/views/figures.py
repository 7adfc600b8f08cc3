"""What moderation did, year by year, for everybody."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.moderation import figures as counting
from portal.shell.routes import Policy, route


def _context(year: int | None) -> dict[str, Any]:
    years = counting.years()
    shown = year or years[0]
    if shown not in years:
        raise Http404
    tables = counting.tables(shown)
    return {
        "year": shown,
        "years": years,
        "tables": tables,
        "empty": counting.empty(tables),
        "today": timezone.localdate() if shown == years[0] else None,
        "shown_from": counting.SHOWN,
    }


@route(Policy.PUBLIC, shared=True)
def figures(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The figures of this year, or of an earlier one."""
    return render(request, "moderation/figures.html", _context(year))


@route(Policy.PUBLIC)
def figures_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same, to count with: a line a number, empty where it is not shown."""
    context = _context(year)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    out = csv.writer(response)
    out.writerow([_("année"), _("tableau"), _("ligne"), _("valeur")])
    for table in context["tables"]:
        for line in table.lines:
            out.writerow([year, table.title, line.label, line.raw])
    return response
