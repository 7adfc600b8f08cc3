"""What is asked of the list: read from an address, told in words, applied to the openings.

One rule for the list, the feed and the alerts: `Criteria.filter`.
"""

import dataclasses
import functools
import math
from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.db.models.lookups import LessThanOrEqual
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careers import towns
from careers.listing.trades import Trades
from careers.models import Opening, OpeningQuerySet
from portal.search import query as search_query
from portal.search.analyser import words
from portal.search.reach import Reach
from portal.search.statements import Index

LONGEST_WORDS = 100
DISTANCES = (10, 20, 30, 50, 100)
NEAR_KM = 30
KIND_OF_ENTRY = "stage"
# Each listing has them: they say nothing of what is looked for.
EMPTY_WORDS = {"stage", "stages", "annonce", "annonces", "offre", "offres", "internship"}
# The name in the address, and the column of the openings.
FACETS = {
    "departement": "department",
    "metier": "role",
    "region": "region",
    "type": "kind",
    "duree": "duration",
}


@dataclasses.dataclass(frozen=True)
class Criteria:
    """`ticked` holds, by facet in use, the values asked for: one of them is enough.

    `near` is what was typed for a town; without a town found it narrows nothing.
    """

    words: str = ""
    ticked: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    near: towns.Answer | None = None
    km: int = NEAR_KM

    @property
    def town(self) -> towns.Town | None:
        return self.near.town if self.near else None

    @property
    def is_loose(self) -> bool:
        """Whether something is asked that has no counts of its own: words, a distance."""
        return bool(self.town or telling(self.words))

    def __bool__(self) -> bool:
        return bool(self.ticked or self.words or self.town)

    def pairs(self) -> list[tuple[str, str]]:
        """What the address says of them, always in the same order."""
        found = [("q", self.words)] if self.words else []
        found += [(name, value) for name in FACETS for value in self.ticked.get(name, ())]
        if self.town:
            found += [("pres", self.town.label), ("km", str(self.km))]
        return found

    def query(self) -> str:
        """The same as the part of an address after the `?`."""
        return urlencode(self.pairs())

    def spelling(self) -> str:
        """The query by which two searches are known to be the same one."""
        return dataclasses.replace(self, words=self.words.casefold()).query()

    def without(self, name: str, value: str = "") -> "Criteria":
        """The same with one thing less: a value of a facet, the facet, the words, the distance."""
        if name == "q":
            return dataclasses.replace(self, words="")
        if name == "pres":
            return dataclasses.replace(self, near=None, km=NEAR_KM)
        left = tuple(one for one in self.ticked.get(name, ()) if value and one != value)
        ticked = {key: values for key, values in self.ticked.items() if key != name}
        if left:
            ticked[name] = left
        return dataclasses.replace(self, ticked=ticked)

    def parts(self, trades: Trades) -> Iterator[tuple[str, str, str]]:
        """Each thing asked for: its name in the address, its value, and in words."""
        if self.words:
            yield "q", self.words, f"«\u00a0{self.words}\u00a0»"
        for name, labels in trades.choices.items():
            for value in self.ticked.get(name, ()):
                yield name, value, labels[value]
        if self.town:
            label = _("à %(km)s km de %(town)s") % {"km": self.km, "town": self.town.label}
            yield "pres", self.town.label, label

    @functools.cached_property
    def about(self) -> Q | None:
        """The condition that the words set, read once; None when they say nothing."""
        said = telling(self.words)
        return _about(said) if said else None

    def filter(self, openings: OpeningQuerySet, *, walking: bool = False) -> OpeningQuerySet:
        """Keep the openings that answer to all that is asked.

        `walking`: the answers are many, so that reading them in the order wanted and leaving out
        the others is quicker than finding and sorting them all (`paging.is_walked`). Same answers.
        """
        return self.narrow(self.loosen(openings, walking=walking), walking=walking)

    def leaves_out(self, opening: Opening, reach: Reach) -> bool:
        """Whether `filter` surely leaves out this opening, known without a statement.

        For thousands of criteria that ask about one opening: `filter` decides of those left.
        `reach` is that of its internship.
        """
        for name, values in self.ticked.items():
            if getattr(opening, FACETS[name]) not in values:
                return True
        if self.town and not _is_about(self.town, self.km, opening):
            return True
        said = telling(self.words)
        return bool(said) and not reach.may_answer(said)

    def narrow(self, openings: OpeningQuerySet, *, walking: bool = False) -> OpeningQuerySet:
        """Only by what is ticked."""
        for name, values in self.ticked.items():
            column = FACETS[name]
            if walking:
                openings = openings.alias(**{f"{column}_as_is": _no_index(column)})
                column = f"{column}_as_is"
            one = {column: values[0]} if len(values) == 1 else {f"{column}__in": values}
            openings = openings.filter(**one)
        return openings

    def loosen(self, openings: OpeningQuerySet, *, walking: bool = False) -> OpeningQuerySet:
        """Only by the words and the distance."""
        if self.about is not None:
            openings = openings.filter(self.about)
        if self.town:
            openings = openings.filter(within(self.town, self.km, slice_first=not walking))
        return openings


