"""The two languages of the site. The address alone says which: French, and English below /en/.

Neither the browser's preferences nor a cookie decide, so that an address is one page, for
caches, for search engines and for the person one sends it to.
"""

from django.conf import settings
from django.utils.translation import get_language

FRENCH, ENGLISH = "fr", "en"
PREFIX = f"/{ENGLISH}"
# What exists once, in French or for machines: portal/urls.py leaves it outside of /en/.
UNPREFIXED = (
    "/admin/",
    "/composants/",
    "/sortie/",
    "/healthz",
    "/robots.txt",
    "/.well-known/",
    "/sitemap",
    "/apercu/",
    "/donnees/",
    "/ressources/fiches/flux.atom",
    settings.STATIC_URL,
)


def of(path: str) -> str:
    """The language of the page at this path."""
    return ENGLISH if path == PREFIX or path.startswith(f"{PREFIX}/") else FRENCH


def bare(url: str) -> str:
    """The address without its language, as it is kept in the database. It may have a query."""
    if url == PREFIX or url.startswith((f"{PREFIX}/", f"{PREFIX}?", f"{PREFIX}#")):
        return url.removeprefix(PREFIX) or "/"
    return url


def spoken(url: str, language: str | None = None) -> str:
    """A kept address in a language, by default the one being spoken; other sites' stay as is."""
    path = bare(url)
    if (language or get_language()) != ENGLISH or not has_two(path):
        return path
    return PREFIX + path


def has_two(path: str) -> bool:
    """Whether the page at this path, without its language, exists in both."""
    return path.startswith("/") and not path.startswith(("//", *UNPREFIXED))
