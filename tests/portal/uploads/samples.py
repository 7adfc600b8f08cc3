"""Files as members, careless or not, send them."""

import resource
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

MEGABYTE = 1024 * 1024
SECONDS, KILOBYTES = 2, 20 * 1024
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(document.domain)</script>"
GPS, MODEL, COMMENT = 0x8825, 0x0110, "canari-commentaire"


@contextmanager
def at_little_cost() -> Iterator[None]:
    """T24: at most two seconds of processor, here and in the cleaner, and no memory kept here."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    yield
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    times = [sum(usage.ru_utime + usage.ru_stime for usage in usages) for usages in (before, after)]
    assert times[1] - times[0] < SECONDS
    assert after[0].ru_maxrss - before[0].ru_maxrss < KILOBYTES


def sent(content: bytes, *, name: str = "photo.jpg", kind: str = "image/jpeg") -> Any:
    return SimpleUploadedFile(name, content, content_type=kind)


def image(
    mode: str = "RGB", size: tuple[int, int] = (120, 80), form: str = "PNG", **o: Any
) -> bytes:
    picture = Image.new("L", size)
    picture.paste(200, (0, 0, size[0] // 2, size[1] // 2))
    result = BytesIO()
    (picture if mode == "L" else picture.convert(mode)).save(result, form, **o)
    return result.getvalue()


def phone_photo(*, orientation: int = 6) -> bytes:
    """A JPEG as a phone takes it: lying on its side, with place, device and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[MODEL] = "canari-appareil"
    exif[GPS] = {1: "N", 2: (45.0, 45.0, 50.0), 3: "E", 4: (4.0, 50.0, 5.0)}
    return image("RGB", (400, 200), "JPEG", exif=exif, comment=COMMENT)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """A black and white PNG of that size in a few kilobytes."""
    row = b"\0" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", data)
        + _chunk(b"IEND", b"")
    )


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG whose header claims another size."""
    content = image("L", (16, 16), "JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def pdf(
    *, pages: int = 1, text: bytes = b"", change: Any = None, encryption: Any = None, **save: Any
) -> bytes:
    """A document; `change(pdf)` adds to it before it is saved."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 200))
        page.Contents = Stream(document, text or b"0 0 50 50 re f")
    if change:
        change(document)
    result = BytesIO()
    document.save(result, encryption=encryption or False, **save)
    return result.getvalue()


def script(document: Any) -> Any:
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('canari-script')"))


def pdf_bomb(size: int = 300 * MEGABYTE) -> bytes:
    """M7: some 300 KB that unpack to 300 MB."""
    packer = zlib.compressobj(9)
    zeros = b" " * MEGABYTE
    packed = b"".join(packer.compress(zeros) for _ in range(size // MEGABYTE)) + packer.flush()

    def change(document: Any) -> None:
        stream = Stream(document, b"")
        stream.write(packed, filter=Name.FlateDecode)
        document.pages[0].Contents = stream

    return pdf(change=change)


def pdf_bomb_of_bombs() -> bytes:
    """Packed twice: a reader that looks at one layer sees little."""
    once = zlib.compress(zlib.compress(b" " * (250 * MEGABYTE), 1), 9)

    def change(document: Any) -> None:
        stream = Stream(document, b"")
        stream.write(once, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        document.pages[0].Contents = stream

    return pdf(change=change, stream_decode_level=pikepdf.StreamDecodeLevel.none)
