"""Answering from a mail, without signing in: the link shows, its button acts, once."""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from careers.applications import answers
from careers.applications import links as answer_links
from careers.applications.links import Act, Asked
from careers.applications.moves import NoLongerOpen
from careers.forms.application import AcceptForm, DeclineForm, StudyForm
from portal.shell.routes import Policy, route


def discreet(response: HttpResponse) -> HttpResponse:
    """Found by no search engine; the address, which is the key, leaves with no link."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _form(act: Act, data: Any = None) -> Any:
    forms = {Act.ACCEPT: AcceptForm, Act.STUDY: StudyForm, Act.DECLINE: DeclineForm}
    return forms[act](data)


@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Who, for what, and one button; 410 for a link that was used, has ended or never was.

    Wrong links and answers are counted, thirty a minute from one place; looking is not.
    """
    asked = answer_links.read(token)
    if asked is None or request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="answer_link", limit_get=True)
        if refused:
            return refused
    if asked is None:
        gone = render(request, "careers/applications/answer_gone.html", status=410)
        return discreet(gone)
    form = _form(asked.act, request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            _answer(asked, form.cleaned_data)
        except ValidationError as problem:
            error = problem.messages[0]
        else:
            done = {"application": asked.application, "act": asked.act}
            return discreet(render(request, "careers/applications/answer_done.html", done))
    context = {"application": asked.application, "act": asked.act, "form": form, "error": error}
    return discreet(render(request, "careers/applications/answer.html", context))


def _answer(asked: Asked, values: dict[str, Any]) -> None:
    """Do the one act the link is for, in the name of the colleague it was written to."""
    if asked.act == Act.ACCEPT:
        answers.accept(application=asked.application, by=asked.by, **values)
    elif asked.act == Act.STUDY:
        answers.study(application=asked.application, by=asked.by, **values)
    elif not answers.decline(applications=[asked.application], by=asked.by, **values):
        raise NoLongerOpen
