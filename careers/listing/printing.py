"""The two heavy parts of the list, drawn from their templates once for the same content.

What is drawn follows from the arguments alone, so it is never out of date: another number, another
day or another language is another argument.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from careers.listing.facets import Group
from careers.listing.rows import Row

# Some 12 KB each.
KEPT = 256


def board(rows: tuple[Row, ...]) -> SafeString:
    """The internships as a stripboard."""
    return _board(rows, get_language() or "")


def filters(
    groups: tuple[Group, ...], *, action: str, hidden: tuple[tuple[str, str], ...], active: int
) -> SafeString:
    """The boxes beside the list; `hidden` is what its form carries along."""
    return _filters(groups, action, hidden, active, get_language() or "")


@lru_cache(maxsize=KEPT)
def _board(rows: tuple[Row, ...], language: str) -> SafeString:
    return render_to_string("careers/listing/_board.html", {"rows": rows, "level": 2})


@lru_cache(maxsize=KEPT)
def _filters(
    groups: tuple[Group, ...],
    action: str,
    hidden: tuple[tuple[str, str], ...],
    active: int,
    language: str,
) -> SafeString:
    fields = [{"name": name, "value": value} for name, value in hidden]
    context = {"groups": groups, "action": action, "hidden": fields, "active": active}
    return render_to_string("components/filters.html", context)
