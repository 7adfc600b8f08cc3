"""The associations, unions and bodies: the list by department, and one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from careers.enums import AssociationKind
from careers.facets import Facet, Facets
from careers.models import Association, Department, Role
from careers.words import alphabetical
from portal.shell.routes import Policy, route


def facets_for(departments: list[Department]) -> list[Facet]:
    slugs = [one.slug for one in departments]
    return [
        Facet(
            "departement",
            _("Département"),
            [(one.slug, one.name) for one in departments],
            # Of no department: of them all.
            lambda one: one.departments or slugs,
        ),
        Facet(
            "nature", _("Nature"), AssociationKind.choices, lambda association: [association.kind]
        ),
    ]


def sections_of(found: list[Association], departments: list[Department]) -> list[dict[str, Any]]:
    """The departments in the order of a crew list, then those of several, then those of all."""
    sections: list[dict[str, Any]] = [
        {
            "slug": one.slug,
            "label": one.name,
            "department": one.slug,
            "rows": [each for each in found if each.departments == [one.slug]],
        }
        for one in departments
    ]
    sections += [
        {
            "slug": "plusieurs",
            "label": _("Plusieurs départements"),
            "department": "",
            "rows": [each for each in found if len(each.departments) > 1],
        },
        {
            "slug": "tous",
            "label": _("Tous les départements"),
            "department": "",
            "rows": [each for each in found if not each.departments],
        },
    ]
    return [section for section in sections if section["rows"]]


@route(Policy.PUBLIC, shared=True)
def associations(request: HttpRequest) -> HttpResponse:
    """The associations by department, filtered."""
    everything = alphabetical(Association.objects.listed(), name="short_name")
    departments = list(Department.objects.all())
    facets = Facets(request.GET, everything, facets_for(departments))
    found = facets.found()
    context = {
        "sections": sections_of(found, departments),
        "facets": facets,
        "count": len(found),
        "checked_on": max((one.checked_on for one in everything if one.checked_on), default=None),
    }
    return render(request, "careers/associations.html", context)


@route(Policy.PUBLIC, shared=True)
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """One association: what it does, what it is to a newcomer, who may join, for which roles."""
    shown = get_object_or_404(Association.objects.listed(), slug=slug)
    context = {
        "association": shown,
        "departments": Department.objects.filter(slug__in=shown.departments),
        "department": shown.departments[0] if len(shown.departments) == 1 else "",
        "lines": Role.objects.by_department(shown.departments),
    }
    return render(request, "careers/association.html", context)
