"""Contacts as files: vCard 3.0 (RFC 2426), which both iOS and Android import.

segno's own writer leaves line breaks and backslashes in a text as they are: a typed line break
would begin a property of its own.
"""

from collections.abc import Iterable
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

FOLD = 75


def _text(value: str) -> str:
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(value.splitlines())


def _bare(value: str) -> str:
    """An address or a number, which is not escaped: one line, without spaces around."""
    return "".join(value.split())


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a character; the next one begins with a space."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        limit = FOLD if not pieces else FOLD - 1
        if len((piece + character).encode()) > limit:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])


def make(
    *,
    name: str,
    title: str = "",
    city: str = "",
    region: str = "",
    email: str = "",
    phone: str = "",
    addresses: Iterable[str] = (),
    note: str = "",
) -> str:
    """One contact, its lines ended as the format asks."""
    # Which part of a name is the family's is not known, and is not guessed.
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{_text(name)};;;", f"FN:{_text(name)}"]
    if title:
        lines.append(f"TITLE:{_text(title)}")
    if city or region:
        lines.append(f"ADR:;;;{_text(city)};{_text(region)};;")
    if email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_bare(email)}")
    if phone:
        lines.append(f"TEL;TYPE=CELL:{_bare(phone)}")
    lines += [f"URL:{_bare(address)}" for address in addresses]
    if note:
        lines.append(f"NOTE:{_text(note)}")
    lines.append("END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def respond(text: str, *, name: str) -> HttpResponse:
    """The file as phones open it: shown in place, so that iOS offers to add the contact."""
    response = HttpResponse(text, content_type="text/vcard; charset=utf-8")
    ascii_name = slugify(name)[:60] or "contact"
    response["Content-Disposition"] = (
        f"inline; filename=\"{ascii_name}.vcf\"; filename*=UTF-8''{quote(name[:60], safe='')}.vcf"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
