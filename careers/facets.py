"""Filters beside a short list: what is asked, what is found, and how many each choice would leave.

For lists of a few dozen records, read whole: the counts cost no question to the database.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its name in the address, its choices, and what a record answers to it.

    `rare` are choices that an address may ask for, and that are drawn only once ticked.
    """

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    read: Callable[[Any], Collection[str]]
    rare: Collection[str] = ()


class Facets:
    """A list and its filters: a record stays when it answers to each filter in use, whatever the
    choice among those ticked. What an address asks that does not exist is left out.

    `kept` is what the address says besides and every link must keep.
    """

    def __init__(
        self,
        asked: QueryDict,
        records: Sequence[Any],
        facets: Sequence[Facet],
        *,
        kept: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.records, self.facets, self.kept = records, facets, kept
        self.wanted = {
            facet.name: {value for value, _label in facet.choices} & set(asked.getlist(facet.name))
            for facet in facets
        }

    def found(self, *, besides: Facet | None = None) -> list[Any]:
        """The records that answer to every filter, but for the one named."""
        used = [one for one in self.facets if self.wanted[one.name] and one is not besides]
        return [
            record
            for record in self.records
            if all(self.wanted[one.name].intersection(one.read(record)) for one in used)
        ]

    @property
    def active(self) -> int:
        return sum(len(values) for values in self.wanted.values())

    def groups(self) -> list[dict[str, Any]]:
        """The filters as components/filters.html draws them.

        Beside each choice, how many records the list would show with it alone in its group, the
        other groups as they are.
        """
        groups = []
        for facet in self.facets:
            ticked = self.wanted[facet.name]
            counts = Counter(
                value for record in self.found(besides=facet) for value in set(facet.read(record))
            )
            ever = {value for record in self.records for value in facet.read(record)}
            options = [
                {"value": value, "label": label, "count": counts[value], "checked": value in ticked}
                for value, label in facet.choices
                if value in ticked or (value in ever and value not in facet.rare)
            ]
            groups.append({"legend": facet.label, "name": facet.name, "options": options})
        return [group for group in groups if group["options"]]

    def chips(self) -> list[dict[str, Any]]:
        """Each filter in use, and the address of the list without it."""
        pairs = [
            (facet.name, value, label)
            for facet in self.facets
            for value, label in facet.choices
            if value in self.wanted[facet.name]
        ]
        return [
            {
                "label": label,
                "url": "?"
                + urlencode(
                    [(n, v) for n, v, _label in pairs if (n, v) != (name, value)] + [*self.kept]
                ),
            }
            for name, value, label in pairs
        ]

    def hidden(self) -> list[dict[str, str]]:
        """What is kept, as the fields of a form."""
        return [{"name": name, "value": value} for name, value in self.kept]
