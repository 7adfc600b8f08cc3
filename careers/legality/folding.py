"""A text without accents, capitals or inclusive endings, each letter still knowing its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# étudiant·e·s, motivé(e), seul.e.s, engagé-e: the word alone is compared.
_ENDING = (
    r"(?:e|es|ne|nes|le|les|ve|ves|ere|eres|ère|ères|rice|rices|trice|trices|euse|euses|se|ses|s)"
)
_INCLUSIVE = re.compile(
    rf"(?<=\w)(?:[·•‧∙⋅]\w{{1,6}})+|(?<=\w)\({_ENDING}\)|(?<=\w)\.{_ENDING}(?:\.s)?(?!\w)"
    rf"|(?<=\w)[-/](?:e|es|ne|rice|trice|euse|ère)(?:[-/]s)?(?!\w)",
    re.IGNORECASE,
)
_APOSTROPHES = "’ʼ‘‛´`′ʹ"
_HYPHENS = "‐‑−"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# A line broken by the page it was copied from: long, unfinished, and going on in small letters.
_WRAPPED = re.compile(r"(?<=[^\n]{20}[^\W_])([,’']?[ \t\xa0]*)\r?\n(?=[^\W\d_])")


@dataclass(frozen=True)
class Folded:
    """`text` to search in; `places[i]` is where its letter i stands in `original`.

    `left_out` are the places of the endings that are not searched.
    """

    text: str
    places: tuple[int, ...]
    original: str
    left_out: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to `end` stand in the original, whole words kept."""
        first, last = self.places[start], self.places[end - 1] + 1
        while first > 0 and self._joined(first):
            first -= 1
        while last < len(self.original) and self._joined(last):
            last += 1
        return first, last

    def _joined(self, place: int) -> bool:
        """Whether the letters on both sides of a place are of one word or one number."""
        before, after = self.original[place - 1], self.original[place]
        if place in self.left_out or (place - 1 in self.left_out and _in_word(after)):
            return True
        if _in_word(before) and _in_word(after):
            return True
        around = self.original[max(0, place - 2) : place + 2]
        return bool(_COMPOUND.fullmatch(around)) or bool(_COMPOUND.fullmatch(around[1:]))


# co-régisseuse, 4,50: the two letters before a place and the two after it.
_COMPOUND = re.compile(rf"[^\W_][-{_HYPHENS}][^\W_].?|\d[.,]\d.?", re.DOTALL)


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in _INVISIBLE or bool(unicodedata.combining(letter))


def fold(text: str) -> Folded:
    """Lower case, no accents, one apostrophe, one space; a line's end stays a line's end.

    A line that only the width of a page broke is joined to the next.
    """
    letters: list[str] = []
    places: list[int] = []
    left_out = _left_out(text)
    wrapped = _wrapped(text)
    for place, letter in enumerate(text):
        if place in left_out or letter in _INVISIBLE:
            continue
        for plain in " " if place in wrapped else _plain(letter):
            if plain in " \n" and letters and letters[-1] in " \n":
                if plain == "\n":
                    letters[-1] = "\n"
                continue
            letters.append(plain)
            places.append(place)
    return Folded("".join(letters), tuple(places), text, left_out)


def _left_out(text: str) -> frozenset[int]:
    spans = (match.span() for match in _INCLUSIVE.finditer(text))
    return frozenset(place for start, end in spans for place in range(start, end))


def _wrapped(text: str) -> frozenset[int]:
    return frozenset(
        place
        for match in _WRAPPED.finditer(text)
        if text[match.end()].islower()
        for place in range(match.end(1), match.end())
    )


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    if letter in "\n\r\u2028\u2029":
        return "\n"
    if letter.isspace():
        return " "
    if letter in _APOSTROPHES:
        return "'"
    if letter in _HYPHENS:
        return "-"
    if letter in "œŒ":
        return "oe"
    if letter in "æÆ":
        return "ae"
    decomposed = unicodedata.normalize("NFKD", letter.lower())
    return "".join(part for part in decomposed if not unicodedata.combining(part))
