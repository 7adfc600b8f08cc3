"""`python -m portal.uploads.clean_pdf`: a PDF in, the same pages without anything that acts out.

Kept: pages, outline, links to the page, to the web and to a mail address, form fields as they
look. Gone: scripts, actions of every other kind, attached files, XFA, sound, film and 3D, the
document's metadata and those of its photos.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from portal.uploads.confined import MEGABYTE, Refusal, Refused, answer

MAX_PAGES = 100
MAX_OBJECTS = 100_000
MAX_DEPTH = 60
# What all the streams of a document hold once unpacked, and the pixels of one of its images.
MAX_UNPACKED = 200 * MEGABYTE
MAX_IMAGE_PIXELS = 100_000_000
MEMORY = 640 * MEGABYTE
SECONDS = 8
CHUNK = 256 * 1024

CATALOG_KEYS = {
    "/Type", "/Pages", "/Version", "/Outlines", "/PageLabels", "/PageLayout", "/PageMode",
    "/Dests", "/Names", "/Lang", "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/AcroForm",
    "/OutputIntents", "/ViewerPreferences",
}  # fmt: skip
# Wherever they stand: triggers, scripts, files, forms in another language, what editors remember.
GONE_KEYS = (
    "/OpenAction", "/AA", "/JS", "/JavaScript", "/PA", "/EF", "/AF", "/XFA", "/CO", "/Metadata",
    "/PieceInfo", "/RichMediaContent", "/RichMediaSettings", "/Rendition", "/Movie", "/Sound",
    "/3DD", "/Alternates", "/OPI", "/Thumb", "/LastModified", "/PresSteps", "/Perms",
)  # fmt: skip
GONE_ANNOTATIONS = {
    "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/TrapNet",
}  # fmt: skip
KEPT_ACTIONS = {"/GoTo", "/URI"}
ACTIONS = {
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ImportData",
    "/ResetForm", "/Rendition", "/Movie", "/Sound", "/Hide", "/SetOCGState", "/Trans",
    "/GoTo3DView", "/RichMediaExecute", "/Thread", "/Named", "/SetState", "/NOP",
}  # fmt: skip
SAFE_ADDRESS = re.compile(rb"(?:https?://|mailto:)[\x21-\x7e\x80-\xff]+\Z", re.IGNORECASE)
# Dictionaries of names chosen by whoever wrote the file: a font may be called /AA.
NAMES_OF_ONES_OWN = {
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties",
    "/CharProcs", "/Dests", "/RoleMap", "/ClassMap",
}  # fmt: skip
# APP0 (JFIF), APP2 (colour profile) and APP14 (how CMYK is written) change what is seen.
SEEN_SEGMENTS = {0xE0, 0xE2, 0xEE}


def _name(value: Any) -> str:
    return str(value) if isinstance(value, Name) else ""


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if isinstance(found, Array):
        return [_name(item) for item in found]
    return [_name(found)] if found is not None else []


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece, so that a bomb is counted and never held."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting:
            yield unpacker.decompress(waiting, CHUNK)
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()


def _unpacked_size(stream: Stream, left: int) -> int:
    """How many bytes the stream holds, at most `left`: beyond, the document is refused."""
    filters = _filters(stream)
    if filters and set(filters) <= {"/LZWDecode", "/RunLengthDecode"}:
        # Rare and old: unpacked whole, within the memory this process may take.
        return len(stream.read_bytes())
    chunks: Iterable[bytes] = [stream.read_raw_bytes()]
    for name in filters:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        chunks = _inflated(chunks)
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > left:
                raise Refused(Refusal.TOO_MUCH_INSIDE)
    except zlib.error:
        pass  # readers show what comes before the fault; so does this count
    return size


def _refuse_bombs(streams: list[Stream]) -> None:
    left = MAX_UNPACKED
    for stream in streams:
        width, height = stream.get("/Width", 0), stream.get("/Height", 0)
        if int(width) * int(height) > MAX_IMAGE_PIXELS:
            raise Refused(Refusal.TOO_MUCH_INSIDE)
        left -= _unpacked_size(stream, left)
        if left < 0:
            raise Refused(Refusal.TOO_MUCH_INSIDE)


def _without_metadata(photo: bytes) -> bytes:
    """A JPEG without its EXIF, its comments and what follows its end."""
    kept, at = [photo[:2]], 2
    while photo[at : at + 1] == b"\xff" and at + 4 <= len(photo):
        marker = photo[at + 1]
        if marker == 0xFF:
            at += 1  # padding
            continue
        if marker == 0xDA:
            return b"".join([*kept, photo[at:]])
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not told or marker in SEEN_SEGMENTS:
            kept.append(photo[at:end])
        at = end
    if b"Exif" in photo:
        raise Refused(Refusal.UNREADABLE)
    return photo


def _harmless(action: Any) -> bool:
    """Whether a link leads to a page, to the web or to a mail address, and nowhere else."""
    if not isinstance(action, Dictionary) or _name(action.get("/S")) not in KEPT_ACTIONS:
        return False
    if _name(action.get("/S")) == "/GoTo":
        return True
    return bool(SAFE_ADDRESS.match(bytes(action.get("/URI", b""))))


def _is_action(value: Dictionary) -> bool:
    # Readers run an action whatever it calls itself: its type is not looked at.
    return _name(value.get("/S")) in ACTIONS


def _disarm(value: Any, *, own_names: bool = False, depth: int = 0) -> None:
    """Take what acts out of one object and out of what is written inside it."""
    if depth > MAX_DEPTH:
        raise Refused(Refusal.UNREADABLE)
    if isinstance(value, Array):
        inside = [("", item) for item in value]
    else:
        if isinstance(value, Dictionary) and _is_action(value):
            for key in list(value.keys()):
                del value[key]
        elif not own_names:
            _forget(value)
        inside = list(value.items())
    for key, item in inside:
        # What is written apart is met on its own.
        if isinstance(item, (Array, Dictionary)) and not item.is_indirect:
            _disarm(item, own_names=key in NAMES_OF_ONES_OWN, depth=depth + 1)


def _forget(value: Any) -> None:
    """Drop the entries of one dictionary that act, or that tell of whoever made the file."""
    for key in GONE_KEYS:
        if key in value:
            del value[key]
    if "/A" in value and not _is_attribute(value) and not _harmless(value["/A"]):
        del value["/A"]
    if _name(value.get("/S")) == "/URI" and not _harmless(value):
        del value["/S"]
    if _name(value.get("/S")) in KEPT_ACTIONS and "/Next" in value:
        del value["/Next"]
    if isinstance(value.get("/Annots"), Array):
        value["/Annots"] = Array([note for note in value["/Annots"] if _stays(note)])


def _is_attribute(value: Any) -> bool:
    """A tagged document gives its paragraphs attributes under the name actions have elsewhere."""
    given = value.get("/A")
    attributes = list(given) if isinstance(given, Array) else [given]
    return all(isinstance(one, Dictionary) and "/O" in one for one in attributes)


def _stays(annotation: Any) -> bool:
    return (
        isinstance(annotation, Dictionary)
        and _name(annotation.get("/Subtype")) not in GONE_ANNOTATIONS
    )


def _clean_catalog(pdf: pikepdf.Pdf) -> None:
    for key in list(pdf.Root.keys()):
        if key not in CATALOG_KEYS:
            del pdf.Root[key]
    names = pdf.Root.get("/Names")
    if names is not None:
        places = names.get("/Dests") if isinstance(names, Dictionary) else None
        pdf.Root["/Names"] = Dictionary(Dests=places) if places is not None else Dictionary()
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def clean(content: bytes) -> bytes:
    """The document written anew from what its pages lead to."""
    # No mending: what a torn file has lost would be missing without a word.
    try:
        pdf = pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused(Refusal.ENCRYPTED) from None
    if pdf.is_encrypted:
        raise Refused(Refusal.ENCRYPTED)
    if not pdf.pages:
        raise Refused(Refusal.UNREADABLE)
    if len(pdf.pages) > MAX_PAGES:
        raise Refused(Refusal.TOO_MANY_PAGES)
    if len(pdf.objects) > MAX_OBJECTS:
        raise Refused(Refusal.TOO_MUCH_INSIDE)
    _clean_catalog(pdf)
    streams = []
    for item in pdf.objects:
        if isinstance(item, (Array, Dictionary, Stream)):
            _disarm(item)
        if isinstance(item, Stream):
            streams.append(item)
    _refuse_bombs(streams)
    for stream in streams:
        if _filters(stream) == ["/DCTDecode"]:
            photo = _without_metadata(stream.read_raw_bytes())
            parameters: Any = stream.get("/DecodeParms")
            stream.write(photo, filter=Name.DCTDecode, decode_parms=parameters)
    result = BytesIO()
    pdf.save(result, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()


if __name__ == "__main__":
    answer(clean, memory=MEMORY, seconds=SECONDS)
