from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers.forms.legal_check import LegalCheckForm
from careers.legality import shown
from portal.shell.routes import Policy, route


@route(Policy.ORGANISATION, "POST")
@vary_on_headers("HX-Request")
def internship_check(request: HttpRequest) -> HttpResponse:
    """What the law says of a listing as it stands in its form; nothing is saved, nothing refused.

    For htmx the sheet alone, whose rules lead to the fields of the form; else a page that holds it.
    """
    user: Any = request.user
    if not user.organisations.exists():
        raise Http404
    report = shown.now(None, LegalCheckForm(request.POST).typed())
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    if htmx:
        context = {"report": report, "form": "id_"}
        return render(request, "careers/_internship_check.html", context)
    return render(request, "careers/internship_check.html", {"report": report, "form": ""})
