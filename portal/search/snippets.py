"""The sentence of a text that answers, its words marked."""

import re
from collections.abc import Collection
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search.analyser import token, words
from portal.search.tokens import pieces

BEFORE, LENGTH = 60, 220
ELLIPSIS = "…"
_SPELT = re.compile(r"[^\W_]+(?:[·-][^\W_]+)*")


@lru_cache(maxsize=50_000)
def _stems(spelt: str) -> frozenset[str]:
    return frozenset(token(piece) for word in words(spelt) for piece in pieces(word))


def marked(text: str, wanted: Collection[str]) -> SafeString:
    """A text with every word that has one of the wanted stems in <mark>; the rest is escaped."""
    parts, end = [], 0
    for found in _SPELT.finditer(text):
        if not _stems(found[0]).isdisjoint(wanted):
            parts += [escape(text[end : found.start()]), f"<mark>{escape(found[0])}</mark>"]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - each part is escaped


def snippet(text: str, wanted: Collection[str], *, around: bool) -> SafeString:
    """About two lines of a text: from its beginning, or `around` the first word wanted."""
    found = _SPELT.finditer(text) if around else iter(())
    first = (one.start() for one in found if not _stems(one[0]).isdisjoint(wanted))
    return marked(_cut(text, next(first, 0)), wanted)


def _cut(text: str, place: int) -> str:
    """Whole words around a place."""
    start = 0 if place <= BEFORE else text.rfind(" ", 0, place - BEFORE) + 1
    if len(text) - start <= LENGTH:
        return (ELLIPSIS if start else "") + text[start:]
    end = text.rfind(" ", start, start + LENGTH)
    end = end if end > place else start + LENGTH
    return (ELLIPSIS if start else "") + text[start:end].rstrip(" ,;:.") + ELLIPSIS
