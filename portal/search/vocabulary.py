"""The words known, to complete and to mend what is typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from portal.operations.turns import give_way
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
COUNTED_AT_ONCE = 2000


def forget(tokens: set[str]) -> None:
    """Take out the words of these stems that no entry has any more."""
    asked = sorted(tokens)
    for start in range(0, len(asked), TOKENS_AT_ONCE):
        some = SearchWord.objects.filter(token__in=asked[start : start + TOKENS_AT_ONCE])
        known = list(some.values_list("token", flat=True))
        gone = set(known) - present(known) if known else set()
        if gone:
            SearchWord.objects.filter(token__in=gone).delete()


def recount() -> None:
    """Count the entries that hold each word; those that none holds any more are forgotten.

    Counted by the database, aside, while others write; then written batch by batch.
    """
    everything = SearchEntry.objects.count()
    SearchWord.objects.update_or_create(
        text="", defaults={"token": "", "spelling": "", "documents": everything}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE search_count AS SELECT token, entries FROM ({engine().count})"  # noqa: S608
            " counted WHERE token IN (SELECT token FROM search_word)"
        )
        try:
            cursor.execute("CREATE UNIQUE INDEX search_count_token ON search_count (token)")
            last = ""
            while found := _miscounted(cursor, after=last):
                last = found[-1][0]
                _write({text: count for text, _token, count in found if count})
                with transaction.atomic():
                    forget({token for _text, token, count in found if not count})
                give_way()
        finally:
            cursor.execute("DROP TABLE search_count")


def _miscounted(cursor: Any, *, after: str) -> list[tuple[str, str, int]]:
    """Some words whose count has changed, in order, with their token and their count."""
    cursor.execute(
        "SELECT text, word.token, COALESCE(entries, 0) FROM search_word word"
        " LEFT JOIN search_count ON search_count.token = word.token"
        " WHERE text > %s AND (entries IS NULL OR entries <> documents)"
        " ORDER BY text LIMIT %s",
        [after, COUNTED_AT_ONCE],
    )
    return cursor.fetchall()


@transaction.atomic
def _write(counts: dict[str, int]) -> None:
    # Those that somebody is saving are left to the next count: nobody waits for the other.
    free = SearchWord.objects.filter(text__in=counts).select_for_update(skip_locked=True)
    words = list(free)
    for word in words:
        word.documents = counts[word.text]
    SearchWord.objects.bulk_create(
        words, update_conflicts=True, unique_fields=["text"], update_fields=["documents"]
    )


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
