"""Private files on their way out; the view has checked who asks."""

from pathlib import Path

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from portal.uploads.storage import CONTENT_TYPES


def serve(file: FieldFile, *, filename: str = "") -> FileResponse:
    """Send a stored file as an attachment that no browser runs, frames, guesses at or keeps.

    `filename` is what the reader's copy is called, without its ending. An <img> may still show an
    image served so. Raises Http404 when there is no file.
    """
    if not file:
        raise Http404
    ending = Path(file.name or "").suffix
    try:
        opened = file.storage.open(str(file.name), "rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=f"{filename or 'fichier'}{ending}",
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
