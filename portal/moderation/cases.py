"""Cases: how reports gather in one, who holds it, what moderators note on it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from portal.audit import journal
from portal.audit.enums import Act
from portal.moderation import auto_hiding, registry
from portal.moderation.models import HELD, Case, CaseNote, CaseReading, Report, ReportReading

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
    by: Any = None,
    now: datetime | None = None,
) -> Case:
    """The open case about a thing, locked; a new one where there is none.

    `by`: of the team, when nobody reported it. Two reports at once: the database lets one of them
    open it, the other one joins.
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
            if by is not None:
                _write_down(case, Act.CASE_OPENED, by=by, now=now)
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
    auto_hiding.consider(case=case, target=target, now=now or timezone.now())
    return report


def mine(user: Any, pk: int) -> Case | None:
    """The case, for whoever may work on it."""
    found = Case.objects.readable_by(user).select_related(
        "author", "assigned_to", "measure", "auto_hide"
    )
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
    values = {"assigned_to": by, "assigned_until": now + HELD}
    if before is None:
        taken = bool(free.update(**values))
    else:
        taken = _take_over(free, values, case=case, by=by, before=before, now=now)
    if taken:
        case.assigned_to, case.assigned_until = by, now + HELD
    return taken


@transaction.atomic
def _take_over(
    free: Any, values: dict[str, Any], *, case: Case, by: Any, before: Any, now: datetime
) -> bool:
    """Take a case from a colleague's desk, who reads it in the notes; returns whether."""
    taken = bool(free.update(**values))
    if taken:
        add_note(case=case, by=by, text=f"Dossier repris à {before}.", now=now)
        _write_down(
            case,
            Act.CASE_TAKEN_OVER,
            by=by,
            now=now,
            before={"assigned_to": before.pk},
            after={"assigned_to": by.pk},
        )
    return taken


def release(*, case: Case, by: Any) -> None:
    """Put the case back in the queue."""
    Case.objects.filter(pk=case.pk, assigned_to=by).update(assigned_to=None, assigned_until=None)


def add_note(*, case: Case, by: Any, text: str, now: datetime | None = None) -> CaseNote:
    return CaseNote.objects.create(
        case=case, author=by, text=text.strip()[:2000], written_at=now or timezone.now()
    )


@transaction.atomic
def say(*, case: Case, by: Any, text: str, now: datetime | None = None) -> CaseNote:
    """A note that a moderator writes by itself, which the journal tells of, without its words."""
    note = add_note(case=case, by=by, text=text, now=now)
    _write_down(case, Act.CASE_NOTED, by=by, now=now, after={"note": note.pk})
    return note


def _write_down(
    case: Case,
    act: Act,
    *,
    by: Any,
    now: datetime | None,
    before: Any = None,
    after: Any = None,
    why: str = "",
) -> None:
    journal.record(
        by=by,
        act=act,
        about=case,
        named=case.label,
        before=before,
        after=after,
        why=why,
        members=[case.author],
        now=now,
    )


@transaction.atomic
def note_reading(*, case: Case, by: Any, now: datetime | None = None, told: bool = False) -> None:
    """Write down who read a safety case, before it is shown; `told` when the journal knows it."""
    now = now or timezone.now()
    if not by.has_perm("moderation.handle_safety"):
        raise PermissionDenied
    recent = CaseReading.objects.filter(case=case, reader=by, read_at__gt=now - SAME_READING)
    if not recent.exists():
        CaseReading.objects.create(case=case, reader=by, read_at=now)
        if not told:
            _write_down(case, Act.CASE_READ, by=by, now=now)


@transaction.atomic
def note_evidence_reading(*, report: Report, by: Any, now: datetime | None = None) -> None:
    """Write down who opened the private texts joined to a report, before they are shown."""
    now = now or timezone.now()
    reading = ReportReading.objects.create(report=report, reader=by, read_at=now)
    case = report.case
    if case is not None and case.safety:
        note_reading(case=case, by=by, now=now, told=True)
    journal.record(
        by=by,
        act=Act.TEXTS_READ,
        about=report,
        named=case.label if case else "",
        after={"case": report.case_id, "reading": reading.pk, "texts": len(report.evidence)},
        members=[case.author if case else None],
        now=now,
    )


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
