"""Who runs the site: what only they know, read from the environment and never invented.

What is missing reads « à compléter » on the legal pages, so that nobody takes it for settled.
"""

import dataclasses
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True, slots=True)
class Fact:
    """A line of the legal notice; `value` is empty when nobody has given it."""

    key: str
    label: str
    value: str


LABELS = {
    "NAME": _("Association ou organisme qui édite le site"),
    "FORM": _("Forme juridique"),
    "ADDRESS": _("Siège"),
    "REGISTRATION": _("Numéro RNA, SIREN ou équivalent"),
    "PHONE": _("Téléphone"),
    "DIRECTOR": _("Directeur ou directrice de la publication"),
    "HOST_NAME": _("Hébergeur"),
    "HOST_ADDRESS": _("Adresse de l’hébergeur"),
    "HOST_PHONE": _("Téléphone de l’hébergeur"),
}
PUBLISHER = ("NAME", "FORM", "ADDRESS", "REGISTRATION", "PHONE", "DIRECTOR")
HOST = ("HOST_NAME", "HOST_ADDRESS", "HOST_PHONE")


def facts(keys: tuple[str, ...]) -> list[Fact]:
    return [Fact(key, str(LABELS[key]), settings.OPERATOR.get(key, "")) for key in keys]


def given(key: str) -> bool:
    """Whether whoever runs the site has said so."""
    return bool(settings.OPERATOR.get(key))


def address(purpose: str = "") -> str:
    """Where to write: for a purpose (AUTHORITIES, PRIVACY, SECURITY) its own address, else the
    one that the site writes from, which somebody reads."""
    found: str = settings.OPERATOR.get(f"{purpose}_EMAIL", "") if purpose else ""
    usual: str = settings.OPERATOR.get("EMAIL", "")
    return found or usual or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
