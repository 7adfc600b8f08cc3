from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.enums import InternshipKind
from careers.forms import InternshipFilterForm
from careers.legality import shown
from careers.models import Internship
from portal.moderation.enums import State
from portal.moderation.models import Decision
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

PAGE_SIZE = 20


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything unreadable is the first one."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return max(number, 1)


def page_address(request: HttpRequest, number: int) -> str:
    """The same list, same filters, another page."""
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@route(Policy.PUBLIC, shared=True)
def internships(request: HttpRequest) -> HttpResponse:
    """The internships open to applications, filtered, the latest published first."""
    form = InternshipFilterForm(request.GET)
    found = form.filter(Internship.objects.open())
    number = page_number(request)
    start = (number - 1) * PAGE_SIZE
    rows = list(found.with_strip().order_by("-published_at", "-pk")[start : start + PAGE_SIZE + 1])
    words, kept = form.cleaned_data.get("q", ""), form.kept()
    context: dict[str, Any] = {
        "groups": form.groups(),
        "words": words,
        "words_kept": [{"name": "q", "value": words}] if words else [],
        "kept": kept,
        "active": len(kept),
        "count": found.count(),
        "filtered": bool(words or kept),
        "internships": rows[:PAGE_SIZE],
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(rows) > PAGE_SIZE else "",
    }
    return render(request, "careers/internships.html", context)


def progress(state: str) -> list[dict[str, Any]]:
    """The three steps of a publication, and the one it has reached."""
    first = State.REJECTED.label if state == State.REJECTED else _("Brouillon")
    reached = {State.SUBMITTED: 1, State.APPROVED: 2}.get(State(state), 0)
    return [
        {
            "label": label,
            "state": "done"
            if i < reached or reached == 2
            else "current"
            if i == reached
            else "todo",
        }
        for i, label in enumerate([first, _("Relecture"), _("Publiée")])
    ]


def calculator(internship: Internship) -> str:
    """The calculator filled in with an internship's own terms; empty for what is no internship."""
    if internship.kind != InternshipKind.STAGE or not internship.starts_on:
        return ""
    given = {
        "du": internship.starts_on,
        "au": internship.ends_on,
        "semaine": internship.weekly_hours,
        "taux": internship.hourly_pay,
    }
    query = {name: str(value) for name, value in given.items() if value is not None}
    return f"{reverse('careers:allowance')}?{urlencode(query)}"


@route(Policy.PUBLIC, shared=True)
def internship(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A listing as its readers see it; to its authors also its state and what to do next."""
    found = get_object_or_404(
        Internship.objects.visible_to(request.user).with_strip().select_related("author"), pk=pk
    )
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=False)
    mine = (
        request.user.is_authenticated
        and Internship.objects.written_by(request.user).filter(pk=pk).exists()
    )
    context: dict[str, Any] = {
        "internship": found,
        "mine": mine,
        "progress": progress(found.state),
        "kept_report": None,
        "calculator": calculator(found),
    }
    if found.state == State.APPROVED:
        context["share"] = share("stage", pk, title=found.title, description=found.missions)
    if mine or getattr(request.user, "is_moderator", False):
        context["decision"] = Decision.objects.about(found).first()
        context["report"] = shown.now(found)
    else:
        context["kept_report"] = shown.kept(found)
    return render(request, "careers/internship.html", context)
