"""Hiding at once what several trusted members report, until somebody reads it.

The site hides a thing, never a page, a structure nor an account: only kinds whose handle says
`automatic`. It takes independent reports of members past their first days (`trust.Level.MEMBER`):
whoever has no account, has just come, is limited, or saw two reports dismissed of late does not
count, and those who signed up the same day count once. So a wave of new accounts hides nothing. How
many it takes depends on how far the author is trusted (`NEEDED`). What a person has found in order
is left alone for a month. Called under the lock of the case: of twenty reports at once, one hides.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from portal.accounts import trust
from portal.accounts.models import User
from portal.accounts.trust import Level
from portal.audit import journal
from portal.audit.enums import Act
from portal.moderation import letters, registry
from portal.moderation.enums import ReportReason
from portal.moderation.grounds import Ground
from portal.moderation.models import AutoHide, Case, Measure, Report

# Independent reports it takes, by the level of the author; whatever has no author is not hidden.
NEEDED = {Level.HELD: 3, Level.NEW: 3, Level.MEMBER: 4}
# How long what somebody read and found in order is left alone.
LEFT_ALONE = timedelta(days=30)
# From as many reports dismissed on, within `trust.REMEMBERED`, whoever wrote them no longer counts.
OFTEN_WRONG = 2
# Reporters looked at, the first ones first: more cannot be needed.
LOOKED_AT = 40
GROUNDS = {
    ReportReason.UNLAWFUL: Ground.DISGUISED_WORK,
    ReportReason.SCAM: Ground.SCAM,
    ReportReason.DISCRIMINATION: Ground.DISCRIMINATION,
    ReportReason.VIOLENCE: Ground.VIOLENCE,
    ReportReason.MINOR: Ground.MINOR,
    ReportReason.UNWANTED: Ground.UNWANTED,
    ReportReason.PERSONAL_DATA: Ground.PERSONAL_DATA,
}


def consider(*, case: Case, target: Any, now: datetime) -> AutoHide | None:
    """Hide what the case is about when enough people say so; returns what was done, if anything.

    Inside the transaction of a report, the case locked.
    """
    reportable = registry.get(case.kind)
    handle = reportable.handle if reportable else registry.NO_HANDLE
    if not handle.automatic or handle.hide is None or case.author is None:
        return None
    if AutoHide.objects.filter(case=case).exists() or _read_of_late(case, now=now):
        return None
    needed = NEEDED[trust.level_of(case.author, now=now)]
    reporters = independent(case, now=now, enough=needed)
    if len(reporters) < needed:
        return None
    before = handle.hide(target)
    hidden = AutoHide.objects.create(
        case=case,
        placed_at=now,
        people=len(reporters),
        ground=_ground(case, reporters),
        before=before,
    )
    letters.send_auto_hide(hidden, now=now)
    journal.record(
        by=None,
        act=Act.AUTO_HIDDEN,
        about=target,
        named=case.label,
        before=before,
        after={"case": case.pk, "people": len(reporters), "needed": needed},
        members=[case.author],
        now=now,
    )
    return hidden


def independent(case: Case, *, now: datetime, enough: int) -> list[User]:
    """The trusted members who reported it, one for each day on which they signed up.

    Three queries, then one a member looked at until there are `enough`.
    """
    late = now - trust.REMEMBERED
    wrong = Report.objects.filter(
        reporter=OuterRef("pk"),
        handled_at__gt=late,
        case__measure__ground=Ground.NOTHING,
        case__measure__decided_at__isnull=False,
    )
    often = wrong.order_by().values("reporter").annotate(n=Count("pk")).filter(n__gte=OFTEN_WRONG)
    found = (
        User.objects.present()
        .filter(reports__case=case, date_joined__lte=now - trust.FIRST_DAYS)
        .filter(Q(limited_until__isnull=True) | Q(limited_until__lte=now))
        .exclude(pk=case.author.pk if case.author else 0)
        .exclude(Exists(often))
        .distinct()
        .order_by("date_joined", "pk")[:LOOKED_AT]
    )
    by_day: dict[Any, User] = {}
    for person in found:
        day = timezone.localdate(person.date_joined)
        if len(by_day) >= enough:
            break
        if day not in by_day and trust.level_of(person, now=now) == Level.MEMBER:
            by_day[day] = person
    return list(by_day.values())


def _read_of_late(case: Case, *, now: datetime) -> bool:
    """Whether somebody has read this very thing within a month and found it in order."""
    return (
        Measure.objects.filter(
            case__content_type=case.content_type_id,
            case__object_id=case.object_id,
            ground=Ground.NOTHING,
            decided_at__gt=now - LEFT_ALONE,
        )
        .exclude(case=case)
        .exists()
    )


def _ground(case: Case, reporters: list[User]) -> str:
    """The reason most of them gave, of those that a rule answers to; nothing otherwise."""
    reasons = Report.objects.filter(case=case, reporter__in=reporters).values_list(
        "reason", flat=True
    )
    known = Counter(GROUNDS[one] for one in map(ReportReason, reasons) if one in GROUNDS)
    return known.most_common(1)[0][0].value if known else ""


def release(case: Case, *, target: Any, handle: registry.Handle) -> AutoHide | None:
    """Put the thing back as it was before a decision takes effect, which may hide it again.

    Under the lock of the case. Returns what was released, for `settle`.
    """
    hidden: AutoHide | None = AutoHide.objects.in_force().filter(case=case).first()
    if hidden is not None and target is not None and handle.restore:
        handle.restore(target, hidden.before)
        target.refresh_from_db()
    return hidden


def settle(hidden: AutoHide | None, measure: Measure, *, now: datetime) -> None:
    """Write down what became of it, and tell the author when it is back."""
    if hidden is None:
        return
    kept = bool(measure.on_target)
    AutoHide.objects.filter(pk=hidden.pk).update(ended_at=now, kept=kept)
    if not kept:
        letters.send_shown_again(hidden, now=now)
