"""Cases: how reports gather in one, who holds it, what moderators note on it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from portal.moderation import registry
from portal.moderation.models import HELD, Case, CaseNote, CaseReading, Report

# From as many on, the reporters of a case are counted by the database.
MANY = 20
# A page opened again within this time is the same reading.
SAME_READING = timedelta(minutes=15)


class Held(Exception):
    """Somebody else has this case on their desk."""


@transaction.atomic
def open_case(
    *,
    target: Any,
    kind: str = "",
    safety: bool = False,
    reporter: Any = None,
    now: datetime | None = None,
) -> Case:
    """The open case about a thing, locked; a new one where there is none.

    Two reports at once: the database lets one of them open it, the other one joins.
    """
    now = now or timezone.now()
    kind = kind or registry.key_of(target)
    reportable = registry.get(kind)
    handle = reportable.handle if reportable else registry.NO_HANDLE
    author = handle.author(target, reporter)
    about = {
        "content_type": ContentType.objects.get_for_model(target),
        "object_id": target.pk,
        "side": str(author.pk) if handle.two_sided and author is not None else "",
    }
    while True:
        case: Case | None = Case.objects.select_for_update().open().filter(**about).first()
        if case is not None:
            break
        try:
            with transaction.atomic():
                case = Case.objects.create(
                    **about,
                    kind=kind,
                    label=str(target)[:200],
                    author=author,
                    safety=safety,
                    opened_at=now,
                )
            break
        except IntegrityError:
            continue
    if safety and not case.safety:
        Case.objects.filter(pk=case.pk).update(safety=True, assigned_to=None)
        case.refresh_from_db()
    return case


@transaction.atomic
def receive(*, report: Report, target: Any, kind: str = "", now: datetime | None = None) -> Report:
    """Keep a report and let it join the case about its target; whoever reads it reads again."""
    case = open_case(
        target=target, kind=kind, safety=report.is_safety, reporter=report.reporter, now=now
    )
    report.case = case
    report.save()
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    return report


def mine(user: Any, pk: int) -> Case | None:
    """The case, for whoever may work on it."""
    found = Case.objects.readable_by(user).select_related("author", "assigned_to", "measure")
    case: Case | None = found.filter(pk=pk).first()
    return case


def hold(*, case: Case, by: Any, takeover: bool = False, now: datetime | None = None) -> bool:
    """Take the case on one's desk for fifteen minutes, or go on holding it; returns whether.

    `takeover`: from whoever holds it, who reads it in the notes.
    """
    now = now or timezone.now()
    fresh = case.assigned_until is not None and case.assigned_until > now + HELD / 2
    if fresh and case.assigned_to_id == by.pk:
        return True
    free = Case.objects.open().filter(pk=case.pk)
    before = case.assigned_to if case.held_by_another(by, now=now) else None
    if before is not None and not takeover:
        return False
    if not takeover:
        free = free.free_for(by, now=now)
    # One statement: of two who open it at once, the second reads that it is held.
    taken = bool(free.update(assigned_to=by, assigned_until=now + HELD))
    if taken and before is not None:
        add_note(case=case, by=by, text=f"Dossier repris à {before}.", now=now)
    if taken:
        case.assigned_to, case.assigned_until = by, now + HELD
    return taken


def release(*, case: Case, by: Any) -> None:
    """Put the case back in the queue."""
    Case.objects.filter(pk=case.pk, assigned_to=by).update(assigned_to=None, assigned_until=None)


def add_note(*, case: Case, by: Any, text: str, now: datetime | None = None) -> CaseNote:
    return CaseNote.objects.create(
        case=case, author=by, text=text.strip()[:2000], written_at=now or timezone.now()
    )


def note_reading(*, case: Case, by: Any, now: datetime | None = None) -> None:
    """Write down who read a safety case, before it is shown."""
    now = now or timezone.now()
    if not by.has_perm("moderation.handle_safety"):
        raise PermissionDenied
    recent = CaseReading.objects.filter(case=case, reader=by, read_at__gt=now - SAME_READING)
    if not recent.exists():
        CaseReading.objects.create(case=case, reader=by, read_at=now)


def independent_reporters(numbers: list[int]) -> dict[int, int]:
    """How many people each case was reported by: accounts, else addresses; the nameless count once.

    One query for a page of the queue.
    """
    people: dict[int, set[str]] = {number: set() for number in numbers}
    rows = (
        Report.objects.filter(case__in=numbers)
        .order_by()
        .values_list("case", "reporter", "email")
        .annotate(n=models.Count("pk"))
    )
    for case, reporter, email, _n in rows:
        people[case].add(str(reporter) if reporter else email.lower())
    return {number: len(found) for number, found in people.items()}


def people_among(reports: list[Report], *, of: Case) -> int:
    """`independent_reporters` of one case whose latest reports are at hand, all of them if few."""
    if len(reports) >= MANY:
        return independent_reporters([of.pk])[of.pk]
    return len({str(one.reporter_id) if one.reporter_id else one.email.lower() for one in reports})
