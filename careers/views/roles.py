import dataclasses
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from careers import hub, jsonld, terms
from careers.enums import Exposure, Level, StepKind
from careers.models import (
    Association,
    Collaboration,
    Role,
    RoleFollow,
    RoleSkill,
    RoleStep,
    School,
)
from careers.models.role import answering
from careers.placements import progress_actions
from careers.words import fold
from portal.shell import prepared
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

DEPARTMENT = ("department__slug", "department__label", "department__label_en")
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


@route(Policy.PUBLIC, shared=True)
@vary_on_headers("HX-Request")
def roles(request: HttpRequest) -> HttpResponse:
    """All the role guides by department, or those whose names hold the words typed."""
    words = request.GET.get("q", "").strip()[:100]
    groups = prepared.part(request, ("roles", words), lambda: _role_groups(words))
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    if htmx and not htmx.history_restore_request:
        return HttpResponse(groups)
    return render(request, "careers/roles.html", {"words": words, "groups": groups})


def _role_groups(words: str) -> SafeString:
    found = answering(words)
    groups = [
        (department, list(members))
        for department, members in groupby(
            sorted(found, key=lambda role: role.department.position) if words else found,
            key=lambda role: role.department,
        )
    ]
    context = {"words": words, "groups": groups, "count": len(found)}
    return render_to_string("careers/_role_groups.html", context)


@route(Policy.PUBLIC, shared=True)
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


def steps_around(guide: Role) -> list[RoleStep]:
    """The steps that lead to a role or leave it, and those that leave the next ones."""
    following = RoleStep.objects.filter(role=guide).values("to")
    near = RoleStep.objects.filter(Q(role=guide) | Q(to=guide) | Q(role__in=following))
    named = ("slug", "title", "title_en", "level", *DEPARTMENT)
    found = near.select_related("role__department", "to__department").only(
        *("kind", "note", "usual_years", "years_source"),
        *(f"{end}__{name}" for end in ("role", "to") for name in named),
    )
    return list(found.order_by("role__rank", "position", "pk"))


def line_through(guide: Role, steps: list[RoleStep]) -> list[dict[str, Any]]:
    """One usual line through a role: a station before it, then up to two after it.

    Bridges and steps that carry a reservation are left to the list: drawn, they would read as
    promotions.
    """
    usual = [step for step in steps if step.kind != StepKind.LATERAL and not step.note]
    before = [step.role for step in usual if step.to == guide][:1]
    after = [step.to for step in usual if step.role == guide][:1]
    if after:
        known = {guide, *before, *after}
        after += [step.to for step in usual if step.role == after[0] and step.to not in known][:1]
    return [
        {
            "label": station.name,
            "url": "" if station == guide else station.get_absolute_url(),
            "note": station.get_level_display(),
            "current": station == guide,
        }
        for station in [*before, guide, *after]
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class Guide:
    """A role and what its page says of it whoever reads, drawn."""

    role: Role
    jsonld: dict[str, Any]
    share: dict[str, str]
    article: SafeString
    brief: SafeString
    neighbours: SafeString
    directories: SafeString


def drawn(slug: str) -> Guide:
    """The parts of a guide that follow from the reference content; raises Http404."""
    found = get_object_or_404(
        Role.objects.select_related("department").prefetch_related(
            Prefetch("role_skills", RoleSkill.objects.select_related("skill")),
            Prefetch("works_with", Collaboration.objects.select_related("other__department")),
        ),
        slug=slug,
    )
    steps = steps_around(found)
    department = found.department
    siblings = Role.objects.filter(department=department).exclude(pk=found.pk)
    context = {
        "role": found,
        "line": line_through(found, steps),
        "next_steps": [step for step in steps if step.role == found],
        "previous_steps": [step for step in steps if step.to == found],
        "linker": terms.linker(),
    }
    directories = {
        "department": department,
        "schools": School.objects.for_department(department.slug),
        "associations": Association.objects.for_department(department.slug),
    }
    return Guide(
        role=found,
        jsonld=jsonld.occupation(found),
        share=share("metier", slug, title=found.name, description=found.description),
        article=render_to_string("careers/guide/_article.html", context),
        brief=render_to_string("careers/guide/_brief.html", {"role": found}),
        neighbours=render_to_string(
            "careers/guide/_neighbours.html",
            {"siblings": siblings.only("slug", "title", "title_en")},
        ),
        directories=render_to_string("careers/guide/_directories.html", directories),
    )


@route(Policy.PUBLIC, shared=True)
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """One role's guide, what every floor has about it now, where it is learnt, who gathers."""
    guide = prepared.part(request, ("guide", slug), lambda: drawn(slug))
    found, user = guide.role, request.user
    if user.is_authenticated:
        now = hub.rows(request, found)
        follows = RoleFollow.objects.filter(member=user.pk, role=found).exists()
    else:
        now = prepared.part(request, ("hub", slug), lambda: hub.rows(request, found), library=False)
        follows = False
    return render(
        request,
        "careers/role.html",
        {
            "guide": guide,
            "role": found,
            "jsonld": guide.jsonld,
            "share": guide.share,
            "department": found.department.slug,
            "hub": now,
            "follows": follows,
        },
    )


@route(Policy.MEMBER, "POST")
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a role, or not any more: the form says the state wanted."""
    followed = get_object_or_404(Role, slug=slug)
    wanted = request.POST.get("suivre") == "oui"
    progress_actions.follow(by=request.user, role=followed, wanted=wanted)
    if wanted:
        messages.success(request, gettext("Ce métier est dans votre espace."))
    else:
        messages.success(request, gettext("Vous ne suivez plus ce métier."))
    return redirect(followed)
