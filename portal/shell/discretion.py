"""Leaving a page at once, and not finding it again with the browser's Back button.

The pages of mentoring, contacts, reports and private notes are discreet: no cache keeps them, and
each has a way out that leads to a site about the weather. Whoever took it has a cookie for five
minutes; meanwhile a discreet page answers with that same site, so that Back shows nothing. `/aide/`
has the way out too, but always opens: nobody is kept from its numbers. What a browser keeps in its
list of visited addresses is beyond the site, and `/aide/` says so.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
COOKIE = "sortie"
SECONDS = 300
HELP = "shell:help"


def is_discreet(match: Any) -> bool:
    """Whether what an address led to is kept out of caches, and closed once its reader has left."""
    return match is not None and match.view_name.startswith(settings.DISCREET_ROUTES)


def has_exit(match: Any) -> bool:
    """Whether the page shows the way out."""
    return is_discreet(match) or (match is not None and match.view_name == HELP)


def has_left(request: HttpRequest) -> bool:
    """Whether the reader took the way out less than five minutes ago."""
    return COOKIE in request.COOKIES


def leave() -> HttpResponse:
    """To the neutral site, without saying where from."""
    response = HttpResponse(status=303, headers={"Location": settings.NEUTRAL_SITE})
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def remember(response: HttpResponse) -> None:
    """Close the discreet pages for five minutes. `static/js/exit.js` writes the same cookie."""
    response.set_cookie(
        COOKIE, "1", max_age=SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


class DiscretionMiddleware:
    """Keep discreet pages out of caches, and closed to whoever has just left them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = response.get("Content-Type", "").startswith("text/html")
        if page and is_discreet(request.resolver_match):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        closed = (
            request.method == "GET" and has_left(request) and is_discreet(request.resolver_match)
        )
        return leave() if closed else None
