"""The skills of a role, rated by oneself, with or without an account."""

import dataclasses
from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.enums import SkillLevel
from careers.models import Role, RoleSkill, Skill, SkillMark
from careers.placements import progress_actions
from careers.views import call_kit
from careers.views.tastes import FIELD, ticked
from portal.shell.routes import Policy, route

# Before the slug of each skill, in forms and addresses.
PREFIX = "c-"
MOST = 200


@dataclasses.dataclass(slots=True)
class Cover:
    """How much of a list is covered: a skill known a little counts for half."""

    total: int
    yes: int
    some: int

    @property
    def percent(self) -> int:
        return round(100 * (self.yes + self.some / 2) / self.total) if self.total else 0

    @property
    def cells(self) -> list[str]:
        """One word a skill, for the strip of film: known ones first."""
        left = self.total - self.yes - self.some
        return [SkillLevel.YES] * self.yes + [SkillLevel.SOME] * self.some + ["no"] * left


def cover(slugs: list[str], levels: Mapping[str, str]) -> Cover:
    found = [levels.get(slug) for slug in slugs]
    return Cover(len(slugs), found.count(SkillLevel.YES), found.count(SkillLevel.SOME))


def levels_in(values: Mapping[str, str]) -> dict[str, str]:
    """The levels of a form or an address by slug of skill; what is no level is passed over."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in list(values.items())[:MOST]
        if name.startswith(PREFIX) and value in SkillLevel.values
    }


@route(Policy.PUBLIC, shared=True)
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """A role's skills to rate: kept with the account, else shown from the address alone."""
    skills = RoleSkill.objects.select_related("skill")
    shown = get_object_or_404(
        Role.objects.select_related("department").prefetch_related(Prefetch("role_skills", skills)),
        slug=slug,
    )
    given = levels_in(request.GET)
    levels = SkillMark.objects.of(request.user).levels() | given
    links = list(shown.role_skills.all())
    slugs = [link.skill.slug for link in links]
    known = [slug for slug in slugs if levels.get(slug) == SkillLevel.YES]
    context = {
        "role": shown,
        "department": shown.department.slug,
        "rows": [{"link": link, "level": levels.get(link.skill.slug, "")} for link in links],
        "levels": SkillLevel.choices,
        "cover": cover(slugs, levels),
        "given": bool(given),
        "kept_query": urlencode([("acquis", slug) for slug in known] if given else []),
    }
    return render(request, "careers/paths/checklist.html", context)


@route(Policy.MEMBER, "POST")
def keep_checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep in the account how far one is in a role's skills."""
    role = get_object_or_404(Role, slug=slug)
    _rate(request, levels_in(request.POST))
    messages.success(request, _("C’est noté dans votre compte."))
    return redirect("careers:checklist", slug=role.slug)


def _rate(request: HttpRequest, levels: dict[str, str]) -> None:
    skills = {skill.slug: skill for skill in Skill.objects.filter(slug__in=levels)}
    progress_actions.rate(
        by=request.user,
        levels={skills[slug]: level for slug, level in levels.items() if slug in skills},
    )


@route(Policy.MEMBER, "POST")
def take_over(request: HttpRequest) -> HttpResponse:
    """Bring into the account what was ticked in this browser before signing in."""
    levels = levels_in(request.POST)
    _rate(request, levels)
    tastes = ticked(request.POST.getlist(FIELD))
    if tastes:
        progress_actions.choose(by=request.user, tastes=tastes)
    asked = call_kit.ticked(request.POST.getlist(call_kit.FIELD))
    if asked:
        progress_actions.ask(by=request.user, questions=asked)
    messages.success(request, _("Ce que vous aviez coché ici est gardé dans votre compte."))
    back = Role.objects.filter(slug=request.POST.get("metier", "")).first()
    if back:
        return redirect("careers:checklist", slug=back.slug)
    if asked and not levels and not tastes:
        return redirect("careers:call_kit")
    return redirect("careers:tastes" if tastes and not levels else reverse("shell:dashboard"))
