"""Where the lines of a journal come from."""

from collections.abc import Callable, Iterable
from typing import Any

from careers.journal.lines import Line

# The lines of one member, in any order; asks the database as little for many as for one.
Source = Callable[[Any], Iterable[Line]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    _sources.append(source)
    return source


def lines_of(member: Any) -> list[Line]:
    """Every line of a member, from every source."""
    return [line for source in _sources for line in source(member)]
