"""The names on the map of the careers: how wide they are, where they are cut, where they stand."""

import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tools import path_hints as hints
from tools.path_geometry import Box, Point

FONT = Path(__file__).resolve().parent.parent / "static" / "fonts" / "bricolage-grotesque.woff2"
FONT_SIZE = 13.5
FONT_WEIGHT = 650
LINE_HEIGHT = 15
LONGEST_LINE = 130
BASELINE = 11.5  # from the top of a line
AWAY = 14  # from the middle of a station to its name, above or below
BESIDE = 16
CLEAR_OF_TRACK = 11
# A line does not end on one of these.
SMALL_WORDS = {"de", "du", "des", "la", "à", "et"}


@cache
def advances() -> dict[str, int]:
    font = instantiateVariableFont(TTFont(FONT), {"wght": FONT_WEIGHT})
    return {chr(code): font["hmtx"][name][0] for code, name in font.getBestCmap().items()}


def width(text: str) -> float:
    return sum(advances()[letter] for letter in text) / 1000 * FONT_SIZE


def cut(slug: str, title: str) -> list[str]:
    """A name in as few lines as hold in LONGEST_LINE, the most even ones."""
    by_hand = hints.CUTS.get(slug, "").split("/")
    if " ".join(by_hand) == title:
        return by_hand
    if slug in hints.ONE_LINE:
        return [title]
    words = re.findall(r"[^\s-]+(?:-|\s|$)", title)
    best = [title]
    for lines in range(1, len(words) + 1):
        ways = [_lines(words, cuts) for cuts in combinations(range(1, len(words)), lines - 1)]
        best = min(ways, key=_raggedness)
        if max(map(width, best)) <= LONGEST_LINE:
            break
    return best


def _lines(words: list[str], cuts: tuple[int, ...]) -> list[str]:
    return ["".join(words[a:b]).strip() for a, b in pairwise((0, *cuts, len(words)))]


def _raggedness(lines: list[str]) -> float:
    orphans = sum(line.split()[-1] in SMALL_WORDS for line in lines[:-1])
    return max(map(width, lines)) + 30 * orphans


def box(place: Point, side: str, lines: list[str]) -> Box:
    """What a name covers."""
    x, y = place
    where, *more = side.split()
    wide, high = max(map(width, lines)), LINE_HEIGHT * len(lines)
    if where in ("left", "right"):
        left = x + BESIDE if where == "right" else x - BESIDE - wide
        return Box(left, y - high / 2, left + wide, y + high / 2)
    shift = CLEAR_OF_TRACK if "clear" in more else -9
    left = x + shift if "start" in more else x - shift - wide if "end" in more else x - wide / 2
    top = y + AWAY if where == "below" else y - AWAY - high
    return Box(left, top, left + wide, top + high)


def name_at(place: Point, side: str, lines: list[str]) -> dict[str, Any]:
    """The anchor and the baseline of a name's first line, and its lines."""
    covered = box(place, side, lines)
    if side == "right" or "start" in side:
        anchor, x = "start", covered.left
    elif side == "left" or "end" in side:
        anchor, x = "end", covered.right
    else:
        anchor, x = "middle", place[0]
    return {
        "lines": lines,
        "anchor": anchor,
        "text_x": round(x, 1),
        "text_y": round(covered.top + BASELINE, 1),
    }
