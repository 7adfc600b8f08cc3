"""The picture that stands for a page where its link is shared: a call sheet's head, 1200 × 630.

Drawn by us, from the page's own title: no other site is asked for anything. A floor registers
what it has pictures of in a module named `pictures`.
"""

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.conf import settings
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, MUTED, RULE = "#f6f1e6", "#17140f", "#655c50", "#d8cdb9"
TITLE_SIZES = (104, 92, 80, 68, 56, 46)
MOST_LINES = 4
# Change it when the drawing changes: the pictures kept are then drawn again.
DRAWING = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """What is written on it. `department`: the slug whose colour it takes, if any."""

    title: str
    kicker: str = ""
    department: str = ""

    @property
    def key(self) -> str:
        """Changes with what is drawn."""
        text = f"{DRAWING}\0{self.title}\0{self.kicker}\0{self.department}"
        return sha256(text.encode()).hexdigest()[:32]


Finder = Callable[[str], Picture | None]
_kinds: dict[str, Finder] = {}


def register(kind: str, find: Finder) -> None:
    """`find(slug)` returns the picture of something anybody may read, or None."""
    _kinds[kind] = find


def find(kind: str, slug: str) -> Picture | None:
    return _kinds[kind](slug) if kind in _kinds else None


def share(kind: str, slug: Any, *, title: str, description: str = "") -> dict[str, str]:
    """What a page says of itself where its link is shared, as the layout writes it."""
    image = reverse("open:picture", args=[kind, slug])
    return {"title": title, "description": description, "image": image}


@cache
def department_colours() -> dict[str, str]:
    """The colour of each department by day, as the stylesheet has it."""
    css = (settings.BASE_DIR / "static" / "css" / "site.css").read_text()
    rule = r'\[data-department="([a-z-]+)"\] \{ --dept: light-dark\((#[0-9a-f]{6}),'
    return dict(re.findall(rule, css))


@cache
def font(name: str, size: int) -> Any:
    return ImageFont.truetype(str(settings.BASE_DIR / "static" / "fonts" / f"{name}.woff2"), size)


def title_font(size: int) -> Any:
    found = font("bricolage-grotesque", size)
    found.set_variation_by_axes([800])
    return found


def wrapped(text: str, face: Any, width: int) -> list[str]:
    """The text in lines that hold in the width; a word that does not is cut."""
    lines: list[str] = []
    for word in text.split():
        while face.getlength(word) > width and len(word) > 1:
            cut = next(n for n in range(len(word), 0, -1) if face.getlength(word[:n]) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def fitted(text: str) -> tuple[Any, int, list[str]]:
    """The largest size at which a title holds, and its lines."""
    width = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        face = title_font(size)
        lines = wrapped(text, face, width)
        if len(lines) <= (2 if size > 80 else 3 if size > 56 else MOST_LINES):
            return face, size, lines
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] = kept[-1].rstrip(" ,;:") + "…"
    return face, size, kept


def stripes(draw: Any, top: int, height: int, colour: str) -> None:
    """The clapper's stripes, from one edge to the other."""
    step, slant = 96, height
    for left in range(-step, WIDTH + step, step):
        corners = [
            (left + slant, top),
            (left + slant + step // 2, top),
            (left + step // 2, top + height),
            (left, top + height),
        ]
        draw.polygon(corners, fill=colour)


def draw(picture: Picture) -> bytes:
    """The picture as a PNG, some 20 KB."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    colour = department_colours().get(picture.department, INK)
    stripes(pen, 0, 44, INK)
    pen.rectangle((0, 44, WIDTH, 62), fill=colour)
    if picture.kicker:
        label = picture.kicker.upper()
        pen.text((MARGIN, 118), label, font=font("courier-prime-700", 30), fill=colour)
    face, size, lines = fitted(picture.title)
    for number, line in enumerate(lines):
        pen.text((MARGIN, 176 + number * round(size * 1.04)), line, font=face, fill=INK)
    pen.line((MARGIN, HEIGHT - 106, WIDTH - MARGIN, HEIGHT - 106), fill=RULE, width=2)
    pen.text((MARGIN, HEIGHT - 84), "Premier Clap", font=title_font(38), fill=INK)
    motto = "PORTAIL LIBRE DES DÉBUTS DANS LE CINÉMA"
    small = font("courier-prime-400", 22)
    pen.text((WIDTH - MARGIN, HEIGHT - 76), motto, font=small, fill=MUTED, anchor="ra")
    out = BytesIO()
    image.quantize(48).save(out, "PNG", optimize=True)
    return out.getvalue()
