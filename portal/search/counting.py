"""Numbers of answers, as a page says them."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

MOST_COUNTED = 2000

# What is ticked, by column: the slugs of one column are alternatives.
Filters = Mapping[str, Sequence[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """How many answers there are; `more` than MOST_COUNTED when they were not all counted."""

    count: int = 0
    more: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """So many entries of one kind with the same departments and regions."""

    count: int
    values: Mapping[str, Sequence[str]]

    def fits(self, filters: Filters) -> bool:
        return all(set(self.values[column]) & set(slugs) for column, slugs in filters.items())


def total(lines: Sequence[Line], *, capped: bool) -> Tally:
    return Tally(sum(line.count for line in lines), bool(_cut_short(lines, capped=capped)))


def by_value(lines: Sequence[Line], column: str, *, capped: bool) -> dict[str, Tally] | None:
    """The tally of each value of a column among these entries; None when it is not known.

    Once a kind was not counted to the end, only the kinds have numbers to say.
    """
    cut_short = _cut_short(lines, capped=capped)
    if cut_short and column != "type":
        return None
    counts: Counter[str] = Counter()
    for line in lines:
        for value in line.values[column]:
            counts[value] += line.count
    return {value: Tally(count, value in cut_short) for value, count in counts.items()}


def _cut_short(lines: Sequence[Line], *, capped: bool) -> set[str]:
    """The kinds that were not counted to the end."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line.values["type"][0]] += line.count
    return {key for key, count in counts.items() if capped and count > MOST_COUNTED}
