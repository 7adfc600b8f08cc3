from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from careers import jsonld, sheets, terms
from careers.enums import Exposure, Level, StepKind
from careers.models import (
    Association,
    Collaboration,
    Internship,
    Role,
    RoleSkill,
    RoleStep,
    School,
)
from careers.models.role import answering
from careers.words import fold
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

# The columns of the summary table: their name in the address, and what they sort by.
COLUMNS: dict[str, tuple[Any, Callable[[Role], Any]]] = {
    "metier": (_("Métier"), lambda role: fold(role.name)),
    "departement": (_("Département"), lambda role: (role.department.position, role.rank)),
    "niveau": (_("Niveau"), lambda role: (Level.values.index(role.level), fold(role.name))),
    "ia": (
        _("Exposition à l’IA"),
        lambda role: (Exposure.values.index(role.ai_exposure), fold(role.name)),
    ),
}


@route(Policy.PUBLIC)
@vary_on_headers("HX-Request")
def roles(request: HttpRequest) -> HttpResponse:
    """All the role guides by department, or those whose names hold the words typed."""
    words = request.GET.get("q", "").strip()[:100]
    found = answering(words)
    groups = [
        (department, list(members))
        for department, members in groupby(
            sorted(found, key=lambda role: role.department.position) if words else found,
            key=lambda role: role.department,
        )
    ]
    context = {"words": words, "groups": groups, "count": len(found)}
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partial = htmx and not htmx.history_restore_request
    template = "careers/_role_groups.html" if partial else "careers/roles.html"
    return render(request, template, context)


@route(Policy.PUBLIC)
def role_table(request: HttpRequest) -> HttpResponse:
    """Every role in one table, sorted by the column asked for; made to be printed."""
    column = request.GET.get("tri", "departement")
    if column not in COLUMNS:
        column = "departement"
    descending = request.GET.get("sens") == "desc"
    rows = sorted(
        Role.objects.listed().prefetch_related(
            Prefetch("next_steps", RoleStep.objects.select_related("to")),
            Prefetch("role_skills", RoleSkill.objects.select_related("skill")),
        ),
        key=COLUMNS[column][1],
        reverse=descending,
    )
    headings = [
        {
            "label": label,
            "name": name,
            "sorted": "" if name != column else "descending" if descending else "ascending",
            "query": f"?tri={name}" + ("&sens=desc" if name == column and not descending else ""),
        }
        for name, (label, _key) in COLUMNS.items()
    ]
    return render(request, "careers/role_table.html", {"roles": rows, "headings": headings})


def line_through(guide: Role) -> list[dict[str, Any]]:
    """One usual line through a role: a station before it, then up to two after it.

    Bridges and steps that carry a reservation are left to the list: drawn, they would read as
    promotions.
    """

    def usual(steps: Any) -> list[RoleStep]:
        return [step for step in steps if step.kind != StepKind.LATERAL and not step.note]

    before = [step.role for step in usual(guide.previous_steps.all())][:1]
    after = [step.to for step in usual(guide.next_steps.all())][:1]
    if after:
        beyond = RoleStep.objects.filter(role=after[0]).select_related("to")
        known = {guide, *before, *after}
        after += [step.to for step in usual(beyond) if step.to not in known][:1]
    return [
        {
            "label": station.name,
            "url": "" if station == guide else station.get_absolute_url(),
            "note": station.get_level_display(),
            "current": station == guide,
        }
        for station in [*before, guide, *after]
    ]


@route(Policy.PUBLIC)
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """One role's guide, with the internships open in it, where it is learnt, who gathers there."""
    guide = get_object_or_404(
        Role.objects.select_related("department").prefetch_related(
            Prefetch("role_skills", RoleSkill.objects.select_related("skill")),
            Prefetch("next_steps", RoleStep.objects.select_related("to__department")),
            Prefetch("previous_steps", RoleStep.objects.select_related("role__department")),
            Prefetch("works_with", Collaboration.objects.select_related("other__department")),
        ),
        slug=slug,
    )
    internships = Internship.objects.open().filter(role=guide).with_strip()
    return render(
        request,
        "careers/role.html",
        {
            "role": guide,
            "jsonld": jsonld.occupation(guide),
            "share": share("metier", slug, title=guide.title, description=guide.description),
            "department": guide.department.slug,
            "line": line_through(guide),
            "linker": terms.linker(),
            "sheets": sheets.of_role(slug),
            "internships": internships.order_by("-published_at", "-pk")[:5],
            "siblings": Role.objects.filter(department=guide.department).exclude(pk=guide.pk),
            "schools": School.objects.for_department(guide.department.slug),
            "associations": Association.objects.for_department(guide.department.slug),
        },
    )
