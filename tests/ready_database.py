"""A SQLite file with every migration applied, kept in var/ so that the next run copies it.

Applying them takes longer than most runs of a few tests. The name says which migrations and which
libraries it was made from: any change of either makes a new one.
"""

import hashlib
import os
import shutil
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "tests"


def kept() -> Path:
    """Where the file of today's migrations is, or will be."""
    mark = hashlib.blake2b((ROOT / "requirements.txt").read_bytes(), digest_size=12)
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if ROOT in folder.parents and ".venv" not in folder.parts:
            for migration in sorted((folder / "migrations").glob("*.py")):
                mark.update(migration.read_bytes())
    return FOLDER / f"{mark.hexdigest()}.sqlite3"


def copy_to(file: Path) -> None:
    if (ready := kept()).exists():
        shutil.copyfile(ready, file)


def keep() -> None:
    """Keep the database as the migrations left it, and drop those made from older ones."""
    ready = kept()
    if ready.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Under another name first: several runs may be making it.
    partial = ready.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(partial)])
    partial.replace(ready)
    for other in FOLDER.glob("*.sqlite3"):
        if other != ready:
            other.unlink(missing_ok=True)
