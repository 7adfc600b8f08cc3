"""The moderators' queue: what it shows of a filter, one page at a time, without counting it all."""

import dataclasses
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.moderation import cases, registry
from portal.moderation.enums import ReportReason
from portal.moderation.models import AutoHide, Case, Measure, Report

PAGE = 25
# Beyond, a number says « plus de 99 ».
MOST = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue."""

    case: Case
    kind: str
    reasons: list[str]
    people: int
    held: bool
    measure: Measure | None
    hidden: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait, at most MOST of them counted, and since when."""

    count: int
    since: datetime | None

    @property
    def shown(self) -> str:
        return f"{MOST - 1}+" if self.count >= MOST else str(self.count)


def waiting(found: QuerySet[Any], field: str) -> Waiting:
    """The number and the age of what waits, in one query of at most MOST rows.

    `found` is in the order of the wait; `field` is its date.
    """
    dates = list(found.values_list(field, flat=True)[:MOST])
    return Waiting(count=len(dates), since=dates[0] if dates else None)


def chosen(user: Any, filters: dict[str, Any]) -> QuerySet[Case]:
    """The cases of a filter that this person may work on, in the queue's order.

    Safety first, then the oldest; of what is closed, the latest.
    """
    found = Case.objects.readable_by(user)
    pending = Exists(Measure.objects.filter(case=OuterRef("pk"), decided_at=None))
    closed = filters.get("etat") == "clos"
    found = found.filter(closed_at__isnull=not closed)
    if filters.get("etat") == "confirmer":
        found = found.filter(pending)
    if filters.get("etat") == "masques":
        found = found.filter(Exists(AutoHide.objects.in_force().filter(case=OuterRef("pk"))))
    if filters.get("file"):
        found = found.filter(safety=filters["file"] == "securite")
    if filters.get("qui") == "moi":
        found = found.filter(assigned_to=user.pk)
    elif filters.get("qui") == "libres":
        found = found.free_for(user)
    if filters.get("motif"):
        alike = Report.objects.filter(case=OuterRef("pk"), reason=filters["motif"])
        found = found.filter(Exists(alike))
    if filters.get("genre"):
        found = found.filter(kind=filters["genre"])
    after = filters.get("apres")
    if closed:
        return (found.filter(pk__lt=after) if after else found).order_by("-pk")
    return (_following(found, after) if after else found).order_by("-safety", "pk")


def _following(found: QuerySet[Case], after: int) -> QuerySet[Case]:
    """What comes after this number; all of the ordinary ones follow those of safety.

    A case that became one of safety meanwhile brings lines back, and hides none.
    """
    if Case.objects.filter(pk=after, safety=True).exists():
        return found.filter(Q(safety=False) | Q(pk__gt=after))
    return found.filter(safety=False, pk__gt=after)


def page(user: Any, filters: dict[str, Any]) -> tuple[list[Row], int | None]:
    """One page of lines, and the number after which the next one starts, if there is one.

    Three queries whatever the number of cases.
    """
    found = list(
        chosen(user, filters).select_related("assigned_to", "measure", "author", "auto_hide")[
            : PAGE + 1
        ]
    )
    shown = found[:PAGE]
    numbers = [case.pk for case in shown]
    people = cases.independent_reporters(numbers)
    reasons: dict[int, list[str]] = {number: [] for number in numbers}
    rows = Report.objects.filter(case__in=numbers).order_by("case", "reason")
    for case, reason in rows.values_list("case", "reason").distinct():
        reasons[case].append(str(ReportReason(reason).label))
    now = timezone.now()
    lines = [
        Row(
            case=case,
            kind=registry.label(case.kind),
            reasons=reasons[case.pk],
            people=people[case.pk],
            held=case.held_by_another(user, now=now),
            measure=getattr(case, "measure", None),
            hidden=hasattr(case, "auto_hide") and case.auto_hide.ended_at is None,
        )
        for case in shown
    ]
    return lines, shown[-1].pk if len(found) > PAGE else None


def next_after(user: Any, case: Case) -> Case | None:
    """The next case to open once this one is settled: of the same file, free, the oldest."""
    found = Case.objects.readable_by(user).open().filter(safety=case.safety).exclude(pk=case.pk)
    following: Case | None = found.free_for(user).order_by("pk").first()
    return following
