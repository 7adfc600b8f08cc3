"""What time does to placements: a reminder before the first day. Their states follow from dates."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from careers.enums import InternshipKind
from careers.models import Placement
from careers.placements import actions as placement_actions
from careers.placements import attestation_actions, notices
from careers.placements.enums import Side
from careers.placements.privacy import leave_to_hosts
from portal.operations.turns import in_turns

WEEK = timedelta(days=7)
# The register of the people who worked somewhere: five years (Code du travail, R.1221-26).
KEPT = timedelta(days=5 * 365 + 1)


def remind(*, now: datetime) -> int:
    """Tell both sides, once, that a signature is missing a week before the first day.

    Late rather than never: where nothing ran that week, after the first day too.
    """
    today = timezone.localdate(now)
    near = Placement.objects.standing().filter(
        kind=InternshipKind.STAGE,
        reminded_at=None,
        starts_on__gte=today - WEEK,
        starts_on__lte=today + WEEK,
    )
    # A signature noted before the text changed is for another text.
    holds = Q(agreement__signatures__marked_at__gte=F("agreement__changed_at"))
    signed = Count("agreement__signatures", filter=holds)
    unsigned = near.annotate(signed=signed).filter(signed__lt=len(Side))
    count = 0
    for number in in_turns(list(unsigned.order_by("pk").values_list("pk", flat=True))):
        with transaction.atomic():
            # Stamp, then tell: of two runs at once, one does.
            if not Placement.objects.filter(pk=number, reminded_at=None).update(reminded_at=now):
                continue
            placement = Placement.objects.select_related("intern", "application__applicant")
            notices.tell_unsigned(placement.get(pk=number), now=now)
            count += 1
    return count


def forget(*, now: datetime) -> int:
    """Delete what an organisation kept of an internship whose intern left, five years after."""
    # An account deleted by hand took its name alone along.
    alone = Placement.objects.filter(intern=None)
    leave_to_hosts(alone.exclude(agreement__intern_items={}), now=now)
    over = timezone.localdate(now) - KEPT
    gone = Placement.objects.filter(intern=None).filter(
        Q(ends_on__lt=over) | Q(ends_on__isnull=True, starts_on__lt=over)
    )
    return int(gone.delete()[1].get("careers.Placement", 0))


def run(*, now: datetime) -> str:
    """Everything the day brings to placements; returns a line for the log."""
    made, reminded = placement_actions.make_missing(now=now), remind(now=now)
    expired, forgotten = attestation_actions.expire(now=now), forget(now=now)
    return (
        f"{made} stages acceptés repris, {reminded} conventions rappelées, {expired} demandes "
        f"d’attestation éteintes, {forgotten} stages anciens effacés"
    )
