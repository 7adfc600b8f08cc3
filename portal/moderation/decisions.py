"""Deciding a case: the measure, its effect, the letters, in one transaction.

An ordinary case takes one moderator. A safety case takes two: `propose`, then `confirm` or
`send_back` by somebody else. Lock order: the case, then the member, then the thing.
"""

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import journal
from portal.audit.enums import Act
from portal.moderation import auto_hiding, cases, letters, registry, standing, undoing
from portal.moderation.enums import OnTarget
from portal.moderation.models import AlreadyDecided, Case, Measure
from portal.moderation.statement import refuse_traces


class OwnMeasure(PermissionDenied):
    """Somebody would undo alone what they decided with somebody else."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a moderator chose; see `Measure`.

    `no_trace`: words that a report also says, and that betray nobody (`statement.refuse_traces`).
    """

    ground: str
    on_target: str = ""
    on_author: str = ""
    days: int | None = None
    facts: str = ""
    why: str = ""
    reply: str = ""
    no_trace: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """The fields of the measure."""
        found = dataclasses.asdict(self)
        del found["no_trace"]
        return found


def handle_of(case: Case) -> registry.Handle:
    reportable = registry.get(case.kind)
    return reportable.handle if reportable else registry.NO_HANDLE


def offered(case: Case) -> set[str]:
    """What can be done to the thing and to its author; dismissing is always possible."""
    handle, there = handle_of(case), case.target is not None
    found = {OnTarget.HIDE.value} if there and handle.hide else set()
    if there and handle.change:
        found.add(OnTarget.CHANGE.value)
    return found


def _locked(case: Case, *, by: Any, version: int) -> Case:
    """The case as it is now, held until the end of the transaction.

    Raises PermissionDenied; AlreadyDecided when it was decided, or grew, since it was read.
    """
    current: Case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not Case.objects.readable_by(by).filter(pk=current.pk).exists():
        raise PermissionDenied
    if current.closed_at is not None or current.version != version:
        raise AlreadyDecided
    if current.held_by_another(by):
        raise cases.Held
    return current


def drafted(case: Case, choice: Choice) -> Measure:
    """The measure as it would be, checked; what the preview of the letter is rendered from.

    Raises ValidationError.
    """
    reports = list(case.reports.select_related("reporter"))
    measure = Measure(
        case=case,
        **choice.values(),
        reported=bool(reports),
        automated=hasattr(case, "auto_hide"),
        safety=case.safety,
        member=case.author,
    )
    if choice.on_target and choice.on_target not in offered(case):
        raise ValidationError({"on_target": _("Ce contenu ne s’y prête pas.")})
    author = case.author
    if choice.on_author and author is None:
        raise ValidationError({"on_author": _("Cette personne n’a plus de compte.")})
    if choice.on_author and author is not None and author.is_staff:
        raise ValidationError(
            {"on_author": _("Retirez d’abord à cette personne ses droits dans l’équipe.")}
        )
    betrayed = {}
    for name in ("facts", "why"):
        try:
            refuse_traces(getattr(choice, name), reports, cleared=choice.no_trace)
        except ValidationError as wrong:
            betrayed[name] = wrong
    if betrayed:
        raise ValidationError(betrayed)
    measure.proposed_at = timezone.now() if case.safety else None
    measure.full_clean(exclude=["case", "decided_by", "proposed_by", "member"])
    return measure


@transaction.atomic
def decide(
    *, case: Case, by: Any, version: int, choice: Choice, now: datetime | None = None
) -> Measure:
    """Settle a case, or propose to when it is about safety; returns the measure.

    Raises AlreadyDecided, cases.Held, PermissionDenied, ValidationError.
    """
    now = now or timezone.now()
    current = _locked(case, by=by, version=version)
    if Measure.objects.filter(case=current).exists():
        raise AlreadyDecided  # a proposal waits for its second officer
    measure = drafted(current, choice)
    if current.safety:
        measure.proposed_by, measure.proposed_at = by, now
        measure.save()
        Case.objects.filter(pk=current.pk).update(
            version=F("version") + 1, assigned_to=None, assigned_until=None
        )
        _write_down(measure, Act.MEASURE_PROPOSED, by=by, now=now)
        return measure
    measure.decided_by = by
    _take_effect(measure, current, now=now)
    return measure


@transaction.atomic
def confirm(*, case: Case, by: Any, version: int, now: datetime | None = None) -> Measure:
    """The second officer agrees: it takes effect. Raises PermissionDenied for the first one."""
    now = now or timezone.now()
    current = _locked(case, by=by, version=version)
    measure = Measure.objects.select_for_update().get(case=current, decided_at__isnull=True)
    if measure.proposed_by_id == by.pk or not current.safety:
        raise PermissionDenied
    measure.decided_by = by
    measure.case = current
    _take_effect(measure, current, now=now)
    return measure


