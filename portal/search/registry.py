"""What can be found. Each floor registers it in a module named `search`, found at start-up.

    registry.register(
        Source(
            key="metier", order=10, label=_("Métier"), plural=_("Métiers"), model=Role,
            queryset=lambda: Role.objects.select_related("department"),
            document=role_document,
        )
    )

The model inherits `portal.search.indexed.Indexed`, so that each save reaches the index; whatever
changes what is found without `save()` (an `update()`, a many-to-many set afterwards) calls
`portal.search.index.refresh` or `refresh_many`. `manage.py rebuild_search` mends the rest, and
`tests/portal/search/test_nothing_bypasses.py` compares the two.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from django.db import models

from portal.search.analyser import folded_words

# An entry's number is made of three: the order of its kind, its place in the kind, its object's
# number. From this order on, members only.
ORDER_BITS, PLACE_BITS, OBJECT_BITS = 6, 26, 31
FIRST_FOR_MEMBERS = 48
_MINUTES_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_LAST_PLACE = 2**PLACE_BITS - 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the index keeps of one object. All of it may be read by whoever finds it.

    `names` are its other titles (aliases, feminine, English, initials): found as the title is.
    `text` is what else it is found by, `excerpt` where a sentence is cut from (`text` unless
    given). `line` stands above the title (« Lyon · 4 mois »). `title_en` and `line_en` replace
    them in English where they are known. `departments` and `regions` are slugs. From `until` on it
    is no longer found. `owner_id` is the member whose page it is, `adults_only` hides it from those
    of 15 to 17.
    `all_first`: every word of the title says as much as its first (« Chef·fe monteur·euse »).
    `place` sorts within a kind: see `by_title`, `newest_first`, `soonest_first`.
    """

    title: str
    url: str
    names: Sequence[str] = ()
    text: str = ""
    excerpt: str = ""
    line: str = ""
    title_en: str = ""
    line_en: str = ""
    departments: Sequence[str] = ()
    regions: Sequence[str] = ()
    until: datetime | None = None
    owner_id: int | None = None
    adults_only: bool = False
    all_first: bool = False
    place: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things to find, and how one of them becomes a document.

    `order` sorts the kinds; from FIRST_FOR_MEMBERS on, visitors find none of them. `many`: members
    write them, so that there may be any number.
    """

    key: str
    order: int
    label: Any
    plural: Any
    document: Callable[[Any], Document]
    many: bool = False

    @property
    def members_only(self) -> bool:
        return self.order >= FIRST_FOR_MEMBERS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source(Kind):
    """The rows of a model.

    `queryset` gives the objects to be found from now on, `until` they are over. `visible`, asked
    once more for those of each page, gives those that this viewer may see now; by default the
    same. `depends` names other models whose saving changes the documents, each with the lookup
    that leads to it.
    """

    model: type[models.Model]
    queryset: Callable[[], models.QuerySet[Any]]
    visible: Callable[[Any, datetime], models.QuerySet[Any]] | None = None
    depends: Sequence[tuple[type[models.Model], str]] = ()

    def numbers(self) -> list[int]:
        return list(self.queryset().values_list("pk", flat=True))

    def objects(self, numbers: Sequence[int]) -> dict[int, Any]:
        return {one.pk: one for one in self.queryset().filter(pk__in=numbers)}

    def seen_by(self, viewer: Any, *, now: datetime) -> models.QuerySet[Any]:
        return self.visible(viewer, now) if self.visible else self.queryset()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileSource(Kind):
    """What is kept in files of the project, each with its `slug`: they change with a release, and
    `load_reference` brings the index up to them.
    """

    items: Callable[[], Iterable[Any]]

    def by_number(self) -> dict[int, Any]:
        return {crc32(one.slug.encode()) >> 1: one for one in self.items()}

    def numbers(self) -> list[int]:
        return list(self.by_number())

    def objects(self, numbers: Sequence[int]) -> dict[int, Any]:
        items = self.by_number()
        return {number: items[number] for number in numbers if number in items}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow the answers: its name in addresses, the column, its values in order."""

    name: str
    column: str
    label: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]


_sources: dict[str, Source | FileSource] = {}
_facets: dict[str, Facet] = {}


def register(*sources: Source | FileSource) -> None:
    for source in sources:
        if not 0 < source.order < 2**ORDER_BITS or source.order in {
            other.order for other in _sources.values() if other.key != source.key
        }:
            raise ValueError(f"{source.key}: choose another order than {source.order}.")
        _sources[source.key] = source


def register_facet(facet: Facet) -> None:
    _facets[facet.name] = facet


def sources() -> list[Source | FileSource]:
    return sorted(_sources.values(), key=lambda source: source.order)


def of_tables() -> list[Source]:
    return [source for source in sources() if isinstance(source, Source)]


def of_model(model: type[models.Model]) -> list[Source]:
    return [source for source in of_tables() if source.model is model]


def by_order() -> dict[int, Source | FileSource]:
    return {source.order: source for source in _sources.values()}


def facets() -> list[Facet]:
    return list(_facets.values())


def entry_id(source: Kind, document: Document, object_id: int) -> int:
    """The number of an entry, which is its place among equally good answers."""
    if not 0 <= object_id < 2**OBJECT_BITS:
        raise ValueError(f"{source.key}: {object_id} is too large.")
    return first_id(source.order) + (document.place << OBJECT_BITS) + object_id


def first_id(order: int) -> int:
    """The smallest number a kind of this order may have."""
    return order << (PLACE_BITS + OBJECT_BITS)


def by_title(title: str) -> int:
    """A place in the order of titles, as far as their first five letters tell."""
    letters = folded_words(title).replace(" ", "")[:5].ljust(5, "`")
    place = 0
    for letter in letters:
        place = place * 28 + min(max(ord(letter) - 95, 0), 27)
    return place


def soonest_first(moment: datetime | None) -> int:
    """A place in the order of dates, to the minute, from 2020 to 2147."""
    if moment is None:
        return _LAST_PLACE
    minutes = int((moment - _MINUTES_SINCE).total_seconds() // 60)
    return min(max(minutes, 0), _LAST_PLACE)


def newest_first(moment: datetime | None) -> int:
    return _LAST_PLACE - soonest_first(moment) if moment else _LAST_PLACE
