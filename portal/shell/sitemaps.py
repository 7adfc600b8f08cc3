"""The public pages, for search engines. Each floor registers its own in a module `sitemap`."""

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page: what gives its address in the language being spoken, and when it last changed."""

    address: Callable[[], str]
    changed: date | datetime | None = None


Pages = Callable[[], Iterable[Page]]
_sections: dict[str, Pages] = {}


def register(name: str, pages: Pages) -> None:
    """`pages()` returns what anybody may read now, and nothing else."""
    _sections[name] = pages


def named(*names: str) -> Pages:
    """Pages that are always there, by the names of their routes."""
    return lambda: [Page(lambda name=name: reverse(name)) for name in names]  # type: ignore[misc]


class Section(Sitemap):
    """One section in both languages, each page naming its translation."""

    i18n = alternates = x_default = True
    # Of both languages: some 2 MB a file, drawn as a whole in memory.
    limit = 4000
    protocol = urlsplit(settings.SITE_URL).scheme

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def items(self) -> list[Page]:
        return list(self.pages())

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def location(self, item: Page) -> str:
        return item.address()

    def lastmod(self, item: Page) -> date | datetime | None:
        return item.changed


def sections() -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    return {name: Section(pages) for name, pages in sorted(_sections.items())}


register(
    "site",
    named(
        "shell:home", "shell:help", "shell:rules", "shell:pledge", "shell:terms", "shell:privacy"
    ),
)
