"""What moderation throws away each day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from portal.accounts.actions import empty_journal
from portal.moderation import dates
from portal.moderation.models import Appeal, CaseNote, Correction, Report

# How long what a reader pointed out stays once an editor has settled it.
CORRECTIONS_KEPT = timedelta(days=365)


def run(*, now: datetime) -> str:
    """Empty the reports that are settled and that nobody can be answered on any more.

    Their reason and their outcome stay. Those of members stay readable to them.
    """
    nobody = Report.objects.filter(reporter=None, handled_at__isnull=False).exclude(text="")
    limit = dates.no_longer_contestable(now=now)
    over = nobody.filter(Q(email="") | Q(handled_at__lt=limit))
    # The texts of others joined to a report are no longer needed once it cannot be contested.
    waiting = Appeal.objects.waiting().values("measure__case")
    settled = (
        Report.objects.filter(handled_at__lt=limit).exclude(evidence=[]).exclude(case__in=waiting)
    )
    joined = settled.update(evidence=[])
    emptied = over.exclude(case__in=waiting).update(text="", email="", name="")
    # Notes speak of people: they go once nobody can contest what they led to.
    ended = {"case__closed_at__lt": limit}
    notes, _kinds = CaseNote.objects.filter(**ended).exclude(case__in=waiting).delete()
    old = now - CORRECTIONS_KEPT
    corrections, _kinds = Correction.objects.filter(settled_at__lt=old).delete()
    if joined or emptied or notes or corrections:
        transaction.on_commit(empty_journal)
    return (
        f"{emptied} signalements vidés, {joined} sans leurs textes joints, "
        f"{notes} notes de dossier supprimées, {corrections} erreurs traitées effacées"
    )
