"""Links the words of the trade in a text to their meaning, on their first mention.

The finder is built once from the terms and kept in memory until one of them changes. A term is
found as it is written in a sentence: whole words, plural or not, a capital with or without its
accent, `oe` for `œ`, either apostrophe.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from careers.models import Term
from careers.words import fold
from portal.shell import languages

TITLE_LENGTH = 120
# A letter, a figure, a median point or a hyphen beside a word makes it another word.
BEFORE, AFTER = r"(?<![\w·-])", r"(?![\w·-])"
APOSTROPHES = "'’"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write a term."""

    slug: str
    pattern: re.Pattern[str]
    length: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a page tells of a term: `title` beside its link, `definition` on paper."""

    label: str
    address: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Every way to write every term, by the first word; and the meaning of each."""

    by_first_word: dict[str, list[Entry]]
    meanings: dict[str, Meaning]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each term stands in a text, the longest first where several begin."""
        end = 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for entry in self.by_first_word.get(_root(word[0]), ()):
                match = entry.pattern.match(text, word.start())
                if match:
                    yield match.start(), match.end(), entry.slug
                    end = match.end()
                    break


@dataclass(slots=True)
class Linker:
    """Links terms throughout one page: each once, and never the page's own.

    `notes` are those linked so far, for the foot of a printed page.
    """

    finder: Finder
    seen: set[str] = field(default_factory=set)
    notes: list[Meaning] = field(default_factory=list)

    def link(self, text: str) -> SafeString:
        """A plain text as HTML, its terms linked where they come for the first time."""
        parts, done = [], 0
        for start, end, slug in self.finder.find(text):
            if slug in self.seen:
                continue
            self.seen.add(slug)
            parts += [escape(text[done:start]), self._anchor(slug, text[start:end])]
            done = end
        return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308

    def _anchor(self, slug: str, words: str) -> str:
        meaning = self.finder.meanings[slug]
        self.notes.append(meaning)
        address, title = languages.spoken(meaning.address), escape(meaning.title)
        return f'<a class="term" href="{address}" title="{title}">{escape(words)}</a>'


def linker(*, own: str = "") -> Linker:
    """A linker for one page; `own` is the term the page is about. One query."""
    version = Term.objects.aggregate(count=Count("pk"), changed=Max("updated_at"))
    return Linker(finder_of(version["count"], version["changed"]), {own} if own else set())


@lru_cache(maxsize=1)
def finder_of(_count: int, _changed: Any) -> Finder:
    return build(list(Term.objects.linked_in_texts()))


def build(terms: list[Term]) -> Finder:
    by_first_word: dict[str, list[Entry]] = defaultdict(list)
    for term in terms:
        for words in dict.fromkeys([term.bare, *term.variants]):
            first = WORD.search(words)
            if first:
                entry = Entry(term.slug, _pattern(words[first.start() :]), len(words))
                by_first_word[_root(first[0])].append(entry)
    for entries in by_first_word.values():
        entries.sort(key=lambda entry: -entry.length)
    return Finder(
        by_first_word=dict(by_first_word),
        meanings={
            term.slug: Meaning(
                label=term.bare,
                address=languages.bare(term.get_absolute_url()),
                title=Truncator(term.definition).chars(TITLE_LENGTH),
                definition=term.definition,
            )
            for term in terms
        },
    )


def _root(word: str) -> str:
    """What a word shares with its plural: bobine, bobines; décor, DECORS; plateau, plateaux."""
    folded = fold(word).strip()
    return folded[:-1] if len(folded) > 2 and folded[-1] in "sx" else folded


def _pattern(words: str) -> re.Pattern[str]:
    """The words of a term, each with its plural, whatever the spaces between them."""
    parts = []
    for part in re.split(r"(\w+)", words):
        if WORD.fullmatch(part):
            parts.append("".join(map(_letter, part)) + _plural(part))
        elif part.strip() == "":
            parts.append(r"\s+" if part else "")
        else:
            parts.append(
                "".join(rf"[{APOSTROPHES}]" if c in APOSTROPHES else _loose(c) for c in part)
            )
    return re.compile(BEFORE + "".join(parts) + AFTER)


def _plural(word: str) -> str:
    """Initials and figures have no plural, nor has a word that ends like one."""
    if word.isupper() or word[-1].isdigit() or word[-1] in "sxz" or len(word) < 3:
        return ""
    return "[sx]?"


def _loose(sign: str) -> str:
    return r"\s*" if sign.isspace() else re.escape(sign)


def _letter(letter: str) -> str:
    """Small letters keep their accent, capitals may have lost it: é, É, E."""
    if letter in "œŒ":
        return "(?:œ|Œ|oe|OE|Oe)"
    bare = fold(letter).strip() or letter
    forms = dict.fromkeys([letter, letter.upper(), bare.upper()])
    if letter.isupper():
        forms = dict.fromkeys([letter, bare.upper()])
    return f"[{''.join(forms)}]" if len(forms) > 1 else re.escape(letter)
