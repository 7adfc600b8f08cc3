"""A hot backup: the database at one instant, and exactly the files its rows name.

A folder a backup, named by its UTC moment: the database, `media/`, and `manifest.json` with what
each must be. It appears whole or not at all. Files never change under their random names: those of
the backup before are linked rather than copied.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from portal.accounts import ledger
from portal.operations.databases import Table, Unusable, engine, file_columns

log = structlog.get_logger("portal.backups")
FORMAT, MANIFEST, MEDIA, LEDGER = 1, "manifest.json", "media", "erasures.log"
NAME = re.compile(r"\d{8}T\d{6}Z")
# A file stored and deleted again while the copy is made: the instant is taken anew.
ATTEMPTS = 5
CHUNK = 1024 * 1024


class Manifest:
    """What a backup holds, as written beside it."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.made_at = datetime.fromisoformat(content["made_at"])
        self.kind: str = content["database"]["kind"]
        self.database: str = content["database"]["file"]
        self.tables = {name: Table(*given) for name, given in content["tables"].items()}
        self.files: dict[str, list[Any]] = content["files"]
        # Named by the database and stored nowhere, when the backup was made.
        self.lost: list[str] = content.get("lost", [])

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises Unusable for a folder that is no whole backup."""
        try:
            content = json.loads((folder / MANIFEST).read_text())
        except (OSError, ValueError):
            raise Unusable(f"{folder} n’est pas une sauvegarde entière.") from None
        if content.get("format") != FORMAT:
            raise Unusable(f"{folder} est d’un format que cette version ne lit pas.")
        return cls(content)


def make(folder: Path, *, now: datetime) -> Path:
    """Make one more backup in `folder`; returns where it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    final = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if final.exists():
        raise Unusable(f"{final} existe déjà.")
    partial = final.with_name(final.name + ".partial")
    partial.mkdir(mode=0o700)
    try:
        _fill(partial, before=latest(folder), now=now)
        _settle(partial)
        partial.rename(final)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    copy_ledger(folder)
    return final


def _fill(partial: Path, *, before: Path | None, now: datetime) -> None:
    base = engine()
    media = Media(partial / MEDIA, before)
    # Most files while nothing depends on it yet, so that the instant is short.
    for name in _named_now():
        media.take(name)
    for _attempt in range(ATTEMPTS):
        snapshot = base.dump(partial / base.file)
        lost = [name for name in snapshot.files if not media.take(name)]
        if not lost:
            break
    # What stays lost keeps nothing else from being saved: the manifest says so, and the command.
    media.keep_only(snapshot.files - set(lost))
    content = {
        "format": FORMAT,
        "made_at": now.astimezone(UTC).isoformat(),
        "release": settings.RELEASE,
        "database": {
            "kind": base.kind,
            "file": base.file,
            "sha256": digest_of(partial / base.file),
        },
        "tables": snapshot.tables,
        "files": {name: media.taken[name] for name in sorted(snapshot.files - set(lost))},
        "lost": sorted(lost),
    }
    (partial / MANIFEST).write_text(json.dumps(content, indent=1, ensure_ascii=False))


class Media:
    """The files of a backup under way; `taken` holds the size and the digest of each."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.folder = folder
        self.taken: dict[str, tuple[int, str]] = {}
        self.before = before
        self.known = Manifest.read(before).files if before else {}

    def take(self, name: str) -> bool:
        """Copy a stored file, once; False when it is not there any more."""
        if name in self.taken:
            return True
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if name in self.known and self.before and self._link(self.before / MEDIA / name, target):
            size, digest = self.known[name]
            self.taken[name] = size, digest
            return True
        try:
            with default_storage.open(name, "rb") as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, CHUNK)
        except FileNotFoundError:
            target.unlink(missing_ok=True)
            return False
        self.taken[name] = target.stat().st_size, digest_of(target)
        return True

    def _link(self, source: Path, target: Path) -> bool:
        try:
            os.link(source, target)
        except OSError:
            return False
        return True

    def keep_only(self, names: set[str]) -> None:
        for name in set(self.taken) - names:
            (self.folder / name).unlink()
            del self.taken[name]


def _named_now() -> Iterator[str]:
    for table, column in file_columns():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608
            yield from [name for (name,) in cursor.fetchall() if name]


def _settle(folder: Path) -> None:
    """Have all of it on the disk before it is called a backup."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def copy_ledger(folder: Path) -> None:
    """Put the ledger of erasures beside the backups: it leaves for elsewhere with them."""
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        ledger.append([])
    partial = folder / f"{LEDGER}.partial"
    shutil.copyfile(path, partial)
    partial.replace(folder / LEDGER)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def all_of(folder: Path) -> list[Path]:
    """The whole backups of a folder, the oldest first."""
    found = [one for one in folder.iterdir() if NAME.fullmatch(one.name)]
    return sorted(one for one in found if (one / MANIFEST).exists())


def latest(folder: Path) -> Path | None:
    found = all_of(folder)
    return found[-1] if found else None


def forget(folder: Path, *, keep: int) -> int:
    """Delete the oldest beyond `keep`; returns how many went."""
    old = all_of(folder)[:-keep]
    for one in old:
        shutil.rmtree(one)
    return len(old)


def verify(folder: Path) -> Manifest:
    """The manifest of a backup whose every byte is as it says. Raises Unusable."""
    manifest = Manifest.read(folder)
    expected = {manifest.database: manifest.content["database"]["sha256"]}
    expected |= {f"{MEDIA}/{name}": digest for name, (_size, digest) in manifest.files.items()}
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise Unusable(f"{path} manque, ou n’est plus ce qu’il était.")
    return manifest
