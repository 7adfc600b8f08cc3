"""What happens to those who wait when their listing changes: they are told, and may agree."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.applications import notices
from careers.applications.moves import NoLongerOpen, Refused, locked, write_all
from careers.models import Application
from careers.placements import agreed_terms
from portal.moderation.enums import State
from portal.notifications.inbox import telling_many

# What was last heard of a listing that its authors took back.
TAKEN_BACK = "retirée"


@transaction.atomic
def tell_waiting(internship: int, *, now: datetime) -> int:
    """Tell each applicant who waits what became of the listing, once; returns how many were told.

    Withdrawn; published again with other terms than they applied to, old and new; or as it was.
    """
    held = locked([internship]).get(internship)
    if held is None or held.state not in {State.APPROVED, State.WITHDRAWN}:
        return 0
    told = []
    waiting = Application.objects.open(now=now).filter(internship=internship)
    for one in waiting.select_related("applicant").order_by("pk"):
        other = bool(agreed_terms.since(one, held))
        if held.state == State.WITHDRAWN:
            heard, tell = TAKEN_BACK, notices.tell_listing_withdrawn
        elif other:
            heard, tell = agreed_terms.mark(held), notices.tell_other_terms
        else:
            heard, tell = "", notices.tell_same_terms
        if heard != one.heard:
            told.append((one, heard, tell))
    write_all((one, {"heard": heard}) for one, heard, _tell in told)
    with telling_many():
        for one, _heard, tell in told:
            tell(one, held, now=now)
    return len(told)


@transaction.atomic
def agree(
    *, application: Application, by: Any, read: str, now: datetime | None = None
) -> Application:
    """Stand on what the listing says now instead of what one applied to; the host is told.

    `read`: the mark of the terms that were seen. Twice is the same as once. Raises NoLongerOpen,
    or Refused when the listing is not published or says something else again.
    """
    now = now or timezone.now()
    number = application.internship_id or 0
    internship = locked([number]).get(number)
    mine = Application.objects.of(by).filter(pk=application.pk)
    current: Application | None = mine.select_related("applicant", "assigned_to").first()
    if internship is None or current is None or not current.is_open(now=now):
        raise NoLongerOpen
    if internship.state != State.APPROVED or agreed_terms.mark(internship) != read:
        raise Refused(_("L’annonce vient encore de changer\u00a0: relisez ce qu’elle dit."))
    if not agreed_terms.since(current, internship):
        return current
    current.terms = agreed_terms.frozen(internship)
    current.title, current.organisation_name = internship.title, internship.organisation.name
    current.agreed_at, current.heard = now, ""
    current.save(update_fields=["terms", "title", "organisation_name", "agreed_at", "heard"])
    notices.tell_agreed(current, now=now)
    return current
