"""A member's own calendar, read by their phone under a secret address."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from events import agenda as entries
from events.models import AgendaKey
from portal.shell import ics
from portal.shell.routes import Policy, route

LONGEST_KEY = 64


@route(Policy.MEMBER)
def agenda(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar, and how a phone subscribes to it."""
    key = AgendaKey.objects.filter(member=request.user.pk).first()
    context: dict[str, Any] = {"key": key}
    if key:
        address = f"{settings.SITE_URL}{reverse('events:agenda_feed')}?cle={key.token}"
        context["address"] = address
        # The scheme by which a phone subscribes instead of downloading once.
        context["subscribe"] = "webcal:" + address.partition(":")[2]
    return render(request, "events/agenda.html", context)


@route(Policy.MEMBER, "POST")
def agenda_create(request: HttpRequest) -> HttpResponse:
    """Make the address, once."""
    member: Any = request.user
    AgendaKey.objects.get_or_create(member=member)
    messages.success(request, _("Votre adresse d’agenda est prête."))
    return redirect("events:agenda")


@route(Policy.OWNER, "POST")
def agenda_renew(request: HttpRequest) -> HttpResponse:
    """Another address; the one handed out before answers no more."""
    get_object_or_404(AgendaKey, member=request.user.pk).renew()
    messages.success(request, _("L’ancienne adresse ne répond plus. Voici la nouvelle."))
    return redirect("events:agenda")


@route(Policy.OWNER, "POST")
def agenda_delete(request: HttpRequest) -> HttpResponse:
    """No address any more; the pages stay as they are."""
    AgendaKey.objects.filter(member=request.user.pk).delete()
    messages.success(request, _("Votre adresse d’agenda est supprimée\u00a0: elle ne répond plus."))
    return redirect("events:agenda")


@route(Policy.PUBLIC)
def agenda_feed(request: HttpRequest) -> HttpResponse:
    """The calendar behind a key: no session, no page, nobody else's name."""
    token = request.GET.get("cle", "")
    key = AgendaKey.objects.opening(token).first() if 0 < len(token) <= LONGEST_KEY else None
    if key is None:
        refused = ratelimit.consume_or_429(request, action="agenda_wrong", limit_get=True)
        if refused:
            return refused
        raise Http404
    # Counted by key: the phones of many members share the address of their provider.
    refused = ratelimit.consume_or_429(request, action="agenda", key=token, limit_get=True)
    if refused:
        return refused
    made = ics.calendar(
        _("Premier Clap, mon agenda"), entries.components(key.member, now=timezone.now())
    )
    response = ics.respond(made, filename="premier-clap")
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response
