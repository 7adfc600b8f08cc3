"""Choosing by taste, with or without an account."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from careers import paths
from careers.models import Taste
from careers.placements import progress_actions
from careers.tastes import suggest
from portal.shell.routes import Policy, route

FIELD = "gout"


def ticked(values: list[str]) -> list[Taste]:
    """The tastes named in a form or an address; unknown ones are passed over."""
    return list(Taste.objects.filter(slug__in=values[:50]))


def kept(user: Any) -> list[Taste]:
    """Those a member keeps in the account."""
    return list(Taste.objects.filter(marks__member=user.pk)) if user.is_authenticated else []


@route(Policy.PUBLIC, shared=True)
@vary_on_headers("HX-Request")
def tastes(request: HttpRequest) -> HttpResponse:
    """The roles that answer to the tastes ticked in the address, else to those of the account."""
    every = list(Taste.objects.all())
    asked = set(request.GET.getlist(FIELD)[:50])
    chosen = [taste for taste in every if taste.slug in asked]
    mine = kept(request.user)
    if not chosen and "choisi" not in request.GET:
        chosen = mine
    found = suggest(paths.load(), chosen) if chosen else []
    context = {
        "tastes": [{"taste": taste, "ticked": taste in chosen} for taste in every],
        "chosen": chosen,
        "suggestions": found,
        "kept": set(chosen) == set(mine),
    }
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/paths/_suggestions.html" if partial else "careers/paths/tastes.html"
    return render(request, template, context)


@route(Policy.MEMBER, "POST")
def keep_tastes(request: HttpRequest) -> HttpResponse:
    """Keep in the account the tastes ticked, and only those; none, when none is."""
    chosen = ticked(request.POST.getlist(FIELD))
    progress_actions.choose(by=request.user, tastes=chosen)
    kept_now = _("Vos goûts sont gardés dans votre compte.")
    messages.success(
        request, kept_now if chosen else _("Plus aucun goût n’est gardé dans votre compte.")
    )
    query = urlencode([(FIELD, taste.slug) for taste in chosen])
    return redirect(f"{reverse('careers:tastes')}?{query}" if chosen else "careers:tastes")
