"""What somebody who has asked to leave no longer begins, and what waits for them before."""

import dataclasses
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


@dataclasses.dataclass(frozen=True, slots=True)
class Pending:
    """Something others count on: what it is, what becomes of it, where one hands it over."""

    title: str
    text: str
    url: str


Source = Callable[[Any], Iterable[Pending]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """A floor says, in its module `privacy`, what a member should settle before leaving."""
    _sources.append(source)
    return source


def pending(member: Any) -> list[Pending]:
    """What others count on this member for, the lowest floor first."""
    return [one for source in _sources for one in source(member)]


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
