from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careers.library import shelves
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def library(request: HttpRequest) -> HttpResponse:
    """The home of the library: what there is to read, by need."""
    return render(request, "careers/library.html", {"shelves": shelves()})
