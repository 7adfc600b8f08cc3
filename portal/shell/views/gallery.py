from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.shell.routes import Policy, route


@route(Policy.PUBLIC)
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/gallery.html")
