"""Whom a member blocks, and how that is lifted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.faces import gone
from portal.accounts.models import User
from portal.contact import actions, rules
from portal.shell.routes import Policy, route


@route(Policy.OWNER)
def blocked(request: HttpRequest) -> HttpResponse:
    """The people blocked, by name: no floor shows their page any more."""
    user: Any = request.user
    rows = list(user.blocks_made.select_related("blocked"))
    for row in rows:
        present = row.blocked.is_present
        row.name = row.blocked.display_name if present else gone().name
    return render(request, "contact/blocks.html", {"rows": rows})


@route(Policy.MEMBER, "POST")
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Block somebody known from a page, a request or a conversation; they are not told."""
    whom = get_object_or_404(User.objects.present(), pk=pk)
    if not rules.knows(request.user, whom):
        raise Http404
    actions.block(by=request.user, whom=whom)
    messages.success(
        request,
        _(
            "C’est fait. Cette personne ne peut plus vous écrire ni voir votre page, et n’en est "
            "pas prévenue."
        ),
    )
    return redirect("contact:blocks")


@route(Policy.OWNER, "POST")
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the way again."""
    user: Any = request.user
    row = get_object_or_404(user.blocks_made.select_related("blocked"), blocked=pk)
    actions.unblock(by=user, whom=row.blocked)
    messages.success(request, _("Blocage levé. Vous pouvez de nouveau vous écrire."))
    return redirect("contact:blocks")
