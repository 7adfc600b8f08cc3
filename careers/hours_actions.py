"""Writes of the hours, behind the member's row: two forms sent at once make one line."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from careers.models import WorkPeriod
from portal.accounts.models import User

# Ten years of short contracts; the page reads them all.
MOST_PERIODS = 600


@transaction.atomic
def note(*, by: Any, period: WorkPeriod, key: UUID) -> WorkPeriod:
    """Add a period. The same form sent twice (`key`) makes one.

    Raises ValidationError beyond MOST_PERIODS.
    """
    member = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    made = WorkPeriod.objects.visible_to(member).filter(creation_key=key).first()
    if made:
        return made
    if member.work_periods.count() >= MOST_PERIODS:
        raise ValidationError(
            _("Le carnet garde %d lignes\u00a0: effacez-en une ancienne.") % MOST_PERIODS
        )
    if not WorkPeriod.objects.filter(creation_key=key).exists():
        period.creation_key = key
    period.member = member
    period.save()
    return period
