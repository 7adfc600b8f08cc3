from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from portal.moderation import standing


class StandingMiddleware:
    """Hold what the moderators decided about a member, on every page at once.

    Suspended: one page and the account. Limited: everything may be read, nothing sent. Whatever a
    floor adds is refused until it says otherwise (`standing.allow_while_limited`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, named: Any
    ) -> HttpResponse | None:
        user: Any = request.user
        match = request.resolver_match
        if match is None or not user.is_authenticated:
            return None
        if user.is_suspended and standing.shuts_out(match):
            return redirect("moderation:suspended")
        if user.is_limited and request.method == "POST" and standing.silences(match):
            messages.error(
                request,
                _("Votre compte est en lecture seule\u00a0: rien n’a été envoyé."),
            )
            return redirect(resolve_url("moderation:suspended"))
        return None
