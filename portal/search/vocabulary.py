"""The words known, to complete and to mend what is typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from portal.search.analyser import token
from portal.search.engines import engine, present
from portal.search.models import SearchEntry, SearchWord
from portal.search.tokens import Reading

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ORDER = "0123456789" + LETTERS
# Of short words, almost every other one is one letter away.
SHORTEST_MENDED = 4
LONGEST_MENDED = 20
BATCH = 500


def add(readings: Sequence[Reading]) -> None:
    """Take in the words of some documents."""
    named: set[str] = set().union(*(reading.in_names for reading in readings))
    words = sorted(named.union(*(reading.in_text for reading in readings)))
    for start in range(0, len(words), BATCH):
        batch = words[start : start + BATCH]
        known = dict(SearchWord.objects.filter(text__in=batch).values_list("text", "in_names"))
        new = {word for word in batch if word not in known}
        spelt: dict[str, str] = {}
        for reading in readings:
            if not new.isdisjoint(reading.pieces()):
                spelt = {**reading.spellings(), **spelt}
        SearchWord.objects.bulk_create(
            [
                SearchWord(
                    text=word,
                    token=token(word),
                    spelling=spelt.get(word, word)[:60],
                    in_names=word in named,
                )
                for word in sorted(new)
            ],
            ignore_conflicts=True,
        )
        promoted = [word for word in batch if word in named and known.get(word) is False]
        if promoted:
            SearchWord.objects.filter(text__in=promoted).update(in_names=True)


# SQLite takes so many values in a statement, and a few more.
TOKENS_AT_ONCE = 5000


def forget(tokens: set[str]) -> None:
    """Take out the words of these stems that no entry has any more."""
    asked = sorted(tokens)
    for start in range(0, len(asked), TOKENS_AT_ONCE):
        some = SearchWord.objects.filter(token__in=asked[start : start + TOKENS_AT_ONCE])
        known = list(some.values_list("token", flat=True))
        gone = set(known) - present(known) if known else set()
        if gone:
            SearchWord.objects.filter(token__in=gone).delete()


@transaction.atomic
def recount() -> None:
    """Count the entries that hold each word; those that none holds any more are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(engine().count)
        counts = dict(cursor.fetchall())
    everything = SearchEntry.objects.count()
    SearchWord.objects.update_or_create(
        text="", defaults={"token": "", "spelling": "", "documents": everything}
    )
    changed, gone = [], []
    for word in SearchWord.objects.exclude(text="").iterator(chunk_size=2000):
        count = counts.get(word.token, 0)
        if not count:
            gone.append(word.pk)
        elif count != word.documents:
            word.documents = count
            changed.append(word)
    SearchWord.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["text"], update_fields=["documents"]
    )
    for start in range(0, len(gone), BATCH):
        SearchWord.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def beginning_with(prefix: str) -> Q:
    """The condition that a word begins so; of one or two letters, among names alone."""
    # A range, and of figures and letters only: whatever the collation, it is read from the index.
    found = Q(text__gte=prefix)
    if stem := prefix.rstrip("z"):
        found &= Q(text__lt=stem[:-1] + ORDER[ORDER.index(stem[-1]) + 1])
    return found if len(prefix) > 2 else found & Q(in_names=True)


def one_letter_away(word: str) -> set[str]:
    """Every word that one deletion, insertion, substitution or transposition makes of it."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    found |= {left + letter + right for left, right in cuts for letter in LETTERS}
    return found - {word}


def mended(typed: Iterable[str]) -> dict[str, str]:
    """For each word that nothing has, how a known word one letter away is written, if any is.

    Of several: one in a name first, then the most frequent, then the first of the alphabet.
    """
    near = {
        word: one_letter_away(word)
        for word in typed
        if SHORTEST_MENDED <= len(word) <= LONGEST_MENDED and word.isalpha()
    }
    if not near:
        return {}
    wanted: set[str] = set().union(*near.values())
    known: dict[str, Any] = {
        word.text: ((not word.in_names, -word.documents, word.text), word.spelling)
        for word in SearchWord.objects.filter(text__in=wanted)
    }
    best = {
        word: min((known[one] for one in others if one in known), default=None)
        for word, others in near.items()
    }
    return {word: found[1] for word, found in best.items() if found}
