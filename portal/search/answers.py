"""What a search page says: the question read, mended when nothing answers, and the answers."""

import dataclasses
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from portal.search import finding, vocabulary
from portal.search.counting import Filters
from portal.search.finding import Found
from portal.search.models import SearchWord
from portal.search.query import Query, read

CLOSEST = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """`mended` is what was looked for in place of what was typed; empty when nothing was mended."""

    query: Query
    found: Found
    mended: str = ""


def answer(
    text: str, *, viewer: Any, filters: Filters, page: int = 1, as_typed: bool = False
) -> Answer | None:
    """Answer what somebody typed; None when there is not a word in it.

    When nothing answers and a word is unknown, one wrong letter of it is forgiven, unless
    `as_typed`.
    """
    query = read(text, for_member=viewer.is_authenticated)
    if not query:
        return None
    found = finding.find(query, viewer=viewer, filters=filters, page=page)
    if found.total.count or as_typed or not query.unknown:
        return Answer(query, found)
    mended = mend(query)
    if not mended:
        return Answer(query, found)
    second = read(mended, for_member=viewer.is_authenticated)
    again = finding.find(second, viewer=viewer, filters=filters, page=page)
    return Answer(second, again, mended) if again.total.count else Answer(query, found)


def mend(query: Query) -> str:
    """What was typed with its unknown words mended; nothing when one of them cannot be."""
    right = vocabulary.mended(query.unknown)
    if len(right) < len(set(query.unknown)):
        return ""
    return " ".join(right.get(word.text) or query.spelt(word) for word in query.typed)


def closest(query: Query) -> Sequence[str]:
    """Words of names that look like an unknown one, and each known word by itself."""
    known = [
        query.spelt(word)
        for word in query.typed
        if word.text not in query.unknown and not word.is_stop
    ]
    found = known if len(query.typed) > 1 else []
    for unknown in query.unknown[:1]:
        begun = SearchWord.objects.filter(
            vocabulary.beginning_with(unknown[:3]), in_names=True
        ).values_list("text", "spelling")[:200]
        near = [
            (SequenceMatcher(None, unknown, text).ratio(), spelling) for text, spelling in begun
        ]
        near.sort(key=lambda one: (-one[0], one[1]))
        found += [spelling for ratio, spelling in near if ratio > 0.6]
    return list(dict.fromkeys(found))[:CLOSEST]
