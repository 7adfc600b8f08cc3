"""The tokens of a document and of a question: a stem, and a mark that says where it stands.

regisseur          somewhere in the document
_regisseur         in one of its names
^regisseur         first in one of its names, or in the title of a trade
^^location         first in its English name
=chefop            a whole name, as it is written
#directeurproduct  a whole name, stem by stem
@son               a department         :bretagne   a region
!stage             a kind
>cam               a member's name begins so (no member's word is in the vocabulary)
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from portal.search.analyser import Word, spellings, token, words
from portal.search.registry import Document

IN_NAMES, FIRST, FIRST_ENGLISH, WHOLE, WHOLE_STEMS = "_", "^", "^^", "=", "#"
KIND, DEPARTMENT, REGION, BEGINS = "!", "@", ":", ">"
# Beyond, a text says no more about what it is about.
MOST_LETTERS = 20_000
_ASIDE = re.compile(r"\([^)]*\)")


def pieces(word: Word) -> tuple[str, ...]:
    """A word and, of a hyphenated one, its parts: postproduction, post, production."""
    return (word.text, *word.parts)


def significant(found: Iterable[Word]) -> list[Word]:
    return [word for word in found if not word.is_stop]


def whole(found: Iterable[Word]) -> str:
    """A whole name, as it is written: hyphens and spaces are alike."""
    return WHOLE + "".join(word.text for word in found)


def whole_stems(found: Iterable[Word]) -> str:
    """A whole name, stem by stem."""
    return WHOLE_STEMS + "".join(
        token(part) for word in significant(found) for part in word.parts or (word.text,)
    )


def variants(name: str) -> Iterator[str]:
    """A name as people say it: without its brackets, and each side of a slash.

    Unit / location manager (generic) → unit manager, location manager.
    """
    yield name
    bare = _ASIDE.sub(" ", name)
    yield bare
    if " / " in bare:
        sides = [side.strip() for side in bare.split(" / ")]
        ending = " ".join(sides[-1].split()[1:])
        for side in sides:
            yield side
            yield f"{side} {ending}"


class Reading:
    """Everything a document is found by, and the words it teaches."""

    def __init__(self, kind: str, document: Document) -> None:
        self.document = document
        self.names = (document.title, *document.names)
        self.text = document.text[:MOST_LETTERS]
        self.in_names = {piece for name in self.names for piece in _pieces_of(name)}
        self.in_text = _pieces_of(self.text)
        self.marks = {KIND + kind}
        self.marks |= {DEPARTMENT + slug for slug in document.departments}
        self.marks |= {REGION + slug for slug in document.regions}

    def tokens(self) -> list[str]:
        found = set(self.marks)
        for name in self.names:
            found |= _of_name(name, english=name == self.document.title_en)
        if self.document.all_first:
            found |= {FIRST + token(piece) for piece in _pieces_of(self.document.title)}
        named = {token(piece) for piece in self.in_names}
        found |= named | {IN_NAMES + one for one in named}
        found |= {token(piece) for piece in self.in_text}
        if self.document.owner_id is not None:
            found |= _beginnings(self.document.title)
        return sorted(found)

    def pieces(self) -> set[str]:
        return self.in_names | self.in_text

    def spellings(self) -> dict[str, str]:
        """How each folded word is written, in small letters; in a name first."""
        return {**spellings(self.text), **spellings(" / ".join(self.names))}


def _pieces_of(text: str) -> set[str]:
    return {piece for word in significant(words(text)) for piece in pieces(word)} - {""}


@lru_cache(maxsize=10_000)
def _of_name(name: str, *, english: bool) -> frozenset[str]:
    """The whole of a name, as it is written and stem by stem, and its first word."""
    found: set[str] = set()
    for variant in variants(name):
        said = list(words(variant))
        found |= {whole(said), whole_stems(said)}
        if kept := significant(said):
            mark = FIRST_ENGLISH if english else FIRST
            found |= {mark + token(piece) for piece in pieces(kept[0])}
    return frozenset(found - {WHOLE, WHOLE_STEMS})


def _beginnings(name: str) -> set[str]:
    return {
        BEGINS + piece[:length]
        for word in words(name)
        for piece in pieces(word)
        for length in range(1, len(piece) + 1)
    }