@transaction.atomic
def send_back(*, case: Case, by: Any, version: int, word: str) -> None:
    """The second officer does not agree, or the first one changes their mind; the reason stays."""
    current = _locked(case, by=by, version=version)
    measure = Measure.objects.select_for_update().get(case=current, decided_at__isnull=True)
    said = _("Proposition écartée (%(what)s)\u00a0: %(word)s")
    cases.add_note(case=current, by=by, text=said % {"what": measure.summary, "word": word})
    _write_down(measure, Act.MEASURE_SENT_BACK, by=by, now=timezone.now(), undone=True, why=word)
    measure.delete()
    Case.objects.filter(pk=current.pk).update(version=F("version") + 1)


def _take_effect(measure: Measure, case: Case, *, now: datetime) -> None:
    """Do what was decided, write to everybody concerned, close the case."""
    measure.decided_at = now
    measure.ends_at = now + timedelta(days=measure.days) if measure.days else None
    if measure.on_author and measure.member is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=measure.member.pk))
    target, handle = case.target, handle_of(case)
    if measure.on_target and target is None:
        raise ValidationError({"on_target": _("Ce contenu n’existe plus.")})
    hidden = auto_hiding.release(case, target=target, handle=handle)
    if measure.on_target == OnTarget.HIDE and handle.hide:
        measure.before = handle.take_from_sight(target, case.author)
    elif measure.on_target == OnTarget.CHANGE and handle.change:
        measure.before = handle.change(target, measure.decided_by)
    measure.save()
    if measure.on_author and measure.member is not None:
        standing.recompute(measure.member, now=now)
    Case.objects.filter(pk=case.pk).update(
        closed_at=now, assigned_to=None, assigned_until=None, version=F("version") + 1
    )
    letters.send_statement(measure, now=now)
    auto_hiding.settle(hidden, measure, now=now)
    for report in case.reports.select_related("reporter"):
        with translation.override(report.answered_in):
            report.outcome = letters.outcome_of(measure)[:2000]
        report.handled_at = now
        report.save(update_fields=["outcome", "handled_at"])
        letters.send_outcome(report, measure, now=now)
    _write_down(measure, Act.MEASURE_TAKEN, by=measure.decided_by, now=now)


def told(measure: Measure) -> dict[str, Any]:
    """What a measure does, as the journal keeps it."""
    return {
        "case": measure.case_id,
        "ground": measure.ground,
        "on_target": measure.on_target,
        "on_author": measure.on_author,
        "days": measure.days,
        "automated": measure.automated,
    }


def _write_down(
    measure: Measure, act: Act, *, by: Any, now: datetime, undone: bool = False, why: str = ""
) -> None:
    """One row of the journal; `undone`: the measure is what was before."""
    journal.record(
        by=by,
        act=act,
        about=measure,
        named=measure.case.label,
        before=told(measure) if undone else measure.before or None,
        after=None if undone else told(measure),
        why=why or "\n".join(filter(None, (measure.facts, measure.why))),
        members=[measure.member],
        now=now,
    )


def _hold_thing(case: Case) -> None:
    """Hold every case about the same thing: what one undoes, another may be doing."""
    about = Case.objects.filter(content_type=case.content_type_id, object_id=case.object_id)
    list(about.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def lift(measure: Measure, *, now: datetime) -> None:
    """Undo a measure entirely: the thing is back as it was, its author free of it.

    What another measure in force hides stays hidden (`undoing`).
    """
    _hold_thing(measure.case)
    current = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if not current.can_be_lifted:
        return
    if current.on_author and current.member is not None:
        list(User.objects.select_for_update(no_key=True).filter(pk=current.member.pk))
    Measure.objects.filter(pk=current.pk).update(lifted_at=now)
    target, handle = current.case.target, handle_of(current.case)
    if current.on_target and target is not None:
        undoing.undo(current, target=target, handle=handle)
    if current.member is not None:
        standing.recompute(current.member, now=now)


@transaction.atomic
def lift_early(*, measure: Measure, by: Any, word: str, now: datetime | None = None) -> None:
    """Take a decision back before its end, without an appeal, and tell the person concerned.

    Raises AlreadyDecided when nothing is in force to be lifted (a proposal, a dismissal, what was
    lifted before), PermissionDenied, OwnMeasure: what two people decided of safety, neither of them
    undoes alone, a third one does, as for an appeal.
    """
    now = now or timezone.now()
    _hold_thing(measure.case)
    current: Measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if not Case.objects.readable_by(by).filter(pk=current.case_id).exists():
        raise PermissionDenied
    if not current.can_be_lifted:
        raise AlreadyDecided
    if current.safety and by.pk in {current.proposed_by_id, current.decided_by_id}:
        raise OwnMeasure
    said = _("Mesure levée (%(what)s)\u00a0: %(word)s")
    cases.add_note(
        case=current.case, by=by, text=said % {"what": current.summary, "word": word}, now=now
    )
    lift(current, now=now)
    letters.send_lifted(current, now=now)
    _write_down(current, Act.MEASURE_LIFTED, by=by, now=now, undone=True, why=word)
