"""The schools: the list with its filters, one school, up to four side by side."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers import geography, jsonld
from careers.enums import Domain, SchoolLevel, SchoolStatus
from careers.facets import Facet, Facets
from careers.models import Department, Role, School
from careers.models.school import DEPARTMENTS_OF
from careers.words import alphabetical
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

COMPARED = 4
NEIGHBOURS = 3
EVERYWHERE, ABROAD = "partout", "etranger"
# The sections of the list, the least expensive ways first, and what to know of each.
SECTIONS: list[tuple[SchoolStatus, Any, Any]] = [
    (
        SchoolStatus.PUBLIC,
        _("Écoles publiques"),
        _("Un concours ou un dossier, et le plus souvent des droits d’inscription réduits."),
    ),
    (
        SchoolStatus.NETWORK,
        _("Lycées et universités"),
        _("Beaucoup d’établissements, un même diplôme national."),
    ),
    (
        SchoolStatus.ASSOCIATION,
        _("Écoles associatives"),
        _("Plusieurs sont gratuites et ne demandent aucun diplôme."),
    ),
    (
        SchoolStatus.CHAMBER,
        _("Écoles consulaires"),
        _("Portées par une chambre de commerce et d’industrie."),
    ),
    (
        SchoolStatus.PRIVATE,
        _("Écoles privées"),
        _(
            "Demandez le coût total, matériel compris, et cherchez le titre sur le site de "
            "France compétences avant de signer."
        ),
    ),
    (
        SchoolStatus.BELGIAN,
        _("Hors de France"),
        _("Souvent visée depuis la France ; ses règles d’inscription sont les siennes."),
    ),
]


def regions_of(school: School) -> list[str]:
    if school.region:
        return [school.region]
    return [EVERYWHERE if school.country == "FR" else ABROAD]


def costs_of(school: School) -> list[str]:
    """Free, or perhaps: the file does not say that the others are dear."""
    return {True: ["gratuite"], None: ["a-verifier"]}.get(school.free_of_charge, [])


def facets_for(departments: list[Department]) -> list[Facet]:
    places = [
        *((name, name) for name in geography.regions()),
        (EVERYWHERE, _("Partout en France")),
        (ABROAD, _("Hors de France")),
    ]
    yes = [("oui", _("En alternance"))]
    return [
        Facet(
            "departement",
            _("Pour quels métiers"),
            [(one.slug, one.name) for one in departments],
            lambda school: school.departments,
        ),
        # What a department stands for already is not drawn a second time.
        Facet(
            "domaine",
            _("Autres enseignements"),
            Domain.choices,
            lambda school: school.domains,
            rare=DEPARTMENTS_OF,
        ),
        Facet(
            "cout",
            _("Coût"),
            [
                ("gratuite", pgettext_lazy("école", "Gratuite")),
                ("a-verifier", _("Gratuité à vérifier")),
            ],
            costs_of,
        ),
        Facet(
            "alternance", _("Rythme"), yes, lambda school: ["oui"] if school.apprenticeship else []
        ),
        Facet("niveau", _("Niveau"), SchoolLevel.choices, lambda school: school.levels),
        Facet("statut", _("Statut"), SchoolStatus.choices, lambda school: [school.status]),
        Facet("region", _("Région"), places, regions_of),
    ]


def chosen(request: HttpRequest, schools: list[School]) -> list[School]:
    """The schools that the address names, each once, in its order."""
    by_slug = {school.slug: school for school in schools}
    slugs = dict.fromkeys(request.GET.getlist("ecole"))
    return [by_slug[slug] for slug in slugs if slug in by_slug]


@route(Policy.PUBLIC, shared=True)
def schools(request: HttpRequest) -> HttpResponse:
    """The schools by status, filtered; boxes to tick lead to the comparison."""
    everything = alphabetical(School.objects.listed())
    picked = [school.slug for school in chosen(request, everything)]
    facets = Facets(
        request.GET,
        everything,
        facets_for(list(Department.objects.all())),
        kept=[("ecole", slug) for slug in picked],
    )
    found = facets.found()
    sections = [
        {
            "slug": status.value,
            "label": label,
            "text": text,
            "schools": [school for school in found if school.status == status],
        }
        for status, label, text in SECTIONS
    ]
    regions = facets.wanted["region"]
    context = {
        "sections": [section for section in sections if section["schools"]],
        "facets": facets,
        "count": len(found),
        "picked": picked,
        "limit": COMPARED,
        # A region was asked for, and some schools are in all of them.
        "everywhere": f"?region={EVERYWHERE}" if regions and EVERYWHERE not in regions else "",
        "checked_on": max((one.checked_on for one in everything if one.checked_on), default=None),
    }
    return render(request, "careers/schools.html", context)


@route(Policy.PUBLIC, shared=True)
def school(request: HttpRequest, slug: str) -> HttpResponse:
    """One school, the roles its teaching leads to, and some to compare it with."""
    shown = get_object_or_404(School.objects.listed(), slug=slug)
    near = neighbours(shown, alphabetical(School.objects.listed()))
    context = {
        "school": shown,
        "jsonld": jsonld.school(shown),
        "share": share("ecole", slug, title=shown.name, description=shown.admission),
        "is_private": shown.status == SchoolStatus.PRIVATE,
        "lines": Role.objects.by_department(shown.departments),
        "neighbours": near,
        "compare_url": compare_address([shown.slug, *(one.slug for one in near)]),
    }
    return render(request, "careers/school.html", context)


def neighbours(shown: School, everything: Iterable[School]) -> list[School]:
    """The schools that teach most of the same, the fewest other things first."""
    mine = set(shown.domains)
    others = [one for one in everything if one != shown and mine.intersection(one.domains)]
    others.sort(key=lambda one: (-len(mine.intersection(one.domains)), len(one.domains)))
    return others[:NEIGHBOURS]


def compare_address(slugs: Iterable[str]) -> str:
    """The comparison of these schools, as one shares it."""
    query = urlencode([("ecole", slug) for slug in slugs])
    return f"{reverse('careers:school_compare')}?{query}"


@route(Policy.PUBLIC, shared=True)
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four schools side by side, at an address to share; more are named and left out."""
    everything = alphabetical(School.objects.listed())
    asked = chosen(request, everything)
    shown = asked[:COMPARED]
    slugs = [one.slug for one in shown]
    context = {
        "schools": shown,
        "unknown": len({*request.GET.getlist("ecole")} - {"", *(one.slug for one in everything)}),
        "columns": [
            {
                "school": one,
                "without_url": compare_address(slug for slug in slugs if slug != one.slug),
            }
            for one in shown
        ],
        "left_out": asked[COMPARED:],
        "limit": COMPARED,
        "list_query": urlencode([("ecole", slug) for slug in slugs]),
        "addable": [one for one in everything if one not in shown] if len(shown) < COMPARED else [],
    }
    return render(request, "careers/school_compare.html", context)
