"""The words by which one entry may be found, for thousands of texts that ask about it at once.

It only says which texts surely do not find the entry, without a statement for each. Whether the
others do is decided by the index alone (`statements.Index`); a test holds this to it.
"""

from collections.abc import Iterable

from django.db import models

from portal.search import registry
from portal.search.analyser import Word, token, words
from portal.search.engines import tokens_of
from portal.search.models import SearchEntry, SearchWord, Synonym
from portal.search.query import that_count, typed_words


class Reach:
    """What is known of one object's entry, in four statements; without an entry, nothing is.

    `meant` are the stems of what people type for words that the entry has.
    """

    def __init__(self, model: type[models.Model], number: int) -> None:
        kinds = [source.order for source in registry.of_model(model)]
        entries = SearchEntry.objects.filter(kind__in=kinds, object_id=number)
        self.stems = tokens_of(list(entries.values_list("pk", flat=True)))
        spelt = SearchWord.objects.filter(token__in=self.stems).values_list("text", flat=True)
        self.beginnings = {text[:end] for text in spelt for end in range(1, len(text) + 1)}
        self.meant = {
            stem
            for key, means in Synonym.objects.order_by().values_list("key", "means")
            if any(self._has_all(words(one)) for one in means.split("\n"))
            for stem in key.split()
        }

    def may_answer(self, text: str) -> bool:
        """False when what is typed surely does not find the entry."""
        typed = typed_words(text)
        return all(
            self._has(word)
            or token(word.text) in self.meant
            or (word == typed[-1] and word.text in self.beginnings)
            for word in that_count(typed)
        )

    def _has_all(self, said: Iterable[Word]) -> bool:
        return all(self._has(word) for word in said if not word.is_stop)

    def _has(self, word: Word) -> bool:
        parts = [token(part) for part in word.parts if part]
        return token(word.text) in self.stems or (bool(parts) and self.stems.issuperset(parts))
