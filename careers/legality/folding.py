"""A text without accents, capitals or inclusive endings, each letter still knowing its place."""

import re
import unicodedata
from dataclasses import dataclass

# étudiant·e·s, motivé(e), seul.e.s, engagé-e: the word alone is compared.
_ENDING = (
    r"(?:e|es|ne|nes|le|les|ve|ves|ere|eres|ère|ères|rice|rices|trice|trices|euse|euses|se|ses|s)"
)
_INCLUSIVE = re.compile(
    rf"(?<=\w)(?:[·•‧∙⋅]\w{{1,6}})+|(?<=\w)\({_ENDING}\)|(?<=\w)\.{_ENDING}(?:\.s)?(?!\w)"
    rf"|(?<=\w)[-/](?:e|es|ne|rice|trice|euse|ère)(?:[-/]s)?(?!\w)",
    re.IGNORECASE,
)
_APOSTROPHES = "’ʼ‘´`′"
_HYPHENS = "‐‑−"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True)
class Folded:
    """`text` to search in; `places[i]` is where its letter i stands in the text it comes from."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` to `end` stand in the original, whole words kept."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Lower case, no accents, one apostrophe, one space; a line's end stays a line's end."""
    letters: list[str] = []
    places: list[int] = []
    left_out = _left_out(text)
    for place, letter in enumerate(text):
        if place in left_out or letter in _INVISIBLE:
            continue
        for plain in _plain(letter):
            if plain in " \n" and letters and letters[-1] in " \n":
                if plain == "\n":
                    letters[-1] = "\n"
                continue
            letters.append(plain)
            places.append(place)
    return Folded("".join(letters), tuple(places))


def _left_out(text: str) -> frozenset[int]:
    spans = (match.span() for match in _INCLUSIVE.finditer(text))
    return frozenset(place for start, end in spans for place in range(start, end))


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
