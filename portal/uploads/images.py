"""Images that members send: seen by content, then made anew from their pixels."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.uploads import cleaning
from portal.uploads.confined import Refusal

ACCEPTED = "JPEG, PNG, WebP"
LONGEST_SIDE = 1600
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
REFUSALS = {
    Refusal.UNREADABLE: _(
        "Cette image est abîmée ou incomplète\u00a0: elle n’a pas pu être lue. Enregistrez-la de "
        "nouveau avec votre logiciel, puis renvoyez-la."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "Cette image est trop grande\u00a0: 25 millions de pixels au plus, par exemple "
        "5000\u00a0×\u00a05000. Réduisez-la, puis renvoyez-la."
    ),
    Refusal.TOO_MUCH_INSIDE: _(
        "Cette image demande trop de travail pour être lue. Réduisez-la, puis renvoyez-la."
    ),
}


def _is_image(content: bytes) -> bool:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith(STARTS)


def clean(file: UploadedFile, *, longest: int = LONGEST_SIDE) -> ContentFile[bytes]:
    """A new JPEG (WebP where something is transparent) at most `longest` pixels wide and high.

    Nothing but the pixels is kept. Raises ValidationError with a sentence for the member.
    """
    content = cleaning.read(file)
    if not _is_image(content):
        raise cleaning.refuse_type(content, ACCEPTED)
    made = cleaning.clean(
        "portal.uploads.clean_image", str(longest), content=content, ending="", refusals=REFUSALS
    )
    made.name = f"{made.name}{'.webp' if made.read(4) == b'RIFF' else '.jpg'}"
    made.seek(0)
    return made
