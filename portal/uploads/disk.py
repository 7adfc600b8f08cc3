"""A folder of files that are on the disk before anybody is told that they are kept."""

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Django's, which leaves to the system when bytes reach the disk: a power cut would lose a file
    whose row is there."""

    def _save(self, name: str, content: Any) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]
        path, root = Path(self.path(kept)), Path(self.location)
        _sync(path)
        # Its name is in its folder, which may be as new as itself.
        for folder in path.parents:
            _sync(folder)
            if folder in {root, folder.parent}:
                break
        return kept


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
