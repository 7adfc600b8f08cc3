"""Staying in touch after a no: the organisation's pool, and the answer of whoever is asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import pool_actions
from careers.models import PoolPlace
from careers.views.board import mine, others
from careers.views.pages import page_address, page_number
from portal.accounts.faces import faces
from portal.contact.blocks import hidden_from
from portal.shell.routes import Policy, route

PAGE_SIZE = 25


@route(Policy.ORGANISATION)
def pool(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who agreed to be told of the organisation's next listings, the latest yes first."""
    organisation = mine(request, slug)
    user: Any = request.user
    now, number = timezone.now(), page_number(request)
    kept = PoolPlace.objects.filter(organisation=organisation).kept(now=now)
    kept = kept.exclude(member__in=hidden_from(user)).select_related("member", "application")
    start = (number - 1) * PAGE_SIZE
    found = list(kept.order_by("-accepted_at", "-pk")[start : start + PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    known = faces([one.member for one in shown], user)
    context: dict[str, Any] = {
        "organisation": organisation,
        "organisations": others(request, organisation),
        "places": [{"place": one, "face": known[one.member_id]} for one in shown],
        "waiting": PoolPlace.objects.filter(organisation=organisation).offered(now=now).count(),
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "careers/applications/pool.html", context)


@route(Policy.ORGANISATION, "POST")
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep somebody no longer."""
    organisation = mine(request, slug)
    place = get_object_or_404(PoolPlace.objects.filter(organisation=organisation), pk=pk)
    pool_actions.leave(place)
    messages.success(request, _("C’est retiré du vivier. Personne n’est prévenu."))
    return redirect("careers:pool", slug=organisation.slug)


@route(Policy.OWNER, "POST")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to an offer; a no also ends a yes said before. Anything else shows it again."""
    place = get_object_or_404(PoolPlace.objects.of(request.user), pk=pk)
    wish = request.POST.get("contact")
    back = place.application or "careers:applications"
    if wish == "non":
        pool_actions.leave(place)
        messages.success(request, _("C’est noté\u00a0: la structure ne garde rien."))
    elif wish != "oui":
        return redirect(back)
    elif pool_actions.accept(place):
        messages.success(
            request, _("C’est dit\u00a0: vous serez prévenu·e de ses prochaines annonces.")
        )
    else:
        messages.info(request, _("Cette proposition a pris fin."))
    return redirect(back)
