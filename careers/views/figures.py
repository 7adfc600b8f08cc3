from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careers import open_data, open_figures
from careers.models.answer_figures import FEWEST
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def figures(request: HttpRequest) -> HttpResponse:
    """How internships answer and pay, in groups of five at least, and where the files are."""
    kept = open_figures.kept()
    pay = [{**row, "euros": Decimal(row["gratification_mediane"])} for row in kept.pay]
    context = {
        "answers": open_figures.tables(kept.answers),
        "counted_at": kept.counted_at,
        "pay": open_figures.tables(pay),
        "fewest": FEWEST,
        "licence_url": open_data.LICENCE_URL,
    }
    return render(request, "careers/applications/figures.html", context)
