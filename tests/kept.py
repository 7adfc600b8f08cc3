"""What is long to make and asked by many tests: made once in each process, then put back.

`Made` keeps it for the tests of one file, whose writes are undone (`shared_database`).
`put_back` keeps it for tests without rollback, on SQLite, as a copy of the whole file.
"""

import copy
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from django.conf import settings
from django.db import connection
from django.test import override_settings

T = TypeVar("T")


def folders(folder: Path) -> dict[str, Any]:
    """The settings by which mails and uploads go to this folder."""
    files = settings.STORAGES["default"] | {"OPTIONS": {"location": str(folder / "media")}}
    return {
        "MAIL_FOLDER": folder / "mail",
        "ERASURE_LEDGER": str(folder / "erasures.log"),
        "STORAGES": settings.STORAGES | {"default": files},
    }


class Made(Generic[T]):
    """Something made in the base, with the files that go with it."""

    def __init__(self, make: Callable[[], T], folder: Path) -> None:
        self.folder = folder
        with override_settings(**folders(folder)):
            self.what = make()

    def again(self) -> T:
        """A copy of one's own, and its files where the present test looks for them."""
        _copy(self.folder / "media", _media())
        return copy.deepcopy(self.what)


class _Kept(NamedTuple):
    base: Path
    media: Path
    what: Any


_kept: dict[str, _Kept] = {}


def put_back(name: str, make: Callable[[], T]) -> T:
    """What `make` makes in an empty base; from the second time on, a copy of it."""
    if (kept := _kept.get(name)) is None:
        what = make()
        folder = Path(tempfile.mkdtemp(prefix="premier-clap-kept-"))
        kept = _kept[name] = _Kept(folder / "base.sqlite3", folder / "media", copy.deepcopy(what))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(kept.base)])
        _copy(_media(), kept.media)
        return what
    with closing(sqlite3.connect(kept.base)) as base:
        connection.ensure_connection()
        base.backup(connection.connection)
    _copy(kept.media, _media())
    made: T = copy.deepcopy(kept.what)
    return made


def _media() -> Path:
    return Path(settings.STORAGES["default"]["OPTIONS"]["location"])


def _copy(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True)