def read(asked: QueryDict, trades: Trades) -> Criteria:
    """What an address asks for. What the site does not know is left out, never an error."""
    ticked = {}
    for name, labels in trades.choices.items():
        given = set(asked.getlist(name))
        if not given:
            continue
        if name == "region" and not given <= labels.keys():
            # As the search of the site writes them.
            given |= {region for region in labels if slugify(region) in given}
        if known := tuple(value for value in labels if value in given):
            ticked[name] = known
    typed = " ".join(asked.get("q", "")[:LONGEST_WORDS].split())
    text = " ".join(asked.get("pres", "")[: towns.LONGEST].split())
    near = towns.find(text, regions=list(ticked.get("region", ()))) if text else None
    return Criteria(words=typed, ticked=ticked, near=near, km=_kilometres(asked.get("km", "")))


def _kilometres(text: str) -> int:
    return int(text) if text in {str(one) for one in DISTANCES} else NEAR_KM


def _no_index(column: str) -> Concat:
    """The values of a column, from which no database starts to search."""
    return Concat(F(column), Value(""), output_field=CharField())


def within(town: towns.Town, km: int, *, slice_first: bool = True) -> Q:
    """So many kilometres from a town at most, as the crow flies.

    A slice of latitudes, which an index finds, then the straight line between two points of the
    sphere: exact, and plain arithmetic on both databases.
    """
    x, y, z = towns.point(town.latitude, town.longitude)
    line = towns.chord(km)
    away = (F("x") - x) * (F("x") - x) + (F("y") - y) * (F("y") - y) + (F("z") - z) * (F("z") - z)
    near = Q(LessThanOrEqual(away, line * line))
    return Q(z__gte=z - line, z__lte=z + line) & near if slice_first else near


def _is_about(town: towns.Town, km: int, opening: Opening) -> bool:
    """Whether it is that near, or a little farther: no rounding may take out who is `within`."""
    if opening.x is None or opening.y is None or opening.z is None:
        return False
    there = opening.x, opening.y, opening.z
    return math.dist(towns.point(town.latitude, town.longitude), there) <= towns.chord(km + 1)


def telling(text: str) -> str:
    """The words typed, without those that every listing has; empty when none is left."""
    kept = [word for word in text.split() if word.casefold() not in EMPTY_WORDS]
    return " ".join(kept) if any(True for word in kept for _word in words(word)) else ""


def _about(text: str) -> Q:
    """Those that the search of the site finds by these words."""
    index = Index(AnonymousUser(), now=timezone.now())
    asked = search_query.read(text).anywhere()
    found = index.answering(asked, {"type": [KIND_OF_ENTRY]})
    return Q(internship__in=RawSQL(f"SELECT entry.object_id {found.text}", found.values))  # noqa: S611
