"""Two documents to learn to read: a call sheet decoded, a budget with an error. Both fictional."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from careers import budget
from careers.loading import read
from portal.shell.routes import Policy, route


@cache
def call_sheet() -> dict[str, Any]:
    """The sample, its lines numbered from the first to the last."""
    data = dict(read("sample_call_sheet.json"))
    number = 0
    for section in data["sections"]:
        for line in section["lines"]:
            number += 1
            line["number"] = number
    return data


@route(Policy.PUBLIC, shared=True)
def sample_call_sheet(request: HttpRequest) -> HttpResponse:
    """A call sheet line by line, then the question it answers: where and when am I called?"""
    data = call_sheet()
    place = chosen(data["quiz"]["places"], request.GET.get("lieu"))
    hour = chosen(data["quiz"]["hours"], request.GET.get("heure"))
    context = {
        "sheet": data,
        "place": place,
        "hour": hour,
        "answered": place is not None and hour is not None,
        "half": (place is None) != (hour is None),
        "right": bool(place and hour and place["right"] and hour["right"]),
    }
    return render(request, "careers/reading/call_sheet.html", context)


def chosen(options: list[dict[str, Any]], value: str | None) -> dict[str, Any] | None:
    return next((option for option in options if option["value"] == value), None)


@route(Policy.PUBLIC, shared=True)
@vary_on_headers("HX-Request")
def sample_budget(request: HttpRequest) -> HttpResponse:
    """A budget that adds itself up again for each change, and whose error is to be found."""
    data, made = budget.sample(), budget.made(request.GET)
    context = {
        "data": data,
        "budget": made,
        "overrun": -made.gap,
        "payers": made.by_payer().items(),
        "changed": any(line.is_changed for line in made.lines),
        "suspect": request.GET.get("erreur", ""),
        "check": budget.checked(request.GET.get("erreur", "")),
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/reading/_budget.html" if partial else "careers/reading/budget.html"
    return render(request, template, context)
