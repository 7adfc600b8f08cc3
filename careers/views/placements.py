"""What begins with a yes: one's placements, and the page that both sides of one share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from careers.models import Attestation, Placement
from careers.placements.enums import PlacementState, Side
from careers.placements.view import TAGS, paper, strip
from careers.views.pages import page_address, page_number
from portal.shell.routes import Policy, route

PAGE_SIZE = 20


def seen(request: HttpRequest, pk: int) -> Placement:
    """A placement this person is a side of, or 404."""
    visible = Placement.objects.visible_to(request.user).select_related(
        "application", "intern", "role__department"
    )
    found: Placement = get_object_or_404(visible, pk=pk)
    return found


def own(request: HttpRequest, pk: int) -> Placement:
    """The placement of the person taken in, for what is theirs alone, or 404."""
    mine = Placement.objects.of(request.user).select_related(
        "application", "intern", "role__department"
    )
    found: Placement = get_object_or_404(mine, pk=pk)
    return found


@route(Policy.MEMBER)
def placements(request: HttpRequest) -> HttpResponse:
    """One's own placements and those of one's organisations, the latest first."""
    rows = Placement.objects.visible_to(request.user).with_line().order_by("-starts_on", "-pk")
    number = page_number(request)
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    context: dict[str, Any] = {
        "placements": [strip(one, viewer=request.user) for one in found[:PAGE_SIZE]],
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "careers/placements/list.html", context)


@route(Policy.OWNER)
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a placement: its terms, and how far each of its parts is."""
    found = seen(request, pk)
    state = found.state()
    mine = found.side_of(request.user) == Side.INTERN
    context: dict[str, Any] = {
        "placement": found,
        "state": state,
        "tag": TAGS.get(state, "neutral"),
        "off": state == PlacementState.OFF,
        "mine": mine,
        "hours": found.hours.count() if mine else 0,
        "days": found.learning.count() if mine else 0,
        "signed": Attestation.objects.credits_of(found.intern_id).filter(placement=found).count()
        if mine
        else 0,
        "paper": (agreement := paper(found, reader=request.user)),
        "words_hidden": mine and agreement is not None and agreement.agreement.is_hidden(Side.HOST),
    }
    return render(request, "careers/placements/placement.html", context)
