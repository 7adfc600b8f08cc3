"""The rules, edition by edition, and what the site promises never to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts import rulebook
from portal.shell.routes import Policy, route


def _page(request: HttpRequest, edition: rulebook.Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "editions": rulebook.EDITIONS,
        "in_force": edition == rulebook.EDITIONS[0],
    }
    return render(request, "shell/rules.html", context)


@route(Policy.PUBLIC, shared=True)
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, in words for everybody."""
    return _page(request, rulebook.EDITIONS[0])


@route(Policy.PUBLIC, shared=True)
def rules_edition(request: HttpRequest, version: str) -> HttpResponse:
    """One edition, for whoever wants to reread what they accepted."""
    edition = rulebook.find(version)
    if edition is None:
        raise Http404
    return _page(request, edition)


@route(Policy.PUBLIC, shared=True)
def pledge(request: HttpRequest) -> HttpResponse:
    """No fee, no paid rank, no paid queue."""
    return render(request, "shell/pledge.html")
