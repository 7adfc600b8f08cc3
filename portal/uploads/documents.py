"""PDFs that members send: written anew from their pages, without anything that acts."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.uploads import cleaning
from portal.uploads.confined import Refusal

ACCEPTED = "PDF"
REFUSALS = {
    Refusal.UNREADABLE: _(
        "Ce PDF est abîmé ou incomplet\u00a0: il n’a pas pu être lu. Exportez-le de nouveau en "
        "PDF, puis renvoyez-le."
    ),
    Refusal.ENCRYPTED: _(
        "Ce PDF est protégé par un mot de passe ou des restrictions. Exportez-le sans protection, "
        "puis renvoyez-le."
    ),
    Refusal.TOO_MANY_PAGES: _("Ce PDF compte trop de pages\u00a0: 100 au plus."),
    Refusal.TOO_MUCH_INSIDE: _(
        "Ce PDF contient trop de données une fois ouvert. Réduisez ses images ou ses pages, puis "
        "renvoyez-le."
    ),
}


def clean(file: UploadedFile) -> ContentFile[bytes]:
    """The same pages, links and outline, nothing else.

    Raises ValidationError with a sentence for the member.
    """
    content = cleaning.read(file)
    if not content.startswith(b"%PDF-"):
        raise cleaning.refuse_type(content, ACCEPTED)
    return cleaning.clean(
        "portal.uploads.clean_pdf", content=content, ending=".pdf", refusals=REFUSALS
    )
