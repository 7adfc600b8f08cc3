"""Which accounts were erased, told without saying whose they were: for backups made before.

A backup still holds a member who was erased after it. Whoever restores it must erase them again,
and nothing in the database can say so any more. The ledger is a file kept apart from the backups
(ERASURE_LEDGER), one line an erasure: when, `begun` or `done`, which key, a keyed digest of the
account's number and of the microsecond it was made at. Numbers alone would be given again after a
restore. Without the database of the time a line says nothing, and lines are forgotten after
LEDGER_KEPT, longer than any backup may be kept.
"""

import dataclasses
import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

LEDGER_KEPT = timedelta(days=400)
BEGUN, DONE = "begun", "done"


def _keys() -> list[bytes]:
    """The present key first, then those of the secrets that came before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashlib.sha256(b"erasure ledger\0" + one.encode()).digest() for one in secrets]


def _mac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _name(key: bytes) -> str:
    """How a line says which key it was made with."""
    return _mac(key, "which key")[:8]


def _account(member: Any) -> str:
    return f"{member.pk} {member.date_joined.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger."""

    at: datetime
    state: str
    key: str
    digest: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ} {self.state} {self.key} {self.digest}\n"


def write(member: Any, state: str, *, now: datetime) -> None:
    """Add a line and have it on the disk before going on.

    `BEGUN` inside the transaction that erases, `DONE` once it is kept: of the two, a crash in
    between leaves the first, which `restore` asks about.
    """
    key = _keys()[0]
    append([Line(now.astimezone(UTC), state, _name(key), _mac(key, _account(member)))])


def append(lines: Iterable[Line]) -> None:
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    # One write at the end of the file: two processes do not mix their lines.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(map(str, lines)).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path) -> Iterator[Line]:
    """The lines of a ledger. Raises ValueError for a line that is none."""
    for number, text in enumerate(path.read_text().splitlines(), 1):
        parts = text.split()
        if len(parts) != 4 or parts[1] not in {BEGUN, DONE}:
            raise ValueError(f"{path}, ligne {number}")
        at = datetime.strptime(parts[0], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        yield Line(at, *parts[1:])


def forget(*, now: datetime) -> int:
    """Drop the lines no backup is old enough to need; returns how many."""
    path = Path(settings.ERASURE_LEDGER)
    lines = list(read(path)) if path.exists() else []
    kept = [line for line in lines if line.at > now - LEDGER_KEPT]
    if len(kept) < len(lines):
        partial = path.with_suffix(".partial")
        partial.write_text("".join(map(str, kept)))
        partial.chmod(0o600)
        partial.replace(path)
    return len(lines) - len(kept)


def unknown_keys(lines: Iterable[Line]) -> set[str]:
    """The keys that no secret of ours makes: such lines cannot be looked up."""
    return {line.key for line in lines} - {_name(key) for key in _keys()}


@dataclasses.dataclass(frozen=True, slots=True)
class Erased:
    """Looks members up among the lines: `done` for those erased, `begun` for those in doubt."""

    done: frozenset[str]
    begun: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Erased":
        found: dict[str, set[str]] = {DONE: set(), BEGUN: set()}
        for line in lines:
            found[line.state].add(line.digest)
        return cls(frozenset(found[DONE]), frozenset(found[BEGUN] - found[DONE]))

    def state(self, member: Any) -> str:
        """`DONE`, `BEGUN`, or nothing for a member whom the ledger does not know."""
        digests = {_mac(key, _account(member)) for key in _keys()}
        if digests & self.done:
            return DONE
        return BEGUN if digests & self.begun else ""
