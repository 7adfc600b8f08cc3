"""Where private files lie: under names nobody can guess, out of reach of the web server."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils.deconstruct import deconstructible

# What our cleaners make, and how each is announced when it is served.
CONTENT_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp", ".pdf": "application/pdf"}


@deconstructible
class private_path:
    """`upload_to=private_path("portfolio")`: portfolio/3f/3fa9….jpg, whatever the file was called.

    Only the endings our cleaners give are kept; the sender's name is written nowhere.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, instance: Any, filename: str) -> str:
        ending = Path(filename).suffix.lower()
        name = uuid4().hex
        return f"{self.folder}/{name[:2]}/{name}{ending if ending in CONTENT_TYPES else '.bin'}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, private_path) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)
