"""Writes that touch a text, its decision and its author's mail together."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from portal.audit import journal
from portal.audit.enums import Act
from portal.audit.trail import concerned
from portal.moderation import changes
from portal.moderation.enums import Outcome, State
from portal.moderation.models import Decision, Publication


@transaction.atomic
def decide(
    target: Publication,
    *,
    by: Any,
    revision: int,
    outcome: Outcome,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Decision:
    """Publish a text or send it back, write down why, and tell its author once.

    Raises AlreadyDecided when the text is no longer the revision that was read, or no longer
    waits; PermissionDenied when `by` may not decide; ValidationError for a decision without the
    reason it needs, and for publishing what may not be published any more (`unpublishable`).
    """
    if not by.is_moderator:
        raise PermissionDenied
    if type(target)._default_manager.written_by(by).filter(pk=target.pk).exists():
        # Nobody settles what they wrote themselves.
        raise PermissionDenied
    now = now or timezone.now()
    refused = target.unpublishable() if outcome == Outcome.APPROVED else ""
    if refused:
        raise ValidationError(refused)
    decision = Decision(
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        revision=revision,
        outcome=outcome,
        reason=reason,
        note=note,
        decided_by=by,
        decided_at=now,
    )
    decision.clean_fields(exclude=["content_type"])
    changes.keep(decision, target)
    target.settle(revision=revision, outcome=outcome, by=by, now=now)
    decision.validate_constraints()
    decision.save()
    target.tell_author(decision)
    journal.record(
        by=by,
        act=Act.PUBLICATION_DECIDED,
        about=target,
        named=str(target),
        before={"state": State.SUBMITTED, "revision": revision},
        after={"state": outcome, "decision": decision.pk},
        why=" ".join(filter(None, (decision.get_reason_display(), note))),
        members=concerned(target),
        now=now,
    )
    return decision
