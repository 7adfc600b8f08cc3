"""What a message may hold: its length, its links, and nobody's address when one is under 18."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# An address with its scheme, or a name that ends as the common ones do.
LINK = re.compile(
    r"\bhttps?://[^\s<>]+|\bwww\.[^\s<>]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+"
    r"(?:com|net|org|fr|eu|be|ch|lu|ca|re|io|me|tv|gg|app|link|info|co|uk|de|es|it|biz|film|page)"
    r"\b(?:/[^\s<>]*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\]|\barobase\b)\s*[\w-]+", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@\w{2,}")
# Nine figures or more, whatever is put between them.
PHONE = re.compile(r"\+?\d(?:[\s.()/_-]{0,3}\d){8,}")
# Two dates or a span of years look like a telephone number to the pattern above.
DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d{2}-\d{2}\b"
    r"|\b(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d\b"
)


def tidy(text: str) -> str:
    """The text as it is kept: one kind of line ends, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def outside_links(text: str) -> list[str]:
    """The links that lead away from the site."""
    own = urlsplit(settings.SITE_URL).netloc
    found = LINK.findall(MAIL.sub(" ", unicodedata.normalize("NFKC", text)))
    return [link for link in found if _host(link) != own]


def _host(link: str) -> str:
    """The site a link leads to; of one that no browser can read, nobody's."""
    try:
        return urlsplit(link).netloc
    except ValueError:
        return "?"


def has_contact_details(text: str) -> bool:
    """Whether the text leads elsewhere: telephone, address, name on a network, link."""
    plain = unicodedata.normalize("NFKC", text)
    if MAIL.search(plain) or HANDLE.search(plain) or outside_links(plain):
        return True
    return PHONE.search(DATE.sub(" ; ", plain)) is not None


def refuse_contact_details(*texts: str) -> None:
    """Raise ValidationError when a text that a 15-17 reads, or writes, leads elsewhere."""
    if any(has_contact_details(text) for text in texts):
        raise ValidationError(
            _(
                "Avec une personne de 15 à 17 ans, tout se dit ici\u00a0: ni téléphone, ni "
                "adresse, ni pseudo d’un réseau, ni lien vers un autre site. Retirez-le et "
                "renvoyez."
            )
        )


def checked(text: str, *, longest: int, minor: Any) -> str:
    """The text as it is kept, or ValidationError in words for whoever wrote it.

    `minor`: whether one of the two is 15-17.
    """
    text = tidy(text)
    if not text:
        raise ValidationError(_("Écrivez quelques mots."))
    if len(text) > longest:
        raise ValidationError(
            _("Ce message compte %(n)s caractères, pour %(longest)s au plus.")
            % {"n": len(text), "longest": longest}
        )
    if minor:
        refuse_contact_details(text)
    return text
