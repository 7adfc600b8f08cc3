from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from careers import jsonld, markdown, sheets, terms
from careers.enums import SheetKind, SheetTheme
from careers.models import Role
from careers.views.useful import votes
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

# The parts of a sheet on rights that its card shows: what one reads in the office, pen in hand.
CARD = ["En trois lignes", "Qui appeler", "Les preuves à garder"]


@route(Policy.PUBLIC, shared=True)
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Every practical sheet, by theme."""
    everything = sheets.all_sheets()
    groups = [
        {"theme": theme, "sheets": list(found)}
        for theme, found in groupby(everything, key=lambda sheet: sheet.theme)
    ]
    context = {"groups": groups, "count": len(everything)}
    return render(request, "careers/reading/sheets.html", context)


@route(Policy.PUBLIC, shared=True)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One practical sheet, to read, to tick, to print."""
    shown = sheets.get(slug)
    if shown is None:
        raise Http404
    key = f"fiche:{slug}"
    linked = Role.objects.filter(slug__in=shown.roles).select_related("department")
    linker = terms.linker()
    context = {
        "sheet": shown,
        "jsonld": jsonld.article(shown),
        "share": share("fiche", slug, title=shown.title, description=shown.summary),
        "text": markdown.render(shown.body, link=linker.link, resolve=sheets.named),
        "linker": linker,
        "roles": sorted(linked, key=lambda role: shown.roles.index(role.slug)),
        "useful": votes(request, [key])[key],
        "one_page": shown.kind == SheetKind.FIRST_DAY,
    }
    return render(request, "careers/reading/sheet.html", context)


@route(Policy.PUBLIC, shared=True)
def rights(request: HttpRequest) -> HttpResponse:
    """What is due, whom to call and what to keep, one card a situation."""
    linker = terms.linker()

    def rows(shown: sheets.Sheet) -> list[tuple[str, Any]]:
        return [
            (title, markdown.render(text, link=linker.link, resolve=sheets.named).html)
            for title, text in shown.parts()
            if title in CARD
        ]

    cards = [{"sheet": one, "rows": rows(one)} for one in sheets.of_kind(SheetKind.RIGHTS)]
    return render(request, "careers/reading/rights.html", {"cards": cards})


@route(Policy.PUBLIC, shared=True)
def funding(request: HttpRequest) -> HttpResponse:
    """The money of a first film: in which order, the checklists whole, the other sheets."""
    about = [one for one in sheets.all_sheets() if one.theme == SheetTheme.FUNDING]
    whole = [one for one in about if one.kind == SheetKind.CHECKLIST]
    linker = terms.linker()
    parts = [
        {
            "sheet": one,
            "html": markdown.render(
                one.body, link=linker.link, resolve=sheets.named, under=one.slug
            ).html,
        }
        for one in whole
    ]
    context = {"parts": parts, "others": [one for one in about if one not in whole]}
    return render(request, "careers/reading/funding.html", context)


@route(Policy.PUBLIC, shared=True)
def first_day(request: HttpRequest, slug: str) -> HttpResponse:
    """The first-day sheet of a role."""
    for one in sheets.of_kind(SheetKind.FIRST_DAY):
        if slug in one.roles:
            return redirect(one)
    raise Http404
