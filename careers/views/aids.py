"""The aids: the list by moment, with its filters, and one aid."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.enums import AidKind, AidPhase, AidScope, Audience
from careers.facets import Facet, Facets
from careers.models import Aid
from careers.words import alphabetical
from portal.shell.routes import Policy, route

# What each moment is, for whoever has never asked for an aid.
MOMENTS = {
    AidPhase.WRITING: _("Un synopsis, un traitement, un scénario à reprendre."),
    AidPhase.PRODUCTION: _("Le film s’écrit encore ou se tourne : il faut de quoi le faire."),
    AidPhase.RELEASE: _("Le film est fini."),
    AidPhase.NETWORK: _("Des regards sur un projet, et des gens à rencontrer."),
    AidPhase.CAREER: _("Entre deux contrats, ou pour apprendre autre chose."),
}


def facets() -> list[Facet]:
    places = [*AidScope.choices, *((name, name) for name in geography.regions())]
    return [
        Facet("qui", _("Qui demande"), Audience.choices, lambda aid: aid.audiences),
        Facet(
            "debut",
            _("Débuter"),
            [("oui", _("Accessible quand on débute"))],
            lambda aid: ["oui"] if aid.newcomer_friendly else [],
        ),
        Facet("quand", _("À quel moment"), AidPhase.choices, lambda aid: [aid.phase]),
        Facet("quoi", _("Quelle aide"), AidKind.choices, lambda aid: [aid.kind]),
        Facet(
            "ou",
            _("Où"),
            places,
            lambda aid: [aid.scope, aid.region] if aid.region else [aid.scope],
        ),
    ]


def row(aid: Aid, *, today: date) -> dict[str, Any]:
    return {"aid": aid, "is_over": aid.is_over(today=today)}


@route(Policy.PUBLIC, shared=True)
def aids(request: HttpRequest) -> HttpResponse:
    """The aids by moment, filtered; those whose last known day is past are marked."""
    today = timezone.localdate()
    everything = alphabetical(Aid.objects.listed())
    filters = Facets(request.GET, everything, facets())
    found = filters.found()
    sections = [
        {
            "slug": phase.value,
            "label": phase.label,
            "text": MOMENTS[phase],
            "rows": [row(aid, today=today) for aid in found if aid.phase == phase],
        }
        for phase in AidPhase
    ]
    context = {
        "sections": [section for section in sections if section["rows"]],
        "facets": filters,
        "count": len(found),
        "checked_on": max((one.checked_on for one in everything if one.checked_on), default=None),
    }
    return render(request, "careers/aids.html", context)


@route(Policy.PUBLIC, shared=True)
def aid(request: HttpRequest, slug: str) -> HttpResponse:
    """One aid: what it is, on what terms, until when, and where to ask."""
    shown = get_object_or_404(Aid.objects.listed(), slug=slug)
    others = Aid.objects.listed().filter(phase=shown.phase).exclude(pk=shown.pk)
    context = {
        "aid": shown,
        "is_over": shown.is_over(today=timezone.localdate()),
        "others": others[:5],
    }
    return render(request, "careers/aid.html", context)
