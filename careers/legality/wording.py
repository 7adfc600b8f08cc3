"""Finds in an offer the words that make one look twice, and where they stand.

A machine reads badly: a negation just before, or a story being told, clears the words; a moderator
reads every listing anyway. What is found is shown with its exact words, never silently counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .flags import BLOCK, Flag
from .flags_in_english_of_people import ENGLISH_OF_PEOPLE
from .flags_in_english_of_work import ENGLISH_OF_WORK
from .flags_of_people import OF_PEOPLE
from .flags_of_post import OF_POST
from .flags_of_private_life import OF_PRIVATE_LIFE
from .flags_of_work import OF_WORK
from .folding import Folded, fold
from .reading import Reading, occurrences
from .report import Words

ENGLISH = {**ENGLISH_OF_WORK, **ENGLISH_OF_PEOPLE}
FLAGS = tuple(
    replace(flag, forms=(*flag.forms, *ENGLISH.get(flag.slug, ())))
    for flag in (*OF_WORK, *OF_POST, *OF_PEOPLE, *OF_PRIVATE_LIFE)
)


def find(texts: Iterable[tuple[str, str]], *, kind: str) -> tuple[Words, ...]:
    """The words found in the fields of an offer of that kind, in the order of its text."""
    found = [words for name, text in texts for words in _in_field(name, text, kind)]
    return tuple(found)


def _in_field(name: str, text: str, kind: str) -> list[Words]:
    folded = fold(text)
    reading = Reading(folded.text)
    found = [
        Words(flag.slug, action, name, start, end, text[start:end], flag.reason)
        for flag in FLAGS
        if kind not in flag.not_for
        for action, start, end in _of_flag(flag, folded, reading)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def _of_flag(flag: Flag, folded: Folded, reading: Reading) -> Iterator[tuple[str, int, int]]:
    """The words of one flag; where two of its forms meet, what blocks wins."""
    met = [
        (action, *folded.span(*match.span()))
        for form in flag.forms
        for match in occurrences(form.pattern, folded.text)
        if (action := reading.action(form, match))
    ]
    taken = bytearray(len(folded.original))
    for action, start, end in sorted(met, key=lambda one: one[0] != BLOCK):
        if 1 not in taken[start:end]:
            taken[start:end] = b"\1" * (end - start)
            yield action, start, end
