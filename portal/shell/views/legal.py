"""Who runs the site, where to write, and how far it is accessible."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.shell import operator
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def notice(request: HttpRequest) -> HttpResponse:
    """The legal notice (loi n° 2004-575 du 21 juin 2004)."""
    context = {
        "publisher": operator.facts(operator.PUBLISHER),
        "host": operator.facts(operator.HOST),
        "email": operator.address(),
    }
    return render(request, "shell/legal.html", context)


@route(Policy.PUBLIC, shared=True)
def contact_points(request: HttpRequest) -> HttpResponse:
    """Where authorities and everybody else write (DSA, art. 11 and 12), and about a weakness."""
    context = {
        "email": operator.address(),
        "authorities": operator.address("AUTHORITIES"),
        "privacy": operator.address("PRIVACY"),
        "security": operator.address("SECURITY"),
        "given": operator.given("EMAIL"),
    }
    return render(request, "shell/contact_points.html", context)


@route(Policy.PUBLIC, shared=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is checked of accessibility, what is not, and whom to tell."""
    return render(request, "shell/accessibility.html", {"email": operator.address()})
