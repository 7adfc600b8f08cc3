"""What moderation knows that weighs on how far the site trusts a member."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from portal.accounts import trust
from portal.moderation.enums import OnTarget
from portal.moderation.models import Measure


@trust.register_upheld
def measures_taken(now: datetime) -> Any:
    """A measure taken against the member of late and not lifted since: a text hidden, a warning or
    more. A correction asked for is no fault.
    """
    taken = Measure.objects.taken().filter(
        member=OuterRef("pk"),
        lifted_at__isnull=True,
        decided_at__gt=now - trust.REMEMBERED,
        decided_at__lte=now,
    )
    return Exists(taken.filter(~Q(on_author="") | Q(on_target=OnTarget.HIDE)))
