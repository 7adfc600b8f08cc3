"""What time does to applications: reminders, ends, figures, forgetting.

Each step is stamped, or follows from a date, under its own condition: run twice in a day it does
nothing more, and after three days without a run it arrives where it would have been, every row the
same. So do the letters, but for two: reminders missed in a row are one, and one is not sent for
what has ended meanwhile.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from careers import pauses
from careers.applications import notices, waits
from careers.applications.actions import empty
from careers.applications.answer_rate import YEAR, recount
from careers.applications.enums import ApplicationState
from careers.applications.moves import locked, settle
from careers.models import Application, Organisation, OrganisationInvitation
from careers.models.application import REMINDER_DAYS
from portal.accounts.actions import empty_journal
from portal.operations.turns import give_way, in_turns

# How long the texts of what led nowhere are kept after the last contact (CNIL, recruitment guide,
# January 2023: two years).
KEPT = timedelta(days=730)
# How long an invitation that nobody accepted is remembered after its end.
INVITATION_KEPT = timedelta(days=30)
BATCH = 500


def expire(*, now: datetime) -> int:
    """Write down what has run out of time, and tell both sides once; returns how many."""
    overdue = Application.objects.overdue(now=now).order_by("pk")
    found = list(overdue.values_list("pk", "internship_id", "organisation_id"))
    count = 0
    for number, internship, _host in in_turns(found):
        count += _expire(number, internship, now=now)
    # Once for all those of an organisation: it reads its whole year.
    hosts = sorted({host for _number, _internship, host in found if host is not None})
    for start in in_turns(range(0, len(hosts), BATCH)):
        with transaction.atomic():
            recount(hosts[start : start + BATCH], now=now)
    return count


@transaction.atomic
def _expire(number: int, internship: int | None, *, now: datetime) -> bool:
    if internship is not None:
        locked([internship])
    # The condition again: it may have been answered, or stamped, since it was read.
    found = Application.objects.overdue(now=now).filter(pk=number)
    current = found.select_related("applicant", "assigned_to").first()
    if current is None or current.expires_at is None:
        return False
    # The date it had, not the date somebody noticed; what it was to be reminded of until then
    # counts as said, as no reminder helps any more.
    settle(
        current,
        to=ApplicationState.EXPIRED,
        now=now,
        closed_at=current.expires_at,
        reminders=due_reminders(current, now=current.expires_at - timedelta(seconds=1)),
    )
    notices.tell_expired(current, now=now)
    if current.counts:
        notices.tell_expired_to_host(current, now=now)
    return True


def due_reminders(application: Application, *, now: datetime) -> int:
    """How many reminders an application should have had by now."""
    if application.sent_at is None or application.last_day is None:
        return 0
    today = timezone.localtime(now).date()
    first = timezone.localtime(application.sent_at).date()
    days = [first + timedelta(days=days) for days in REMINDER_DAYS]
    if application.extended_at:
        days.append(application.last_day - timedelta(days=1))
    return sum(day <= today for day in days)


def remind(*, now: datetime) -> int:
    """Remind each organisation of what waits, one letter a person; returns how many letters.

    Reminders missed because nothing ran are not sent one after the other: the last one counts.
    """
    week_old = now - timedelta(days=REMINDER_DAYS[0] - 1)
    waiting = Application.objects.open(now=now).filter(
        sent_at__lte=week_old, reminders__lt=3, paused_at__isnull=True
    )
    rows = waiting.filter(Q(reminders__lt=2) | Q(extended_at__isnull=False))
    hosts: dict[int, list[int]] = defaultdict(list)
    for one in rows.iterator(chunk_size=BATCH):
        if one.organisation_id is not None and due_reminders(one, now=now) > one.reminders:
            hosts[one.organisation_id].append(one.pk)
    return sum(_remind(host, numbers, now=now) for host, numbers in in_turns(sorted(hosts.items())))


@transaction.atomic
def _remind(host: int, numbers: list[int], *, now: datetime) -> int:
    """Stamp, then tell: of two runs at once, one does."""
    organisation = Organisation.objects.filter(pk=host).first()
    if organisation is None:
        return 0
    mine: dict[int, list[Application]] = defaultdict(list)
    readers = {}
    open_ones = Application.objects.open(now=now).filter(pk__in=numbers)
    # By number, as whoever locks some of them; the letter has the most urgent first.
    for one in open_ones.select_related("applicant", "assigned_to").order_by("pk"):
        due = due_reminders(one, now=now)
        stamped = Application.objects.open(now=now).filter(pk=one.pk, reminders__lt=due)
        if not stamped.update(reminders=due):
            continue
        for reader in notices.in_charge(one):
            readers[reader.pk] = reader
            mine[reader.pk].append(one)
    for number, applications in sorted(mine.items()):
        urgent = sorted(applications, key=lambda one: (one.expires_at, one.pk))
        notices.remind(organisation, reader=readers[number], applications=urgent, now=now)
    return len(mine)


def count_again(*, now: datetime) -> int:
    """Bring every organisation's figures up to this day: a year moves on by itself."""
    touched = (
        Application.objects.filter(sent_at__gt=now - YEAR - timedelta(days=40))
        .order_by()
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    numbers = sorted(number for number in touched if number is not None)
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            recount(numbers[start : start + BATCH], now=now)
        give_way()
    return len(numbers)


def forget(*, now: datetime) -> int:
    """Empty the texts of what led nowhere two years ago, and what was never sent."""
    over = Q(state__in=ApplicationState.closed(), closed_at__lt=now - KEPT)
    old = Application.objects.filter(over, emptied_at__isnull=True)
    emptied = 0
    numbers = list(old.values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        emptied += empty(Application.objects.filter(pk__in=numbers[start : start + BATCH]), now=now)
        give_way()
    drafts, _models = Application.objects.filter(
        state=ApplicationState.DRAFT, saved_at__lt=now - KEPT
    ).delete()
    invitations, _models = OrganisationInvitation.objects.filter(
        expires_at__lt=now - INVITATION_KEPT, accepted_at__isnull=True
    ).delete()
    if emptied or drafts or invitations:
        transaction.on_commit(empty_journal)
    return emptied + drafts


def mend_places(*, now: datetime) -> int:
    """Count again where the places taken are not what the rows say; returns how many were wrong.

    An account deleted by hand in the administration takes its application's name along, never
    its place; this is for what nobody foresaw.
    """
    from django.db.models import Count

    from careers.models import Internship

    accepted = Count("applications", filter=Q(applications__state=ApplicationState.ACCEPTED))
    ahead = Internship.objects.filter(starts_on__gt=timezone.localdate(now))
    wrong = ahead.annotate(accepted=accepted).exclude(places_taken=F("accepted"))
    count = 0
    for number in in_turns(list(wrong.values_list("pk", flat=True))):
        with transaction.atomic():
            held = locked([number])[number]
            taken = held.applications.filter(state=ApplicationState.ACCEPTED).count()
            if taken != held.places_taken and taken <= held.places:
                held.places_taken = taken
                held.save(update_fields=["places_taken"])
                count += 1
    return count


def run(*, now: datetime) -> str:
    """Everything the day brings to applications; returns a line for the log."""
    moved, ended = pauses.catch_up(now=now), waits.end(now=now)
    expired, reminded = expire(now=now), remind(now=now)
    counted, mended, forgotten = count_again(now=now), mend_places(now=now), forget(now=now)
    return (
        f"{moved} annonces suspendues ou reparues, {ended} attentes closes avec leur annonce, "
        f"{expired} candidatures éteintes, {reminded} rappels, {counted} taux de réponse, "
        f"{mended} décomptes de places corrigés, {forgotten} candidatures vidées"
    )
