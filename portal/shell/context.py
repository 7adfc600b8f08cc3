from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from portal.shell import discretion, languages, routes
from portal.shell.navigation import sections


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: its name, its sections with the one we are in, its languages."""
    inside = [
        (len(start), view)
        for start, view in _starts(get_language() or "")
        if request.path.startswith(start)
    ]
    here = max(inside, default=(0, ""))[1]
    return {
        # Not `site`: allauth's views put their own there.
        "portal": {
            "url": settings.SITE_URL,
            "section": here,
            # Asked for by templates, where they draw the tabs anew.
            "sections": partial(_tabs, here),
            "other_language": _other_language(request),
            "addresses": _addresses(request),
            "exit": _exit(request),
        }
    }


@lru_cache(maxsize=8)
def _starts(language: str) -> tuple[tuple[str, str], ...]:
    """How the addresses of each section begin in a language, and its view."""
    return tuple(
        (start, section.view)
        for section in sections()
        for start in (reverse(section.view), *map(languages.spoken, section.also))
    )


def _tabs(here: str) -> list[dict[str, Any]]:
    return [
        {
            "label": section.label,
            "icon": section.icon,
            "url": reverse(section.view),
            "current": section.view == here,
        }
        for section in sections()
    ]


def _other_language(request: HttpRequest) -> dict[str, str]:
    """The link to this page in the other language; empty where there is only one."""
    path = languages.bare(request.path)
    if not languages.has_two(path):
        return {}
    [code] = {languages.FRENCH, languages.ENGLISH} - {languages.of(request.path)}
    query = request.META.get("QUERY_STRING", "")
    if getattr(request, "nowhere", False):
        # A page that is not there repeats nothing of its address.
        path, query = languages.bare(reverse("shell:home")), ""
    elif not _can_be_opened(request):
        path = reverse("shell:home")
    url = languages.spoken(path, code) + (f"?{query}" if query else "")
    return {"code": code, "label": dict(settings.LANGUAGES)[code], "url": url}


def _exit(request: HttpRequest) -> dict[str, Any]:
    """The way out that discreet pages show; empty for the others."""
    if not discretion.has_exit(request.resolver_match):
        return {}
    return {"neutral": settings.NEUTRAL_SITE, "seconds": discretion.SECONDS}


def _can_be_opened(request: HttpRequest) -> bool:
    """Whether a link may lead here: not where only forms are sent."""
    match = request.resolver_match
    verbs = getattr(match.func, "verbs", ["GET"]) if match else ["GET"]
    return "GET" in verbs


def _addresses(request: HttpRequest) -> dict[str, str]:
    """The lasting address of a public page, itself and in each language; empty for the others.

    Of what is asked (words, filters, sorting) only the number of the page stays.
    """
    path = languages.bare(request.path)
    match = request.resolver_match
    if not languages.has_two(path) or match is None or not routes.is_public(match):
        return {}
    if "token" in match.kwargs:
        # A secret address: for whoever holds it, and for no search engine.
        return {}
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isascii() and number.isdigit() and number != "1" else ""
    found = {
        code: f"{settings.SITE_URL}{languages.spoken(path, code)}{query}"
        for code in (languages.FRENCH, languages.ENGLISH)
    }
    return {**found, "here": found[languages.of(request.path)]}
