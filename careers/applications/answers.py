"""What an organisation does with the applications it receives: read, study, answer, hand over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import pool_actions
from careers.applications import notices
from careers.applications.answer_rate import recount
from careers.applications.enums import ApplicationState, CancelReason, DeclineReason, WithdrawReason
from careers.applications.moves import (
    NoLongerOpen,
    Refused,
    exposure_changed,
    lock_member,
    locked,
    move_places,
    settle,
    settle_all,
)
from careers.models import (
    Application,
    ApplicationNote,
    FileReading,
    Internship,
    OrganisationMember,
)
from careers.models.application import ANSWER_DAYS, NOTE_LENGTH, end_of_day
from careers.placements import actions as placement_actions
from careers.placements import agreed_terms
from portal.accounts.models.user import present
from portal.contact import texts
from portal.notifications.inbox import telling_many


def mark_read(*, application: Application, by: Any, now: datetime | None = None) -> bool:
    """Note that somebody of the organisation opened it; the first time only.

    One conditional statement: an answer given at the same moment stays.
    """
    now = now or timezone.now()
    received = Application.objects.received_by(by).filter(pk=application.pk)
    unread = Application.objects.open(now=now).filter(
        pk__in=list(received.values_list("pk", flat=True)), first_read_at__isnull=True
    )
    moved = unread.filter(state=ApplicationState.SENT).update(
        state=ApplicationState.READ, first_read_at=now
    )
    # Put under study from a mail, and opened only now.
    return bool(moved or unread.update(first_read_at=now))


def _answerable(application: Application, *, by: Any, now: datetime, accepted: bool = False) -> Any:
    """The application as it is now, its internship's row held by the caller.

    Raises NoLongerOpen when it cannot be answered by this person: not theirs, over, or the
    applicant is leaving. With `accepted`, one that was accepted may still be moved.
    """
    in_time = Q(expires_at__gt=now) | Q(paused_at__isnull=False)
    may = Q(in_time, state__in=ApplicationState.open())
    if accepted:
        may |= Q(state=ApplicationState.ACCEPTED)
    found = Application.objects.received_by(by).filter(may, pk=application.pk)
    current = found.select_related("applicant", "internship", "organisation").first()
    if current is None or current.applicant is None or not current.applicant.is_present:
        raise NoLongerOpen
    return current


def _said(note: str, *, to: Any) -> str:
    """The words that go with an answer, as they are kept."""
    note = texts.tidy(note)
    if len(note) > NOTE_LENGTH:
        raise ValidationError({"note": _("Ce mot est trop long.")})
    if note and to is not None and to.is_minor:
        texts.refuse_contact_details(note)
    return note


@transaction.atomic
def study(
    *, application: Application, by: Any, note: str = "", now: datetime | None = None
) -> Application:
    """Tell the applicant that the file is being studied; twice is the same as once.

    `note`: an invitation to talk, a question. Another one replaces it, and is told as well.
    """
    now = now or timezone.now()
    locked([application.internship_id or 0])
    current: Application = _answerable(application, by=by, now=now)
    note = _said(note, to=current.applicant)
    studied = current.state == ApplicationState.STUDIED
    if not studied or note not in {"", current.note}:
        settle(
            current,
            to=ApplicationState.STUDIED,
            now=now,
            studied_at=current.studied_at or now,
            note=note,
        )
        notices.tell_studied(current, now=now)
    return current


@transaction.atomic
def extend(*, application: Application, by: Any, now: datetime | None = None) -> Application:
    """Take fifteen more days, once; the applicant is told the new date."""
    now = now or timezone.now()
    locked([application.internship_id or 0])
    current: Application = _answerable(application, by=by, now=now)
    if current.extended_at or current.sent_at is None:
        raise Refused(_("La date a déjà été repoussée une fois\u00a0: elle ne bouge plus."))
    settle(
        current,
        to=ApplicationState(current.state),
        now=now,
        extended_at=now,
        expires_at=end_of_day(current.sent_at, 2 * ANSWER_DAYS),
    )
    notices.tell_extended(current, now=now)
    return current


def _others_overlapping(application: Application, *, now: datetime) -> list[Application]:
    """The applicant's other open applications whose dates cross those of this internship.

    The applicant's row is held: no new one can leave meanwhile.
    """
    internship = application.internship
    assert internship is not None
    open_ones = Application.objects.open(now=now).filter(applicant=application.applicant_id)
    crossing = open_ones.filter(
        internship__starts_on__lte=internship.ends_on, internship__ends_on__gte=internship.starts_on
    )
    return list(crossing.exclude(pk=application.pk).order_by("pk"))


@transaction.atomic
def accept(
    *, application: Application, by: Any, note: str = "", now: datetime | None = None
) -> Application:
    """Take the applicant: a place is spent, and everybody who need not wait any more is told.

    The applicant's other open applications at the same dates are taken back, and those
    organisations told. With the last place, the listing closes and the others are told kindly.
    A yes is for the terms they applied to, or agreed to since. Raises NoLongerOpen, or Refused
    when no place is left and where the listing says other facts now (`agreed_terms`). What begins
    with a yes goes into `begin`.
    """
    now = now or timezone.now()
    if application.applicant is None or application.internship is None:
        raise NoLongerOpen
    lock_member(application.applicant)
    others = _others_overlapping(application, now=now)
    held = locked(one.internship_id or 0 for one in [application, *others])
    internship = held.get(application.internship_id or 0)
    if internship is None:
        raise NoLongerOpen
    current: Application = _answerable(application, by=by, now=now)
    if internship.ends_on and internship.ends_on < timezone.localdate(now):
        raise Refused(_("Ce stage est terminé\u00a0: plus personne ne peut y être pris."))
    if internship.is_full:
        raise Refused(_("Toutes les places de ce stage sont déjà prises."))
    agreed_terms.refuse_other(current, internship)
    note = _said(note, to=current.applicant)
    settle(
        current,
        to=ApplicationState.ACCEPTED,
        now=now,
        answered_at=now,
        answered_by=by,
        note=note,
    )
    move_places(internship, +1)
    begin(current, by=by, now=now)
    notices.tell_answer(current, now=now)
    touched = {current.organisation_id, *_take_back_others(others, held, now=now)}
    if internship.places_left == 0:
        _decline(
            Application.objects.open(now=now).filter(internship=internship),
            by=by,
            reason=DeclineReason.FILLED,
            note="",
            now=now,
        )
    exposure_changed(internship)
    recount(touched, now=now)
    return current


def begin(application: Application, *, by: Any, now: datetime) -> None:
    """What begins with a yes, in the transaction of the yes: the placement."""
    placement_actions.begin(application, now=now)


def _take_back_others(
    others: list[Application], held: dict[int, Internship], *, now: datetime
) -> set[int | None]:
    """Close the applicant's other requests and tell those organisations; returns which."""
    numbers = [one.pk for one in others]
    still = Application.objects.open(now=now).filter(pk__in=numbers).select_related("applicant")
    closed = list(still.order_by("pk"))
    for one in closed:
        settle(one, to=ApplicationState.WITHDRAWN, now=now, reason=WithdrawReason.FOUND)
        exposure_changed(held.get(one.internship_id or 0))
    notices.tell_closed_by_acceptance(closed, now=now)
    return {one.organisation_id for one in closed}


