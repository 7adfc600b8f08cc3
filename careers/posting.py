"""What a listing is held against before it leaves: the law, and the organisation's other listings.

The check itself is pure (`careers.legality`); here stands what the database knows besides.
"""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.enums import InternshipKind
from careers.legality import Facts, Law, Report, State, check
from careers.legality.loading import load_law
from careers.legality.of_internship import facts_of
from careers.models import Internship
from careers.words import fold
from portal.moderation.enums import State as Publication

# The figure that the organisation's other listings add to, where those are named, and the rule
# that depends on it.
COUNTED = (
    ("interns_present", "present_with", "quota"),
    ("tutor_interns", "followed_with", "tuteur-charge"),
)


class Unlawful(Exception):
    """A rule of law fails: the listing may not be sent. Carries the report."""

    def __init__(self, report: Report) -> None:
        super().__init__("unlawful")
        self.report = report


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbour:
    """Another listing of the organisation, at the same time; `same_tutor`: followed by the same.

    `places` are those that may be filled: once applications are closed, those that were taken.
    """

    title: str
    starts_on: date
    ends_on: date
    places: int
    same_tutor: bool

    def whole_weeks(self) -> "Neighbour":
        """The same from the Monday of its first week to the Sunday of its last."""
        begun, over = monday(self.starts_on), monday(self.ends_on) + timedelta(6)
        return dataclasses.replace(self, starts_on=begun, ends_on=over)


def monday(day: date) -> date:
    return day - timedelta(day.weekday())


def same_person(one: str, other: str) -> bool:
    """Whether two names are written alike, but for accents, capitals and spaces."""
    return fold(one).split() == fold(other).split()


def neighbours_of(internship: Internship, *, today: date | None = None) -> list[Neighbour]:
    """The organisation's other internships, published or in review, in the same weeks."""
    if not (internship.starts_on and internship.ends_on and internship.organisation_id):
        return []
    if internship.kind != InternshipKind.STAGE:
        return []
    last = monday(internship.ends_on) + timedelta(6)
    at_once = Q(starts_on__lte=last, ends_on__gte=monday(internship.starts_on))
    others = Internship.objects.filter(
        at_once,
        organisation=internship.organisation_id,
        kind=InternshipKind.STAGE,
        state__in=[Publication.APPROVED, Publication.SUBMITTED],
    ).exclude(pk=internship.pk)
    today = today or timezone.localdate()
    found = []
    for other in others.order_by("pk"):
        closed = other.state == Publication.APPROVED and not other.is_open(today=today)
        found.append(
            Neighbour(
                title=other.title,
                starts_on=other.starts_on,
                ends_on=other.ends_on,
                places=other.places_taken if closed else other.places,
                same_tutor=same_person(other.tutor_name, internship.tutor_name),
            )
        )
    return [one for one in found if one.places]


def busiest(neighbours: Sequence[Neighbour], start: date, end: date) -> list[Neighbour]:
    """Those of the day, from `start` to `end`, on which they offer the most places together."""
    # A sum of intervals is the highest where one of them begins.
    days = sorted({max(one.starts_on, start) for one in neighbours})
    by_day = [
        [one for one in neighbours if one.starts_on <= day <= one.ends_on]
        for day in days
        if day <= end
    ]
    return max(by_day, key=lambda there: sum(one.places for one in there), default=[])


def with_neighbours(facts: Facts, neighbours: Sequence[Neighbour], law: Law) -> Facts:
    """The facts, with the places of the other listings counted among the interns present.

    Those of the busiest civil week for the organisation (R.124-10), of the busiest day for the
    tutor. A figure that nobody gave stays unknown, unless what is counted is too much already.
    """
    start, end = facts.starts_on, facts.ends_on
    if start is None or end is None:
        return facts
    weeks = [one.whole_weeks() for one in neighbours]
    followed = [one for one in neighbours if one.same_tutor]
    more = {
        "interns_present": busiest(weeks, monday(start), monday(end) + timedelta(6)),
        "tutor_interns": busiest(followed, start, end),
    }
    known: dict[str, Any] = {}
    for name, named, rule in COUNTED:
        counted = sum(one.places for one in more[name])
        if not counted:
            continue
        declared = getattr(facts, name)
        values: dict[str, Any] = {
            name: (declared or 0) + counted,
            named: tuple((one.title, one.places) for one in more[name]),
        }
        tried = check(dataclasses.replace(facts, **values), law).get(rule)
        if declared is not None or (tried and tried.state == State.FAILED):
            known |= values
    return dataclasses.replace(facts, **known)


def report_on(internship: Internship, *, law: Law | None = None) -> Report:
    """What the law of today says of a listing, its organisation's other listings counted."""
    law = law or load_law()
    return check(with_neighbours(facts_of(internship), neighbours_of(internship), law), law)


def refusal_of(internship: Internship) -> str:
    """Why the law of today keeps a listing from being published; empty when nothing fails."""
    report = report_on(internship)
    if not report.blocks:
        return ""
    named = ", ".join(f"{one.label} ({one.article})" for one in report.failed)
    return _(
        "La loi du jour ne permet plus de publier cette annonce\u00a0: %(rules)s. Demandez une "
        "correction\u00a0: la structure verra ce qui a changé."
    ) % {"rules": named}
