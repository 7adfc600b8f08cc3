"""The debt board: what editors should mend today. Each floor registers in a module named `debt`.

Nothing here is stored: a debt is found when the board is opened, and gone when it is paid.
"""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.sites import site
from django.http import Http404
from django.urls import NoReverseMatch, resolve, reverse


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
    """An internal address written in a text: where it stands and where it leads."""

    label: str
    href: str
    url: str = ""


_debts: list[Debt] = []
_links: list[Callable[[], Iterable[Link]]] = []


def register(debt: Debt) -> None:
    _debts.append(debt)


def register_links(source: Callable[[], Iterable[Link]]) -> Callable[[], Iterable[Link]]:
    """A floor says which addresses of the site its texts link to."""
    _links.append(source)
    return source


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


def leads_nowhere(href: str, answers: Callable[[str], int]) -> bool:
    """Whether an internal address has no page: no route, or a route that finds nothing.

    `answers(path)` opens the page and returns its status.
    """
    path = href.partition("#")[0].partition("?")[0]
    if not path:
        return False
    try:
        resolve(path)
    except Http404:
        return True
    return answers(path) in {404, 410, 500}


def dead_links(answers: Callable[[str], int]) -> list[Finding]:
    """The links of every floor's texts that lead nowhere; each address is opened once."""
    seen: dict[str, bool] = {}
    found = []
    for source in _links:
        for link in source():
            if link.href not in seen:
                seen[link.href] = leads_nowhere(link.href, answers)
            if seen[link.href]:
                found.append(Finding(label=link.label, detail=link.href, url=link.url))
    return found