def _decline(
    applications: Any,
    *,
    by: Any,
    reason: str,
    note: str,
    now: datetime,
    stay_in_touch: bool = False,
) -> int:
    """Say no to each of these, in a letter of its own; their internships' rows are held."""
    said = {"reason": reason, "answered_at": now, "answered_by": by}
    moves = [
        (one, {**said, "note": _said(note, to=one.applicant)})
        for one in applications.select_related("applicant").order_by("pk")
    ]
    with telling_many():
        for one in settle_all(moves, to=ApplicationState.DECLINED, now=now):
            if stay_in_touch:
                pool_actions.offer(one, by=by, now=now)
            notices.tell_answer(one, now=now, stay_in_touch=stay_in_touch)
    return len(moves)


def check_decline(reason: str, note: str) -> None:
    """A no has a reason from the list, and words of one's own when none of them fits."""
    if reason not in DeclineReason.values:
        raise ValidationError({"reason": _("Choisissez une raison\u00a0: la personne la lira.")})
    if reason == DeclineReason.OTHER and not texts.tidy(note):
        raise ValidationError({"note": _("Dites cette autre raison, en une phrase.")})


@transaction.atomic
def decline(
    *,
    applications: Iterable[Application],
    by: Any,
    reason: str,
    note: str = "",
    stay_in_touch: bool = False,
    now: datetime | None = None,
) -> int:
    """Say no to one or to many, with a reason; returns how many letters left.

    `stay_in_touch`: each is asked whether they want to hear of the next listings. Those answered
    meanwhile are left alone. Raises ValidationError on `reason` or `note`.
    """
    now = now or timezone.now()
    check_decline(reason, note)
    wanted = list(applications)
    locked(one.internship_id or 0 for one in wanted)
    theirs = Application.objects.received_by(by).filter(pk__in=[one.pk for one in wanted])
    found = Application.objects.open(now=now).filter(
        present("applicant", now=now),
        pk__in=list(theirs.values_list("pk", flat=True)),
    )
    touched = set(found.values_list("organisation_id", flat=True))
    count = _decline(found, by=by, reason=reason, note=note, now=now, stay_in_touch=stay_in_touch)
    recount(touched, now=now)
    return count


