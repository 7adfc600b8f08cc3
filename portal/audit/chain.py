"""Walking the chain, from the first row to the head, a few rows in memory at a time."""

import dataclasses
import json
from typing import Any

from django.db import connection
from django.db.models import Subquery
from django.db.models.functions import Coalesce

from portal.audit import canonical, guards
from portal.audit.enums import Act
from portal.audit.journal import hash_of
from portal.audit.models import Entry, Head, Words

CHUNK = 2000
READ = (
    "number", "at", "actor_id", "act", "model", "object_id", "digest", "previous", "hash",
    "words__pk", "words__salt", "words__text", "words__emptied_in",
)  # fmt: skip


@dataclasses.dataclass(slots=True)
class Verdict:
    """What a walk found. `broken_at`: the first row that does not hold, and `because`, why."""

    rows: int = 0
    emptied: int = 0
    head: str = canonical.GENESIS
    broken_at: int | None = None
    because: str = ""
    guards_lowered: list[str] = dataclasses.field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.because and not self.guards_lowered


def verify(*, expected: tuple[int, str] | None = None) -> Verdict:
    """Walk the whole chain, and stop at the first row that does not hold.

    `expected`: a number and a hash noted elsewhere, which the chain must still go through. What is
    written during the walk comes after the head as it is read first, and is left for the next one.
    """
    verdict = Verdict(guards_lowered=guards.missing(connection))
    head = Head.objects.filter(pk=1).first() or Head(number=0, hash=canonical.GENESIS)
    # Values rather than objects: an entry and its words would hold each other in memory.
    rows = Entry.objects.filter(number__lte=head.number).values_list(*READ, named=True)
    lists = _Lists()
    met = expected is None
    for entry in rows.order_by("number").iterator(chunk_size=CHUNK):
        because = _wrong(entry, verdict, lists)
        if because:
            return _broken(verdict, verdict.rows + 1, because)
        verdict.rows, verdict.head = entry.number, entry.hash
        met = met or (entry.number, entry.hash) == expected
    if verdict.rows != head.number:
        return _broken(verdict, verdict.rows + 1, "elle manque, et toutes celles d’après")
    if verdict.head != head.hash:
        return _broken(verdict, verdict.rows, "ce n’est pas elle que désigne la tête")
    last = Coalesce(Subquery(Head.objects.filter(pk=1).values("number")), 0)
    if Entry.objects.filter(number__gt=last).exists():
        return _broken(verdict, verdict.rows + 1, "la tête ne la connaît pas")
    if expected and not met:
        return _broken(verdict, expected[0], "elle n’a plus l’empreinte notée ailleurs")
    return verdict


def _broken(verdict: Verdict, number: int, because: str) -> Verdict:
    verdict.broken_at, verdict.because = number, because
    return verdict


def _wrong(entry: Any, verdict: Verdict, lists: "_Lists") -> str:
    """Why this row does not follow the one before, or does not hold; nothing when it does."""
    if entry.number != verdict.rows + 1:
        return "elle manque"
    if entry.previous != verdict.head:
        return "elle ne suit pas la précédente"
    if entry.hash != hash_of(entry):
        return "elle a été modifiée"
    if entry.words__pk is None:
        return "ses mots ont disparu"
    emptied_in = entry.words__emptied_in
    if emptied_in is None:
        same = entry.digest == canonical.digest_of(entry.words__salt, entry.words__text)
        return "" if same else "ses mots ont été modifiés"
    verdict.emptied += 1
    said = emptied_in > entry.number and entry.number in lists.of(emptied_in)
    return "" if said else "ses mots ont été vidés sans que le journal le dise"


class _Lists:
    """Which rows each entry says it emptied; the last one read is kept."""

    def __init__(self) -> None:
        self._number, self._rows = 0, frozenset[int]()

    def of(self, number: int) -> frozenset[int]:
        if number != self._number:
            found = Words.objects.filter(pk=number, entry__act=Act.WORDS_EMPTIED).first()
            said = json.loads(found.text)["after"]["rows"] if found and found.text else []
            self._number, self._rows = number, frozenset(said)
        return self._rows
