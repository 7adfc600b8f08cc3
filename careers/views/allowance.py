from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers.allowance import plan
from careers.forms.allowance import AllowanceForm
from careers.legality.loading import load_law
from careers.legality.presence import FULL_WEEK
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC)
@vary_on_headers("HX-Request")
def calculator(request: HttpRequest) -> HttpResponse:
    """What an internship pays month by month, and what is left; nothing is kept."""
    asked = any(name in request.GET for name in AllowanceForm.base_fields)
    form = AllowanceForm(request.GET if asked else None)
    counted = None
    if asked and form.ready:
        data = form.cleaned_data
        counted = plan(
            start=data["du"],
            end=data["au"],
            weekly=data["semaine"] or FULL_WEEK,
            pay=data["taux"],
            living=form.living(),
            law=load_law(),
        )
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    context = {
        "form": form,
        "live": partial,
        "plan": counted,
        "living": form.living().given if counted else False,
    }
    template = "careers/_allowance.html" if partial else "careers/allowance.html"
    return render(request, template, context)
