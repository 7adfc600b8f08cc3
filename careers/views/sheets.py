from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from careers import markdown, sheets, terms
from careers.enums import SheetKind
from careers.models import Role
from careers.views.useful import votes
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC)
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Every practical sheet, by theme."""
    everything = sheets.all_sheets()
    groups = [
        {"theme": theme, "sheets": list(found)}
        for theme, found in groupby(everything, key=lambda sheet: sheet.theme)
    ]
    context = {"groups": groups, "count": len(everything)}
    return render(request, "careers/reading/sheets.html", context)


@route(Policy.PUBLIC)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One practical sheet, to read, to tick, to print."""
    shown = sheets.get(slug)
    if shown is None:
        raise Http404
    key = f"fiche:{slug}"
    linked = Role.objects.filter(slug__in=shown.roles).select_related("department")
    context = {
        "sheet": shown,
        "text": markdown.render(shown.body, link=terms.linker().link, resolve=sheets.named),
        "roles": sorted(linked, key=lambda role: shown.roles.index(role.slug)),
        "useful": votes(request, [key])[key],
        "one_page": shown.kind == SheetKind.FIRST_DAY,
    }
    return render(request, "careers/reading/sheet.html", context)
