"""Writes the index: one object, a batch of them, or everything again."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import translation

from portal.operations.turns import give_way
from portal.search import registry, vocabulary
from portal.search.analyser import VERSION
from portal.search.engines import engine, tokens_of
from portal.search.models import SearchEntry, SearchText
from portal.search.registry import Document, FileSource, Source
from portal.search.tokens import Reading

AnySource = Source | FileSource
BATCH = 500
LONGEST_EXCERPT = 2000
# Beyond, what depends on something saved waits for the worker.
MOST_AT_ONCE = 200
_put_off = ContextVar("put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Leave the index as it is while many objects are saved.

    Each of them would bring it up to what depends on it, again and again. Whoever puts it off
    calls `rebuild` once they are kept; until then the search finds them as they were.
    """
    before = _put_off.set(True)
    try:
        yield
    finally:
        _put_off.reset(before)


def refresh(instance: models.Model) -> None:
    """Bring the index up to an object just saved, and to the few that speak of it."""
    if _put_off.get():
        return
    refresh_many(type(instance), [instance.pk])
    refresh_dependants(instance)


def refresh_many(model: type[models.Model], numbers: Iterable[int]) -> None:
    """Bring the index up to some objects of a model, changed or gone."""
    wanted = list(numbers)
    for source in registry.of_model(model):
        for some in _batches(wanted):
            _refresh(source, some)


def refresh_dependants(instance: models.Model) -> None:
    """Bring the index up to what names this object: the internships of an organisation..."""
    from portal.search.tasks import refresh_named

    for source in registry.of_tables():
        for model, lookup in source.depends:
            if not isinstance(instance, model):
                continue
            numbers = list(_naming(source, lookup, instance.pk)[: MOST_AT_ONCE + 1])
            if len(numbers) <= MOST_AT_ONCE:
                _refresh_unlocked(source, numbers)
            else:
                refresh_named.enqueue(source.key, lookup, instance.pk)


def refresh_named(key: str, lookup: str, number: int) -> int:
    """Bring the index up to all of a kind that name an object; returns how many were written.

    Batch by batch, each a transaction unless there is one already.
    """
    (source,) = (one for one in registry.of_tables() if one.key == key)
    written = 0
    for numbers in _batches(list(_naming(source, lookup, number))):
        written += _refresh_unlocked(source, numbers)
        give_way()
    return written


def _naming(source: Source, lookup: str, number: int) -> models.QuerySet[Any, int]:
    """The numbers of those that name an object."""
    # Also those that were found until now, and will not be any more.
    found = source.model._base_manager.filter(**{lookup: number})
    return found.order_by("pk").values_list("pk", flat=True)


def remove(model: type[models.Model], numbers: Iterable[int]) -> None:
    """Take objects out of the index."""
    orders = [source.order for source in registry.of_model(model)]
    if orders:
        _forget(SearchEntry.objects.filter(kind__in=orders, object_id__in=list(numbers)))


def forget_owner(number: int) -> None:
    """Take a member's own pages out of the index."""
    _forget(SearchEntry.objects.filter(owner=number))


def rebuild(keys: Sequence[str] = ()) -> tuple[int, int]:
    """Bring the index up to the tables, whatever bypassed it; of some kinds, or of all.

    Batch by batch, and only what differs is written: returns how many entries were written, and
    how many removed.
    """
    written = removed = 0
    if not keys:
        known = [source.order for source in registry.sources()]
        removed += _delete_in_turns(SearchEntry.objects.exclude(kind__in=known))
    for source in _chosen(keys):
        for numbers in _batches(source.numbers()):
            written += _refresh_unlocked(source, numbers)
            give_way()
        removed += _delete_in_turns(_gone(source))
    vocabulary.recount()
    return written, removed


def _chosen(keys: Sequence[str]) -> list[AnySource]:
    """The kinds of these keys, or all of them."""
    return [source for source in registry.sources() if not keys or source.key in keys]


def _gone(source: AnySource) -> models.QuerySet[SearchEntry]:
    """The entries of what is not there any more."""
    entries: Any = SearchEntry.objects.filter(kind=source.order)
    if not isinstance(source, Source):
        return entries.exclude(object_id__in=source.numbers())
    # Not a list of all that is there: beyond some size PostgreSQL goes through it for each row.
    there = source.queryset().order_by().filter(pk=OuterRef("object_id"))
    return entries.filter(~Exists(there))


def drift(keys: Sequence[str] = ()) -> list[str]:
    """What differs between the index and the tables: nothing, unless something bypassed it."""
    faults = []
    for source in _chosen(keys):
        stored = dict(
            SearchText.objects.filter(entry__kind=source.order).values_list(
                "entry__object_id", "digest"
            )
        )
        for numbers in _batches(source.numbers()):
            for number, document in _documents(source, numbers).items():
                known = stored.pop(number, None)
                if known != _digest(source, document):
                    what = "manque" if known is None else "a changé"
                    faults.append(f"{source.key} {number} {what} : {document.title}")
        faults += [f"{source.key} {number} est de trop" for number in stored]
    return faults


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


