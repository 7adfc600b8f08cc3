"""« Mes stages gardés »: the listings put aside, those opened lately."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from careers import keeping
from careers.models import Favourite, Glance, Internship
from portal.shell.routes import Policy, route


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A listing kept or opened, and what became of it.

    `internship` is None when it is not public any more: `title` is then what was read.
    """

    pk: int
    title: str
    internship: Internship | None


def _lines(records: Any) -> list[Line]:
    return [
        Line(
            one.internship_id,
            one.title,
            one.internship if one.internship.is_public else None,
        )
        for one in records
    ]


@route(Policy.OWNER)
def kept(request: HttpRequest) -> HttpResponse:
    """What the member has put aside, closed ones too, and what they opened lately."""
    history = keeping.keeps_history(request.user)
    context = {
        "favourites": _lines(Favourite.objects.of(request.user).with_listing()),
        "glances": _lines(Glance.objects.of(request.user).with_listing()) if history else [],
        "history": history,
        "most": Glance.MOST,
    }
    return render(request, "careers/keeping/kept.html", context)


@route(Policy.MEMBER, "POST")
@vary_on_headers("HX-Request")
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a listing aside, or not any more: the form says the state wanted."""
    wanted = request.POST.get("garder") == "oui"
    if wanted:
        internship = get_object_or_404(Internship.objects.approved(), pk=pk)
        keeping.keep(by=request.user, internship=internship)
    else:
        keeping.take_off(by=request.user, number=pk)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"pk": pk, "kept": wanted, "focus": True}
        return render(request, "careers/keeping/_keep.html", context)
    if wanted:
        messages.success(request, _("Annonce gardée\u00a0: elle est dans vos stages gardés."))
        return redirect(internship)
    messages.success(request, _("Vous ne gardez plus cette annonce."))
    return redirect("careers:kept")


@route(Policy.MEMBER, "POST")
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a listing was opened; sent by its page, for who wants a history."""
    internship = get_object_or_404(Internship.objects.approved(), pk=pk)
    keeping.look_at(by=request.user, internship=internship)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse()
    return redirect(internship)


@route(Policy.OWNER, "POST")
def history(request: HttpRequest) -> HttpResponse:
    """Erase the history, have none any more, or begin one: the form says which."""
    wanted = request.POST.get("historique")
    if wanted == "effacer":
        keeping.forget_history(by=request.user)
        messages.success(request, _("Historique effacé."))
    elif wanted == "non":
        keeping.want_history(by=request.user, wanted=False)
        messages.success(request, _("Historique effacé. Plus rien n’est noté."))
    elif wanted == "oui":
        keeping.want_history(by=request.user, wanted=True)
        messages.success(request, _("Les prochaines annonces ouvertes seront notées ici."))
    return redirect("careers:kept")
