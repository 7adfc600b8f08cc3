"""Hand a file to the process that cleans it, and say in French why it was refused."""

import fcntl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import puremagic
import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.uploads.confined import LARGEST_FILE, MEGABYTE, Refusal, Refused

log = structlog.get_logger("portal.uploads")
# Longer than the processor time a process gives itself: the machine may be busy.
TIMEOUT = 20
# Each takes up to about 430 MB: two at once, whatever the number of web processes.
AT_ONCE = 2
# How long a file waits for its turn before its sender is asked to try again.
PATIENCE = 15
# What people send by mistake, in their words; anything else is only said not to be accepted.
KNOWN = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WebP", ".gif": "GIF", ".bmp": "BMP",
    ".tif": "TIFF", ".tiff": "TIFF", ".heic": "HEIC", ".heif": "HEIC", ".avif": "AVIF",
    ".svg": "SVG", ".psd": "Photoshop", ".pdf": "PDF", ".doc": "Word", ".docx": "Word",
    ".odt": "OpenDocument", ".rtf": "RTF", ".html": "HTML", ".htm": "HTML", ".zip": "ZIP",
    ".mp4": "MP4", ".mov": "QuickTime", ".mp3": "MP3",
}  # fmt: skip


class Busy(Exception):
    """Too many files are being read on this machine."""


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one of the places of this machine; raises Busy.

    The lock of a file: the system gives it back however a process ends.
    """
    folder = settings.VAR_DIR / "cleaning"
    folder.mkdir(exist_ok=True)
    until = time.monotonic() + PATIENCE
    while True:
        for number in range(AT_ONCE):
            with open(folder / f"place-{number}", "w") as place:
                try:
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > until:
            raise Busy
        time.sleep(0.05)


def _in_a_process(module: str, *arguments: str, content: bytes) -> bytes:
    """What `python -m module` makes of the content; raises Refused."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        given.write(content)
        given.seek(0)
        try:
            # Neither our environment (it holds secrets) nor PYTHON* variables are passed on.
            ended = subprocess.run(
                [sys.executable, "-E", "-s", "-B", "-m", module, *arguments],
                stdin=given,
                stdout=made,
                stderr=subprocess.PIPE,
                cwd=settings.BASE_DIR,
                env={},
                timeout=TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            raise Refused(Refusal.TOO_MUCH_INSIDE) from None
        if ended.returncode < 0:
            # Stopped by the system: the processor time it may take was up.
            raise Refused(Refusal.TOO_MUCH_INSIDE)
        if ended.returncode in set(Refusal):
            raise Refused(Refusal(ended.returncode))
        if ended.returncode:
            raise RuntimeError(f"{module}: {ended.stderr.decode(errors='replace')[-500:]}")
        made.seek(0)
        return made.read()


def _kind(content: bytes) -> str:
    """What the content looks like, for a person; empty when unknown."""
    start = content[:1024].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if b"<svg" in start:
        return "SVG"
    try:
        return KNOWN.get(puremagic.from_string(content), "")
    except (puremagic.PureError, ValueError):
        return ""


def refuse_type(content: bytes, accepted: str) -> ValidationError:
    """Say what was sent, as far as it can be told, and what is accepted."""
    kind = _kind(content)
    if kind:
        message = _("Ce fichier est au format %(kind)s. Formats acceptés\u00a0: %(accepted)s.")
    else:
        message = _("Ce format de fichier n’est pas accepté. Formats acceptés\u00a0: %(accepted)s.")
    return ValidationError(message, code="type", params={"kind": kind, "accepted": accepted})


def _megabytes(size: int) -> str:
    """11,5 Mo; 11.5 MB."""
    figure = round(size / MEGABYTE, 1)
    decimals = 0 if figure.is_integer() else 1
    return _("%(figure)s\u00a0Mo") % {"figure": number_format(figure, decimals, use_l10n=True)}


def read(file: UploadedFile) -> bytes:
    """The whole content of a file that is not too heavy; raises ValidationError."""
    if (file.size or 0) > LARGEST_FILE:
        raise ValidationError(
            _("Ce fichier pèse %(size)s. La limite est de %(limit)s."),
            code="size",
            params={"size": _megabytes(file.size or 0), "limit": _megabytes(LARGEST_FILE)},
        )
    file.seek(0)
    return file.read()


def clean(
    module: str, *arguments: str, content: bytes, ending: str, refusals: dict[Refusal, Any]
) -> ContentFile[bytes]:
    """The cleaned content under a random name; raises ValidationError with the words given."""
    try:
        with _turn():
            made = _in_a_process(module, *arguments, content=content)
    except Busy:
        log.warning("upload refused", cleaner=module, reason="BUSY")
        raise ValidationError(
            _("Beaucoup de fichiers arrivent en ce moment. Renvoyez celui-ci dans une minute."),
            code="busy",
        ) from None
    except Refused as refused:
        log.info("upload refused", cleaner=module, reason=refused.refusal.name)
        raise ValidationError(
            refusals[refused.refusal], code=refused.refusal.name.lower()
        ) from None
    return ContentFile(made, name=f"{uuid4().hex}{ending}")
