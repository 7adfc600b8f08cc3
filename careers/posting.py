"""What a listing is held against before it leaves: the law, and the organisation's other listings.

The check itself is pure (`careers.legality`); here stands what the database knows besides.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from careers.enums import InternshipKind
from careers.legality import Facts, Law, Report, State, check
from careers.legality.loading import load_law
from careers.legality.of_internship import facts_of
from careers.models import Internship
from careers.words import fold
from portal.moderation.enums import State as Publication

# The figure that the organisation's other listings add to, and the rule that depends on it.
COUNTED = (("interns_present", "quota"), ("tutor_interns", "tuteur-charge"))


class Unlawful(Exception):
    """A rule of law fails: the listing may not be sent. Carries the report."""

    def __init__(self, report: Report) -> None:
        super().__init__("unlawful")
        self.report = report


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbour:
    """Another listing of the organisation, at the same time; `same_tutor`: followed by the same."""

    title: str
    places: int
    same_tutor: bool


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, but for accents, capitals and spaces."""
    return fold(one).split() == fold(other).split()


def neighbours_of(internship: Internship) -> list[Neighbour]:
    """The organisation's other internships, published or in review, that overlap in time."""
    if not (internship.starts_on and internship.ends_on and internship.organisation_id):
        return []
    if internship.kind != InternshipKind.STAGE:
        return []
    at_once = Q(starts_on__lte=internship.ends_on, ends_on__gte=internship.starts_on)
    others = Internship.objects.filter(
        at_once,
        organisation=internship.organisation_id,
        kind=InternshipKind.STAGE,
        state__in=[Publication.APPROVED, Publication.SUBMITTED],
    ).exclude(pk=internship.pk)
    return [
        Neighbour(title, places, same_person(tutor, internship.tutor_name))
        for title, places, tutor in others.order_by("pk").values_list(
            "title", "places", "tutor_name"
        )
    ]


def with_neighbours(facts: Facts, neighbours: Sequence[Neighbour], law: Law) -> Facts:
    """The facts, with the places of the other listings counted among the interns present.

    A figure that nobody gave stays unknown, unless what is counted is too much already.
    """
    more = {
        "interns_present": sum(one.places for one in neighbours),
        "tutor_interns": sum(one.places for one in neighbours if one.same_tutor),
    }
    known: dict[str, Any] = {}
    for name, rule in COUNTED:
        declared = getattr(facts, name)
        if not more[name]:
            continue
        if declared is not None:
            known[name] = declared + more[name]
            continue
        counted: Any = {name: more[name]}
        tried = check(dataclasses.replace(facts, **counted), law).get(rule)
        if tried and tried.state == State.FAILED:
            known[name] = more[name]
    return dataclasses.replace(facts, **known)


def report_on(internship: Internship, *, law: Law | None = None) -> Report:
    """What the law of today says of a listing, its organisation's other listings counted."""
    law = law or load_law()
    return check(with_neighbours(facts_of(internship), neighbours_of(internship), law), law)
