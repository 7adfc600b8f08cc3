"""Parts of pages kept ready in the memory of the process, under the marks of `version`.

    guide = prepared.part(request, ("guide", slug), lambda: Guide.drawn(slug))

What is drawn must follow from the key, the language, the day (the minute, where members' texts are
shown) and the content that its mark is for: nothing of whoever asks.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from portal.shell import version

# Some 20 KB each.
MOST = 1000

T = TypeVar("T")


class Shelf:
    """Parts under one mark and one moment: those of before would never be asked for again."""

    def __init__(self) -> None:
        self.stamp: Any = None
        self.parts: OrderedDict[Any, Any] = OrderedDict()

    def under(self, stamp: Any) -> OrderedDict[Any, Any]:
        if self.stamp != stamp:
            self.parts.clear()
            self.stamp = stamp
        return self.parts


# Of the reference content, and of all that strangers may read.
_shelves = {True: Shelf(), False: Shelf()}
_lock = threading.Lock()


def part(
    request: HttpRequest, key: tuple[Any, ...], draw: Callable[[], T], *, library: bool = True
) -> T:
    """What `draw` makes, at most once for the same content.

    `library`: it shows the reference content alone; else whatever a stranger may read. Inside a
    transaction it is drawn each time, and an exception of `draw` is the caller's.
    """
    marks: version.Marks | None = getattr(request, "marks", None) or version.current()
    if marks is None:
        return draw()
    # The next part of the same page asks the database no more.
    request.marks = marks  # type: ignore[attr-defined]
    mark = marks.library if library else marks.pages
    # What members publish begins and ends by the clock: their parts are a minute old at most.
    moment = timezone.localdate() if library else timezone.now().replace(second=0, microsecond=0)
    shelf, stamp, full = _shelves[library], (mark, moment), (*key, get_language())
    with _lock:
        parts = shelf.under(stamp)
        if full in parts:
            parts.move_to_end(full)
            return parts[full]
    drawn = draw()
    with _lock:
        # What another request found newer meanwhile stays.
        if shelf.stamp == stamp:
            shelf.parts[full] = drawn
            while len(shelf.parts) > MOST:
                shelf.parts.popitem(last=False)
    return drawn


def clear() -> None:
    with _lock:
        for shelf in _shelves.values():
            shelf.parts.clear()
