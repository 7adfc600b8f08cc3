import dataclasses
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import jsonld, keeping
from careers.enums import InternshipKind
from careers.legality import scams, shown
from careers.legality.of_internship import offer_of
from careers.listing import ideas, rows
from careers.models import Favourite, Internship
from careers.posting import report_on
from careers.verification import standing_of
from portal.moderation.enums import State
from portal.moderation.models import Decision
from portal.shell import prepared
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route


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


def similar_rows(listing: Internship) -> list[rows.Row]:
    """The open internships that are the most like one that is over."""
    today = timezone.localdate()
    return rows.rows(ideas.similar(listing, today=today), today=today)


# What a page asks of whoever has a part in a listing.
NOT_ONES_OWN = {"mine": False, "insider": False, "kept": False, "noted": False, "progress": ()}


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """A listing as strangers see it."""

    address: str
    context: dict[str, Any]


def seen_by_strangers(pk: int, slug: str) -> Seen:
    """Raises Http404 for what is not published."""
    visible = Internship.objects.visible_to(AnonymousUser()).with_strip()
    found = get_object_or_404(visible.select_related("author"), pk=pk)
    address = found.get_absolute_url()
    if not address.endswith(f"-{slug}/"):
        return Seen(address, {})
    context = what_is_public(found) | NOT_ONES_OWN | {"kept_report": shown.kept(found)}
    article = render_to_string(
        "careers/_internship_article.html", {**context, "user": AnonymousUser()}
    )
    return Seen(address, {**context, "article": article})


def what_is_public(found: Internship) -> dict[str, Any]:
    """What the page of a listing says to everybody."""
    context: dict[str, Any] = {
        "internship": found,
        "calculator": calculator(found),
        "warnings": [_(one) for one in scams.warnings(offer_of(found))],
        "standing": standing_of(found.organisation),
    }
    if found.is_open():
        context["jsonld"] = jsonld.job_posting(found)
    elif found.state == State.APPROVED:
        context["similar"] = similar_rows(found)
    if found.state == State.APPROVED:
        context["share"] = share("stage", found.pk, title=found.title, description=found.missions)
    return context


@route(Policy.PUBLIC, shared=True)
def internship(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A listing as its readers see it; to its authors also its state and what to do next."""
    user = request.user
    if not user.is_authenticated:
        key = ("internship", pk, slug)
        seen = prepared.part(request, key, lambda: seen_by_strangers(pk, slug), library=False)
        if request.path != seen.address:
            return redirect(seen.address, permanent=False)
        return render(request, "careers/internship.html", seen.context)
    visible = Internship.objects.visible_to(user).with_strip().select_related("author")
    found = get_object_or_404(visible, pk=pk)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=False)
    mine = Internship.objects.written_by(user).filter(pk=pk).exists()
    insider = mine or user.is_moderator
    context = what_is_public(found) | {
        "mine": mine,
        # They may read the title of a film that the others may not.
        "insider": insider,
        "copy_key": uuid.uuid4() if mine else "",
        "kept": False,
        "noted": False,
        "progress": progress(found.state),
    }
    if found.state == State.APPROVED:
        context["kept"] = Favourite.objects.of(user).filter(internship=found).exists()
        context["noted"] = not mine and keeping.keeps_history(user)
    if insider:
        context["decision"] = Decision.objects.about(found).first()
        context["report"], context["kept_report"] = report_on(found), None
    else:
        context["kept_report"] = shown.kept(found)
    return render(request, "careers/internship.html", context)
