"""What somebody who has asked to leave no longer begins."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def for_those_who_stay(view: View) -> View:
    """Send a member on their way out to the page where they may change their mind.

    For what others would count on: proposing, sending to review. Goes below `@route`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if user.leaving_since is None:
            return view(request, *args, **kwargs)
        messages.error(
            request,
            _(
                "Vous avez demandé l’effacement de votre compte\u00a0: gardez-le pour proposer ou "
                "publier quelque chose."
            ),
        )
        return redirect("leave")

    return guarded
