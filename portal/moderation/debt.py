"""The debt board: what editors should mend today. Each floor registers in a module named `debt`.

Nothing here is stored: a debt is found when the board is opened, and gone when it is paid.
"""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.admin.sites import site
from django.http import Http404
from django.urls import NoReverseMatch, ResolverMatch, resolve, reverse

from portal.accounts import rulebook
from portal.shell import languages


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: what it is called, what is wrong with it, where it is mended."""

    label: str
    detail: str = ""
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Debt:
    """A kind of debt. `find` returns all there is of it, the most urgent first."""

    key: str
    title: Any
    help: Any
    find: Callable[[], Iterable[Finding]]


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """An internal address written in a text: where it stands and where it leads.

    `unknown`: its floor already knows that nothing has this name.
    """

    label: str
    href: str
    url: str = ""
    unknown: bool = False


_debts: list[Debt] = []
_links: list[Callable[[], Iterable[Link]]] = []
# By the name of its route: whether a stranger finds what its arguments name.
_pages: dict[str, Callable[..., bool]] = {}


def register(debt: Debt) -> None:
    _debts.append(debt)


def register_links(source: Callable[[], Iterable[Link]]) -> Callable[[], Iterable[Link]]:
    """A floor says which addresses of the site its texts link to."""
    _links.append(source)
    return source


def register_page(view_name: str, exists: Callable[..., bool]) -> None:
    """A floor says when the page of a route that takes arguments exists for a stranger.

    `exists` is called with these arguments and asks the rule of visibility of the page itself.
    """
    _pages[view_name] = exists


register_page("shell:rules_edition", lambda version: rulebook.find(version) is not None)


def debts() -> list[Debt]:
    return list(_debts)


def admin_url(record: Any) -> str:
    """Where a record is edited; empty when the admin does not know its model."""
    if type(record) not in site._registry:
        return ""
    opts = record._meta
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""


def leads_nowhere(href: str) -> bool:
    """Whether a stranger who follows an internal address finds no page there.

    Nothing is opened: the address must lead to a route that answers to GET and, when it names
    something (a slug, a number), to something that its floor shows to strangers. A route that
    names something and has no rule is nobody's page.
    """
    path = languages.bare(href.removeprefix(settings.SITE_URL).partition("#")[0].partition("?")[0])
    if not path:
        return False
    match = _resolved(path) or _resolved(f"{path}/")
    if match is None or "GET" not in getattr(match.func, "verbs", ["GET"]):
        return True
    if not match.kwargs and not match.args:
        return False
    exists = _pages.get(match.view_name)
    return exists is None or not exists(**match.kwargs)


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Http404:
        return None


def is_internal(href: str) -> bool:
    """Whether an address is on this site: not another one's, nor a mail or a telephone."""
    ours = urlsplit(settings.SITE_URL).netloc
    parts = urlsplit(href)
    return parts.netloc == ours if parts.netloc else not parts.scheme


def dead_links() -> list[Finding]:
    """The links of every floor's texts that lead nowhere; each address is tried once."""
    seen: dict[str, bool] = {}
    found = []
    for source in _links:
        for link in source():
            if link.href not in seen:
                seen[link.href] = link.unknown or leads_nowhere(link.href)
            if seen[link.href]:
                found.append(Finding(label=link.label, detail=link.href, url=link.url))
    return found
