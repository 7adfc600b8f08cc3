"""What the law says of the terms of a placement, which its organisation may change."""

import copy
from typing import Any

from careers.legality import Report
from careers.legality.of_internship import TEXTS
from careers.models import Internship, Placement
from careers.placements.agreed_terms import offer
from careers.posting import report_on

PERIOD = ("starts_on", "ends_on", "weekly_hours")


def report_of(placement: Placement, terms: dict[str, Any]) -> Report:
    """The report of a placement under other terms, its organisation's other listings counted.

    What only the listing knows (headcount, who was there before) is taken from it while it is
    there. Its texts were held against the law when it was sent: only what the terms say is read.
    """
    agreed = offer(placement.application)
    listing = placement.application.internship
    held = copy.copy(listing) or Internship(organisation=placement.organisation)
    for name in TEXTS:
        setattr(held, name, "")
    held.kind, held.team_complete_by = placement.kind, ""
    # Those who come, not those who might have.
    held.places = max(held.places_taken, 1)
    # The hours of presence that were given in all are those of the days agreed on.
    same = agreed is not None and all(terms[name] == getattr(agreed, name) for name in PERIOD)
    held.presence_hours = agreed.presence_hours if agreed is not None and same else None
    for name, value in terms.items():
        setattr(held, name, value)
    return report_on(held)
