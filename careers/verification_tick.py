"""What a day does to the checks of organisations."""

from datetime import datetime

from django.db import transaction

from careers import verification_notices as notices
from careers.enums import VerificationMethod
from careers.models import Verification
from careers.verification_actions import RENEW
from portal.operations.turns import in_turns


def run(*, now: datetime) -> str:
    """Write down what is over, so that pages kept ready are drawn anew; tell what ends soon."""
    over = Verification.objects.filter(ended_at__isnull=True, valid_until__lte=now)
    ended = over.update(ended_at=now)
    soon = Verification.objects.live(now=now).filter(
        method=VerificationMethod.HUMAN, warned_at__isnull=True, valid_until__lte=now + RENEW
    )
    told = 0
    for one in in_turns(list(soon.select_related("organisation").order_by("pk"))):
        with transaction.atomic():
            mine = Verification.objects.filter(pk=one.pk, warned_at__isnull=True)
            if mine.update(warned_at=now):
                notices.tell_ending(one.organisation)
                told += 1
    return f"vérifications\u00a0: {ended} finies, {told} à renouveler"
