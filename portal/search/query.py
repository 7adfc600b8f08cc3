"""What is typed, as an expression over tokens.

Every word counts, stop words aside; the last one may be unfinished. Each group holds what answers
to one or several typed words: themselves, or what a synonym says they mean.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, Value
from django.utils.translation import get_language

from portal.search import tokens, vocabulary
from portal.search.analyser import Word, spellings, token, words
from portal.search.engines import Either, Every, Expression
from portal.search.models import SearchWord, Synonym
from portal.shell.languages import ENGLISH

LONGEST = 200
# The last band: found in the text, not in a name.
IN_TEXT = 4
MOST_WORDS = 12
# A synonym is made of this many words at most.
LONGEST_SYNONYM = 5
SHORT_WORD = 3
# Of the words that begin as the last one does, those of names first, then the most frequent.
MOST_COMPLETIONS = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """One word asked for: any of its tokens will do. `begins`: as a member's name may begin."""

    tokens: tuple[str, ...]
    begins: str = ""

    def at(self, mark: str) -> Expression:
        found = [mark + one for one in self.tokens]
        if self.begins and mark not in {tokens.FIRST, tokens.FIRST_ENGLISH}:
            found.append(tokens.BEGINS + self.begins)
        return either(found)


# The words of one way to say it, and the ways of one group.
Phrase = tuple[Term, ...]
Group = tuple[Phrase, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """`wholes` are the names that would be the very thing asked for, `unknown` the words typed that
    nothing public has, `entries` about how many entries the index has, `most` about how many may
    answer, 0 where it is not known.
    """

    text: str
    typed: tuple[Word, ...] = ()
    groups: tuple[Group, ...] = ()
    wholes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    entries: int = 0
    most: int = 0

    def __bool__(self) -> bool:
        return bool(self.groups)

    def spelt(self, word: Word) -> str:
        """A word as it was typed, in small letters."""
        return spellings(self.text).get(word.text) or "-".join(word.parts) or word.text

    def bands(self) -> list[Expression]:
        """From the best answers to the widest, each holding those before it.

        A name in English begins an answer as well as a French one only where English is spoken.
        """
        firsts = [tokens.FIRST]
        if get_language() == ENGLISH:
            firsts.append(tokens.FIRST_ENGLISH)
        exact = [tokens.whole(words(name)) for name in self.wholes]
        stems = [tokens.whole_stems(words(name)) for name in self.wholes]
        return [
            either(exact),
            either([*exact, *(stem for stem in stems if stem != tokens.WHOLE_STEMS)]),
            either([self._with(first, tokens.IN_NAMES) for first in firsts]),
            self._with(tokens.IN_NAMES, tokens.IN_NAMES),
            self.anywhere(),
        ]

    def anywhere(self) -> Expression:
        return self._with("", "")

    def _with(self, first: str, mark: str) -> Expression:
        """Every group under this mark; under another one, the first word of the first group."""
        return every(
            [
                either([_phrase(phrase, mark if place else first, mark) for phrase in group])
                for place, group in enumerate(self.groups)
            ]
        )

    def wanted(self) -> set[str]:
        """The stems to be marked in what is shown."""
        return {
            one
            for group in self.groups
            for phrase in group
            for term in phrase
            for one in term.tokens
        }


def _phrase(phrase: Phrase, first: str, mark: str) -> Expression:
    return every([term.at(mark if place else first) for place, term in enumerate(phrase)])


def every(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def either(parts: Sequence[Expression]) -> Expression:
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else Either(unique)


def read(text: str, *, for_member: bool = False) -> Query:
    """The question that a text asks, completed and widened by the tables; one statement."""
    text = " ".join(text[:LONGEST].split())
    typed = typed_words(text)
    if not typed:
        return Query(text)
    kept = that_count(typed)
    unfinished = typed[-1] if typed[-1] in kept else None
    known = _look_up(kept, unfinished)
    groups, meant = _groups(kept, known.synonyms)
    if unfinished:
        begins = unfinished.text if for_member and len(unfinished.text) > 1 else ""
        groups[-1] = _unfinished(groups[-1], known.completions, begins)
    return Query(
        text,
        typed=typed,
        groups=tuple(groups),
        wholes=(text, *meant),
        unknown=known.unknown,
        entries=known.entries,
        most=_most(groups, known),
    )


def typed_words(text: str) -> tuple[Word, ...]:
    return tuple(words(" ".join(text[:LONGEST].split())))[:MOST_WORDS]


def that_count(typed: Sequence[Word]) -> tuple[Word, ...]:
    """The words asked for; the last one typed may be unfinished."""
    if all(word.is_stop for word in typed):
        # As one types « le » on the way to « lecteur ».
        return tuple(typed[-1:])
    return tuple(tokens.significant(typed))


def _most(groups: Sequence[Group], known: "Known") -> int:
    """About how many entries answer a single word; 0 where it is not known."""
    if len(groups) > 1:
        return 0
    terms = [phrase[0] for phrase in groups[0] if len(phrase) == 1]
    return sum(known.documents.get(one, 0) for term in terms for one in term.tokens)


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What the tables know of the words: their synonyms, the stems the last one may become, those
    that nothing has, how many entries have each stem, the size of the index.
    """

    documents: dict[str, int]
    synonyms: dict[str, list[str]]
    completions: tuple[str, ...]
    unknown: tuple[str, ...]
    entries: int


def _look_up(kept: Sequence[Word], unfinished: Word | None) -> Known:
    pieces = {piece for word in kept for piece in tokens.pieces(word)}
    condition = Q(text="") | Q(token__in={token(piece) for piece in pieces})
    if unfinished:
        condition |= vocabulary.beginning_with(unfinished.text)
    found = SearchWord.objects.filter(condition)
    said = Synonym.objects.filter(key__in=_runs(kept)).order_by()
    rows: list[Any] = list(
        found.values_list("text", "token", "documents", "in_names").union(
            said.values_list("key", "means", Value(-1), Value(False)), all=True
        )
    )
    known = [row for row in rows if row[0] and row[2] >= 0]
    stems = {stem for _text, stem, _count, _named in known}
    synonyms = {key: means.split("\n") for key, means, count, _named in rows if count < 0}
    begun = []
    alone = len(kept) == 1
    if unfinished and not _is_finished(unfinished.text, known if alone else [], synonyms):
        begun = [row for row in known if row[0].startswith(unfinished.text)]
    begun.sort(key=lambda row: (not row[3], -row[2], row[0]))
    completions = tuple(dict.fromkeys(row[1] for row in begun))[:MOST_COMPLETIONS]
    unknown = [word.text for word in kept if token(word.text) not in stems]
    if unfinished and completions and unknown[-1:] == [unfinished.text]:
        unknown.pop()
    documents: dict[str, int] = {}
    for _text, stem, count, _named in known:
        documents[stem] = max(documents.get(stem, 0), count)
    return Known(
        documents=documents,
        synonyms=synonyms,
        completions=completions,
        unknown=tuple(unknown),
        entries=next((count for text, _stem, count, _named in rows if not text), 0),
    )


def _is_finished(word: str, known: Sequence[Any], synonyms: dict[str, list[str]]) -> bool:
    """Whether a word is taken as it is: « déco » has its own meaning; alone, « PA » is not the
    beginning of Paris, nor « son » of sonore.
    """
    named = len(word) <= SHORT_WORD and any(row[0] == word and row[3] for row in known)
    return named or token(word) in synonyms


def _runs(found: Sequence[Word]) -> set[str]:
    """The key of every run of words."""
    return {
        _key(found[start : start + length])
        for length in range(1, LONGEST_SYNONYM + 1)
        for start in range(len(found) - length + 1)
    }


def _key(run: Sequence[Word]) -> str:
    """As the key of a synonym is written (`analyser.stems`)."""
    return " ".join(token(word.text) for word in run)


def _groups(kept: Sequence[Word], synonyms: dict[str, list[str]]) -> tuple[list[Group], list[str]]:
    """What answers to the words, the longest synonym first; and what the whole text means."""
    groups: list[Group] = []
    place = 0
    while place < len(kept):
        length, means = _longest(kept[place:], synonyms)
        said = kept[place : place + length]
        groups.append((*_ways(said), *(way for one in means for way in _ways(words(one)))))
        place += length
    return groups, synonyms.get(_key(kept), [])


def _longest(rest: Sequence[Word], synonyms: dict[str, list[str]]) -> tuple[int, list[str]]:
    for length in range(min(LONGEST_SYNONYM, len(rest)), 0, -1):
        if means := synonyms.get(_key(rest[:length])):
            return length, means
    return 1, []


def _ways(said: Any) -> list[Phrase]:
    """Some words as one phrase; a hyphenated one also in its parts."""
    ways: list[Phrase] = [()]
    for word in tokens.significant(said) or list(said):
        forms: list[Phrase] = [(Term((token(word.text),)),)]
        if word.parts:
            forms.append(tuple(Term((token(part),)) for part in word.parts if part))
        ways = [way + form for way in ways for form in forms]
    return [way for way in ways if way]


def _unfinished(group: Group, completions: tuple[str, ...], begins: str) -> Group:
    """The last word of the first way to say it, whatever it may become."""
    (*before, last), *others = group[0], *group[1:]
    stems = tuple(dict.fromkeys((*last.tokens, *completions)))
    return ((*before, Term(stems, begins)), *others)
