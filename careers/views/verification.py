"""Being verified: what an organisation gives, and the page of the link sent to its domain."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from careers import team_actions
from careers import verification_actions as actions
from careers.forms.verification import AskForm
from careers.models import Organisation, Verification
from careers.verification import standing_of
from careers.views.answers import discreet
from careers.views.board import mine, others
from portal.accounts.leaving import for_those_who_stay
from portal.shell.routes import Policy, route


@route(Policy.ORGANISATION, "GET", "POST")
@for_those_who_stay
def verification(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an organisation's checks stand; its owners ask here."""
    found = mine(request, slug)
    form = AskForm(request.POST if request.method == "POST" else None, domain=found.domain)
    if request.method == "POST" and form.is_valid():
        refused = ratelimit.consume_or_429(request, action="proof", user=request.user)
        if refused:
            return refused
        try:
            actions.ask(
                organisation=found,
                by=request.user,
                language=get_language() or "fr",
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Le lien est parti. Il vaut trois jours."))
            return redirect("careers:verification", slug=slug)
    return render(request, "careers/verification.html", _context(request, found, form))


def _context(request: HttpRequest, found: Organisation, form: AskForm) -> dict[str, Any]:
    checks = Verification.objects.filter(organisation=found)
    asked = Verification.objects.waiting().filter(organisation=found)
    standing = standing_of(found)
    soon = standing.until is None or standing.until - timezone.now() <= actions.RENEW
    return {
        "organisation": found,
        "organisations": others(request, found),
        "owner": team_actions.is_owner(found, request.user),
        "standing": standing,
        "may_ask": soon,
        "waiting": asked.order_by("-checked_at", "-pk").first(),
        "checks": checks[:20],
        "form": form,
    }


@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """What the link confirms, and the button that does; 410 when it holds no more."""
    refused = ratelimit.consume_or_429(request, action="proof_link", limit_get=True)
    if refused:
        return refused
    asked = actions.read_token(token)
    done = False
    if asked is not None and request.method == "POST":
        try:
            actions.prove(asked=asked)
            done = True
        except ValidationError:
            asked = None
    context = {"asked": asked, "done": done}
    status = 200 if asked else 410
    return discreet(render(request, "careers/verification_proof.html", context, status=status))
