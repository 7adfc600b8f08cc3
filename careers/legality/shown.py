"""The report of a listing: the one it was sent with, or one made now."""

from typing import Any

from .check import check
from .loading import load_law
from .of_internship import facts_of
from .report import Report


def kept(internship: Any) -> Report | None:
    """The report that the listing was last sent with; its figures stay those of that day."""
    stored = internship.legality
    return Report.from_json(stored) if stored else None


def now(internship: Any, typed: dict[str, Any] | None = None) -> Report:
    """The listing, and what is being typed over it, before the law of today; one query."""
    return check(facts_of(internship, typed), load_law())
