"""Whether this process may be sent visitors: what it cannot do without, tried for real."""

import dataclasses
import functools
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_lazy as _

log = structlog.get_logger("portal.probes")


@dataclasses.dataclass(frozen=True, slots=True)
class Probe:
    """One thing that was tried: whether it worked, and in how many seconds."""

    key: str
    title: Any
    works: bool
    seconds: float


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@functools.cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations or {})


def missing_migrations() -> set[tuple[str, str]]:
    """What this code knows of and the database has not had; a newer database is no fault."""
    return set(_known_migrations()) - set(MigrationRecorder(connection).applied_migrations())


def migrations() -> None:
    if missing := missing_migrations():
        raise LookupError(f"{len(missing)} migrations")


def shared_cache() -> None:
    """Write, read and take away one value: sign-in limits are counted there."""
    key, value = f"probe:{secrets.token_hex(8)}", secrets.token_hex(8)
    cache.set(key, value, 10)
    if cache.get(key) != value:
        raise LookupError("cache")
    cache.delete(key)


def storage() -> None:
    """The folder of files can be written to; elsewhere, the store answers a question."""
    if isinstance(default_storage, FileSystemStorage):
        folder = Path(default_storage.location)
        while not folder.exists():
            folder = folder.parent
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError
    else:
        default_storage.exists("probe")


def static_files() -> None:
    """The names that pages give to style sheets and scripts are known: `collectstatic` was run."""
    staticfiles_storage.url("css/site.css")


TRIED: tuple[tuple[str, Any, Callable[[], None]], ...] = (
    ("database", _("Base de données"), database),
    ("migrations", _("Migrations appliquées"), migrations),
    ("cache", _("Cache partagé"), shared_cache),
    ("storage", _("Fichiers"), storage),
    ("static", _("Fichiers statiques"), static_files),
)
# What is tried whether or not the database answers.
ELSEWHERE = {"storage", "static"}


def run() -> list[Probe]:
    """Try each; after a database that does not answer, nothing else is asked of it."""
    found: list[Probe] = []
    for key, title, attempt in TRIED:
        started = time.perf_counter()
        works = key in ELSEWHERE or all(one.works for one in found)
        if works:
            try:
                attempt()
            except Exception as failure:
                # Whatever is wrong: the answer says what does not work, the log says why.
                log.warning("probe_failed", probe=key, kind=type(failure).__name__)
                works = False
        found.append(Probe(key, title, works, time.perf_counter() - started))
    return found
