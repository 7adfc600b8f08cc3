"""The link of a mail by which a tutor answers, without account: signed, for one attestation, once.

It ends with the answer, with the asking taken back, and after thirty-one days. It shows what is to
be confirmed and nothing else; only the button there acts.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from careers.models import Attestation

# Part of every signature sent so far: it stays, whatever this module is called.
SALT = "careers.attestation_links"
DAYS = 31


def token(attestation: Attestation) -> str:
    return signing.dumps([attestation.pk, str(attestation.creation_key)], salt=SALT)


def link(attestation: Attestation) -> str:
    return settings.SITE_URL + reverse("careers:attestation_answer", args=[token(attestation)])


def read(text: str) -> Attestation | None:
    """What a link asks; None for one that was never ours, has ended or was used, alike."""
    try:
        number, key = signing.loads(text, salt=SALT, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Attestation.objects.asked().filter(pk=number, creation_key=key)
    one: Attestation | None = found.select_related("placement__intern").first()
    return one if one and one.placement.intern_is_there else None