@transaction.atomic
def _refresh_unlocked(source: AnySource, numbers: Sequence[int]) -> int:
    """The same for objects that this transaction has not written.

    Locked, so that what is read here does not overwrite a newer entry. Those that somebody is
    saving are left to them.
    """
    if isinstance(source, Source):
        rows = source.model._base_manager.filter(pk__in=numbers).order_by("pk")
        free = rows.select_for_update(no_key=True, skip_locked=True)
        numbers = list(free.values_list("pk", flat=True))
    return _refresh(source, numbers)


@transaction.atomic
def _refresh(source: AnySource, numbers: Sequence[int]) -> int:
    """Write those of these objects that have changed, remove those that are not there."""
    documents = _documents(source, numbers)
    entries = SearchEntry.objects.filter(kind=source.order)
    stored = dict(
        SearchText.objects.filter(
            entry__kind=source.order, entry__object_id__in=numbers
        ).values_list("entry__object_id", "digest")
    )
    digests = {number: _digest(source, document) for number, document in documents.items()}
    changed = [number for number in documents if digests[number] != stored.get(number)]
    old = [number for number in stored if number not in documents or number in changed]
    tokens = _tokens(entries.filter(object_id__in=old)) if old else set()
    if old:
        _delete(entries.filter(object_id__in=old))
    if changed:
        _write(source, {number: (documents[number], digests[number]) for number in changed})
    # A word that was corrected, or whose author was erased, is suggested to nobody any more.
    vocabulary.forget(tokens)
    return len(changed)


def _documents(source: AnySource, numbers: Sequence[int]) -> dict[int, Document]:
    # What is stored is in French; addresses and titles are translated where they are shown.
    with translation.override(settings.LANGUAGE_CODE):
        found = source.objects(numbers)
        return {number: source.document(one) for number, one in found.items()}


def _digest(source: AnySource, document: Document) -> str:
    said = f"{VERSION} {source.key} {document!r}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _write(source: AnySource, documents: dict[int, tuple[Document, str]]) -> None:
    rows, texts, readings = [], [], []
    for number, (document, digest) in documents.items():
        entry = SearchEntry(
            id=registry.entry_id(source, document, number),
            kind=source.order,
            object_id=number,
            departments=" ".join(dict.fromkeys(document.departments))[:300],
            regions=" ".join(dict.fromkeys(document.regions))[:300],
            until=document.until,
            owner_id=document.owner_id,
            adults_only=document.adults_only,
        )
        reading = Reading(source.key, document)
        rows.append((entry, reading.tokens()))
        texts.append(_shown(entry, document, digest))
        readings.append(reading)
    engine().insert(rows)
    SearchText.objects.bulk_create(texts)
    if not source.members_only:
        vocabulary.add(readings)


def _shown(entry: SearchEntry, document: Document, digest: str) -> SearchText:
    lines = (document.excerpt or document.text).splitlines()
    excerpt = " ".join(_sentence(line) for line in lines if line.strip())
    return SearchText(
        entry=entry,
        title=document.title[:200],
        title_en=document.title_en[:200],
        line=document.line[:200],
        line_en=document.line_en[:200],
        url=document.url,
        excerpt=excerpt[:LONGEST_EXCERPT],
        digest=digest,
    )


def _sentence(line: str) -> str:
    """A line as it reads among others: a title or a task gets its full stop."""
    # Non-breaking spaces stay.
    text = re.sub(r"[ \t]+", " ", line).strip(" ")
    return text if text[-1] in ".!?…:;," else f"{text}."


def _forget(entries: models.QuerySet[SearchEntry]) -> None:
    """Take entries out with the words that nothing else has."""
    tokens = _tokens(entries)
    _delete(entries)
    vocabulary.forget(tokens)


def _tokens(entries: models.QuerySet[SearchEntry]) -> set[str]:
    """The words of these entries, members' too: theirs may be the last to hold a public one."""
    return tokens_of(list(entries.values_list("pk", flat=True)))


def _delete_in_turns(entries: models.QuerySet[SearchEntry]) -> int:
    """Delete any number of entries, batch by batch; returns how many."""
    removed = 0
    while True:
        with transaction.atomic():
            some = list(entries.values_list("pk", flat=True)[:BATCH])
            removed += _delete(SearchEntry.objects.filter(pk__in=some))
        if len(some) < BATCH:
            return removed
        give_way()


def _delete(entries: models.QuerySet[SearchEntry]) -> int:
    _total, counts = entries.delete()
    return counts.get(SearchEntry._meta.label, 0)
