"""What moderation throws away each day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from portal.accounts.actions import empty_journal
from portal.moderation.models import Report

# As long as a decision may be contested (DSA, art. 20).
CONTESTABLE = timedelta(days=183)


def run(*, now: datetime) -> str:
    """Empty the reports that are settled and that nobody can be answered on any more.

    Their reason and their outcome stay. Those of members stay readable to them.
    """
    nobody = Report.objects.filter(reporter=None, handled_at__isnull=False).exclude(text="")
    over = nobody.filter(Q(email="") | Q(handled_at__lte=now - CONTESTABLE))
    # The texts of others joined to a report are no longer needed once it cannot be contested.
    settled = Report.objects.filter(handled_at__lte=now - CONTESTABLE).exclude(evidence=[])
    joined = settled.update(evidence=[])
    emptied = over.update(text="", email="")
    if joined or emptied:
        transaction.on_commit(empty_journal)
    return f"{emptied} signalements vidés, {joined} sans leurs textes joints"
