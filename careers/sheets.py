"""The practical sheets: Markdown files of the project, read once and kept in memory.

Each file of data/sheets/ starts with its data in YAML (see `Sheet`), then its text. A file that
lacks something stops the site at the first reading, with its name: a test reads them all.
"""

import dataclasses
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.urls import reverse

from careers.enums import Confidence, SheetKind, SheetTheme
from careers.models import Role
from careers.models.reference import is_stale
from portal.shell.french import typeset

FOLDER = Path(__file__).parent / "data" / "sheets"
FENCE = "---\n"


class BadSheet(ValueError):
    """A sheet whose data cannot be read; says which and why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where a sheet has its facts: a name, when it was written or read, an address."""

    label: str
    date: str = ""
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `published` and `checked_on` are days; `order` is its rank in its theme."""

    slug: str
    title: str
    theme: SheetTheme
    kind: SheetKind
    summary: str
    author: str
    published: date
    checked_on: date
    confidence: Confidence
    sources: tuple[Source, ...]
    roles: tuple[str, ...]
    order: int
    body: str

    def get_absolute_url(self) -> str:
        return reverse("careers:sheet", args=[self.slug])

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on)

    def parts(self) -> list[tuple[str, str]]:
        """Its text by heading of level 2: the heading and what stands under it."""
        found = [part.partition("\n") for part in re.split(r"^## ", self.body, flags=re.MULTILINE)]
        return [(typeset(title.strip()), text.strip()) for title, _line, text in found[1:]]


def all_sheets() -> tuple[Sheet, ...]:
    """Every sheet, in the order of the themes and of their ranks."""
    return _read_folder(FOLDER, _state(FOLDER) if settings.DEBUG else ())


def get(slug: str) -> Sheet | None:
    return next((sheet for sheet in all_sheets() if sheet.slug == slug), None)


def of_kind(kind: SheetKind) -> list[Sheet]:
    return [sheet for sheet in all_sheets() if sheet.kind == kind]


def of_role(slug: str) -> list[Sheet]:
    """The sheets that a role's guide points at."""
    return [sheet for sheet in all_sheets() if slug in sheet.roles]


def named(slug: str) -> tuple[str, str] | None:
    """The address and title of the page that a text calls `[[slug]]`: a sheet, else a role."""
    sheet = get(slug)
    if sheet is not None:
        return sheet.get_absolute_url(), sheet.title
    role = Role.objects.filter(slug=slug).first()
    return (role.get_absolute_url(), role.name) if role else None


def _state(folder: Path) -> tuple[Any, ...]:
    """What changes when a file does: while writing, a sheet is read again without a restart."""
    return tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.md")))


@cache
def _read_folder(folder: Path, _state: tuple[Any, ...]) -> tuple[Sheet, ...]:
    themes = list(SheetTheme)
    sheets = [read(file.stem, file.read_text()) for file in sorted(folder.glob("*.md"))]
    return tuple(sorted(sheets, key=lambda one: (themes.index(one.theme), one.order, one.title)))


def read(slug: str, text: str) -> Sheet:
    """A sheet from the text of its file. Raises BadSheet."""
    empty, _fence, rest = text.partition(FENCE)
    front, fence, body = rest.partition(f"\n{FENCE}")
    if empty or not fence:
        raise BadSheet(f"{slug}.md: its data must stand first, between two lines of dashes.")
    try:
        data = yaml.safe_load(front)
        return Sheet(
            slug=slug,
            title=typeset(data["title"]),
            theme=SheetTheme(data["theme"]),
            kind=SheetKind(data["kind"]),
            summary=typeset(data["summary"]),
            author=typeset(data["author"]),
            published=_day(data["published"]),
            checked_on=_day(data["checked_on"]),
            confidence=Confidence(data["confidence"]),
            sources=tuple(_source(source) for source in data["sources"]),
            roles=tuple(data.get("roles") or ()),
            order=int(data["order"]),
            body=body.strip(),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise BadSheet(f"{slug}.md: {error}") from error


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _source(value: dict[str, Any]) -> Source:
    return Source(
        label=typeset(value["label"]),
        date=str(value.get("date") or ""),
        url=str(value.get("url") or ""),
    )
