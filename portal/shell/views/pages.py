"""Home, a member's own page, and the pages that only say something."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts import privacy as registry
from portal.accounts.enums import CURRENT_VERSIONS, Document
from portal.shell import french
from portal.shell.home import dashboard_context, home_context
from portal.shell.routes import Policy, route


def version_day(document: Document) -> str:
    """The day a text was last changed, as it is read."""
    return french.day(date.fromisoformat(CURRENT_VERSIONS[document]))


@route(Policy.PUBLIC, shared=True)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/home.html", home_context(request))


@route(Policy.MEMBER)
def dashboard(request: HttpRequest) -> HttpResponse:
    """A member's own page: what they wrote, what waits for them, their account."""
    return render(request, "shell/dashboard.html", dashboard_context(request))


@route(Policy.PUBLIC, shared=True)
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/terms.html", {"version": version_day(Document.TERMS)})


@route(Policy.PUBLIC, shared=True)
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"version": version_day(Document.PRIVACY), "fates": registry.fates()}
    return render(request, "shell/privacy.html", context)


@route(Policy.PUBLIC, shared=True)
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call in case of violence. Reads nothing about the visitor."""
    return render(request, "shell/help.html")
