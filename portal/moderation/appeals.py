"""Contesting a decision: once a side, within six months, read by somebody else."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit import journal
from portal.audit.enums import Act
from portal.moderation import cases, dates, decisions, letters
from portal.moderation.models import AlreadyDecided, Appeal, Case, Measure, Report


def refusal(measure: Measure, report: Report | None = None, *, now: datetime | None = None) -> str:
    """Why this decision can no longer be contested by this side, in a sentence; or nothing."""
    now = now or timezone.now()
    if measure.decided_at is None or not dates.contestable(measure.decided_at, now=now):
        return _("Les six mois pour contester cette décision sont passés.")
    if report is None and measure.lifted_at is not None:
        return _("Cette décision est déjà levée\u00a0: il n’y a plus rien à contester.")
    if report is None and measure.is_dismissal:
        return _("Rien n’a été décidé contre vous.")
    # Of a report, whichever case it is read in: what is read again is not contested again.
    side = {"measure": measure, "report": None} if report is None else {"report": report}
    if Appeal.objects.filter(**side).exists():
        return _("Cette décision a déjà été contestée.")
    return ""


@transaction.atomic
def contest(
    *, measure: Measure, text: str, report: Report | None = None, now: datetime | None = None
) -> Appeal:
    """Ask for a second reading. Raises ValidationError when it is too late, or already asked."""
    now = now or timezone.now()
    refused = refusal(measure, report, now=now)
    if refused:
        raise ValidationError(refused)
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                measure=measure,
                report=report,
                text=text,
                received_at=now,
                first_decider=measure.decided_by,
                proposer=measure.proposed_by,
                made_by=report.reporter if report else measure.member,
            )
    except IntegrityError as twice:
        raise ValidationError(_("Cette décision a déjà été contestée.")) from twice


@transaction.atomic
def decide_appeal(
    *, appeal: Appeal, by: Any, upheld: bool, answer: str, now: datetime | None = None
) -> Appeal:
    """Answer an appeal; accepted, it undoes everything, or opens the case again for who reported.

    Raises PermissionDenied for whoever had a part in the decision, AlreadyDecided.
    """
    now = now or timezone.now()
    current: Appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if not Appeal.objects.decidable_by(by).filter(pk=current.pk).exists():
        raise PermissionDenied
    if current.decided_at is not None:
        raise AlreadyDecided
    current.decided_by, current.decided_at = by, now
    current.upheld, current.answer = upheld, answer.strip()
    current.full_clean(
        exclude=["measure", "report", "first_decider", "proposer", "made_by", "decided_by"]
    )
    current.save()
    if upheld and current.report is None:
        decisions.lift(current.measure, now=now)
    elif upheld:
        _read_again(current, by=by, now=now)
    letters.send_appeal_answer(current, now=now)
    measure, report = current.measure, current.report
    journal.record(
        by=by,
        act=Act.APPEAL_DECIDED,
        about=current,
        named=measure.case.label,
        before=decisions.told(measure),
        after={"upheld": upheld, "lifted": upheld and report is None},
        why=current.answer,
        members=[measure.member, report.reporter if report else None],
        now=now,
    )
    return current


def _read_again(appeal: Appeal, *, by: Any, now: datetime) -> None:
    """Read again what was reported, in a new case; nothing is undone meanwhile.

    The report goes with it: the reasons say that there was one, no word of it slips into them, and
    whoever insisted is told what is decided the second time.
    """
    closed, report = appeal.measure.case, appeal.report
    if closed.target is None or report is None:
        return
    case = cases.open_case(
        target=closed.target,
        kind=closed.kind,
        safety=closed.safety,
        reporter=report.reporter,
        now=now,
    )
    Report.objects.filter(pk=report.pk).update(case=case, handled_at=None, outcome="")
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    said = "Rouvert après le recours de la personne qui a signalé (dossier %s)\u00a0: %s"
    cases.add_note(case=case, by=by, text=said % (closed.pk, appeal.answer), now=now)
    cases.add_note(
        case=closed,
        by=by,
        text=f"Un signalement est relu dans le dossier {case.pk}, après un recours.",
        now=now,
    )