@transaction.atomic
def cancel(
    *,
    applications: Iterable[Application],
    by: Any,
    reason: str,
    note: str = "",
    now: datetime | None = None,
) -> int:
    """Call the internship off for one person or for many, accepted or waiting; frees the places.

    Returns how many were told. Raises ValidationError on `reason` or `note`.
    """
    now = now or timezone.now()
    if reason not in CancelReason.offered():
        raise ValidationError({"reason": _("Choisissez une raison\u00a0: la personne la lira.")})
    if reason == CancelReason.OTHER and not texts.tidy(note):
        raise ValidationError({"note": _("Dites cette autre raison, en une phrase.")})
    wanted = sorted(set(applications), key=lambda one: one.pk)
    held = locked(one.internship_id or 0 for one in wanted)
    moves = []
    for one in wanted:
        try:
            current: Application = _answerable(one, by=by, now=now, accepted=True)
        except NoLongerOpen:
            continue
        internship = held.get(current.internship_id or 0)
        if current.state == ApplicationState.ACCEPTED and internship is not None:
            move_places(internship, -1)
        said = {"reason": reason, "note": _said(note, to=current.applicant), "answered_by": by}
        moves.append((current, {**said, "answered_at": current.answered_at or now}))
    with telling_many():
        for one in settle_all(moves, to=ApplicationState.CANCELLED, now=now):
            notices.tell_answer(one, now=now)
    for number in sorted({one.internship_id or 0 for one, _values in moves}):
        exposure_changed(held.get(number))
    recount({one.organisation_id for one, _values in moves}, now=now)
    return len(moves)


# --- Among colleagues --------------------------------------------------------------


@transaction.atomic
def assign(*, application: Application, by: Any, to: Any | None) -> None:
    """Hand an application to a colleague, who is told; None gives it back to everybody."""
    if to is not None:
        colleague = OrganisationMember.objects.filter(
            organisation=application.organisation_id, user=to.pk
        )
        if not colleague.exists() or not to.is_present:
            raise Refused(_("Cette personne n’écrit pas pour votre structure."))
    theirs = Application.objects.received_by(by).filter(pk=application.pk)
    current = theirs.select_related("assigned_to", "applicant").first()
    if current is None:
        raise NoLongerOpen
    if current.assigned_to_id != (to.pk if to else None):
        current.assigned_to = to
        current.save(update_fields=["assigned_to"])
        notices.tell_assigned(current, by=by)


def add_note(
    *, application: Application, by: Any, text: str, key: UUID, now: datetime | None = None
) -> ApplicationNote:
    """Write a note for colleagues; the same form sent twice (`key`) makes one."""
    text = texts.tidy(text)
    if not text or len(text) > NOTE_LENGTH:
        raise ValidationError({"text": _("Une note compte 1 à 1000 caractères.")})
    for attempt in (key, uuid4()):  # the second: somebody else's key, copied or guessed
        try:
            with transaction.atomic():
                return ApplicationNote.objects.create(
                    application=application,
                    author=by,
                    text=text,
                    creation_key=attempt,
                    created_at=now or timezone.now(),
                )
        except IntegrityError:
            made = ApplicationNote.objects.filter(
                application=application, author=by, creation_key=attempt
            ).first()
            if made:
                return made
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


def note_reading(
    *, application: Application, by: Any, piece: Any, now: datetime | None = None
) -> FileReading:
    """Write down that a file was opened, before it leaves."""
    return FileReading.objects.create(
        application=application,
        reader=by,
        piece=piece.pk,
        title=piece.title[:120],
        read_at=now or timezone.now(),
    )
