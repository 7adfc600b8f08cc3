"""Writes of mentoring that touch several models: asking, beginning, meeting, ending."""

import calendar
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring import mentor_notices
from mentoring.mentor_enums import MeetingFormat
from mentoring.models import (
    MentoringRequest,
    MentorMeeting,
    MentorOffer,
    Mentorship,
    MentorThanks,
)
from mentoring.models.mentorship import Written
from portal.accounts.models import User
from portal.accounts.models.user import present
from portal.contact import actions as contact
from portal.contact import texts
from portal.contact.blocks import on_block
from portal.contact.models import ContactRequest
from portal.operations.turns import in_turns
from portal.shell import languages

PURPOSE = "mentorat"
# A mentor has ten days to answer; both read the date from the start.
ANSWER_DAYS = 10
# Two asks at a time, so that nobody loses to whoever writes to everyone (PRODUCT D19).
MOST_OPEN_ASKS = 2
# Requests a mentor may hold unread (Exercism's figure); beyond, the offer says to come back.
MOST_HELD = 4
MONTHS = 6


def _months_later(day: date, months: int) -> date:
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def open_asks(user: Any, *, now: datetime | None = None) -> Any:
    """The mentoring requests of this member that somebody may still answer."""
    waiting = ContactRequest.objects.open(now=now).filter(sender=user.pk, purpose=PURPOSE)
    return waiting.filter(present("recipient"))


def held(offer: MentorOffer, *, now: datetime | None = None) -> int:
    """How many requests wait for this mentor."""
    return (
        ContactRequest.objects.open(now=now)
        .filter(recipient=offer.mentor_id, purpose=PURPOSE)
        .count()
    )


@transaction.atomic
def ask(
    *,
    by: Any,
    offer: MentorOffer,
    goal: str,
    why: str,
    tried: str,
    key: UUID,
    now: datetime | None = None,
) -> MentoringRequest:
    """Ask a mentor. The same form sent twice (`key`) makes one request.

    Raises ValidationError when the offer takes nobody (full, paused, too many requests held), or
    when the member already has two open asks; portal.contact's Unreachable when the two may not
    meet (blocked, or a 15-17 and a mentor who takes adults).
    """
    now = now or timezone.now()
    # The contact action locks the same row: this only takes it earlier, before counting.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    made = MentoringRequest.objects.filter(contact__creation_key=key, contact__sender=by).first()
    if made:
        return made
    # Locked, so that several who ask at once are counted one after the other.
    offer = MentorOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if by.is_minor and not offer.welcomes_minors:
        raise contact.Unreachable
    if not offer.is_taking:
        raise ValidationError(_("Cette offre n’a plus de place pour le moment."))
    if Mentorship.objects.under_way().filter(mentor=offer.mentor_id, mentee=by.pk).exists():
        raise ValidationError(_("Cette personne vous accompagne déjà."))
    if by.is_minor:
        texts.refuse_contact_details(goal, why, tried)
    if open_asks(by, now=now).count() >= MOST_OPEN_ASKS:
        raise ValidationError(
            _(
                "Vous avez déjà deux demandes de mentorat sans réponse. Attendez une réponse ou "
                "retirez-en une\u00a0: chacun garde ainsi sa chance."
            )
        )
    if held(offer, now=now) >= MOST_HELD:
        raise ValidationError(
            _(
                "Ce mentor a déjà quatre demandes à lire. Revenez dans quelques jours, ou "
                "choisissez une autre personne."
            )
        )
    request = contact.send(
        by=by,
        to=offer.mentor,
        purpose=PURPOSE,
        text=why,
        key=key,
        about_url=offer.get_absolute_url(),
        reachable_checked=True,
        now=now,
    )
    return MentoringRequest.objects.create(contact=request, offer=offer, goal=goal, tried=tried)


def begin(request: ContactRequest, by: Any, now: datetime) -> Mentorship:
    """What follows from a mentor's yes: a place is taken, a mentorship begins.

    Runs in the transaction of the answer. Raises ValidationError when no place is left: the
    request then keeps waiting.
    """
    asked = request.mentoring
    offer = MentorOffer.objects.select_for_update(no_key=True).filter(mentor=by.pk).first()
    if offer is None or offer.places_left == 0:
        raise ValidationError(
            _("Vous n’avez plus de place\u00a0: terminez un mentorat ou ouvrez une place de plus.")
        )
    if Mentorship.objects.under_way().filter(mentor=by.pk, mentee=request.sender).exists():
        raise ValidationError(_("Vous accompagnez déjà cette personne."))
    offer.taken = F("taken") + 1
    offer.save(update_fields=["taken"])
    today = timezone.localdate(now)
    mentorship = Mentorship.objects.create(
        mentor=by,
        mentee=request.sender,
        offer=offer,
        thread=request.thread,
        purpose=asked.goal,
        rhythm=offer.rhythm,
        starts_on=today,
        ends_on=_months_later(today, MONTHS),
        created_at=now,
    )
    if request.thread is not None:
        request.thread.about_label = _("Le mentorat")
        request.thread.about_url = languages.bare(mentorship.get_absolute_url())
        request.thread.save(update_fields=["about_label", "about_url"])
    return mentorship


@transaction.atomic
def set_frame(*, by: Any, mentorship: Mentorship) -> None:
    """Save a changed frame: both sign again, whoever wrote it has signed it."""
    current = Mentorship.objects.select_for_update(no_key=True).get(pk=mentorship.pk)
    if not current.goes_on_for(by):
        raise ValidationError(_("Ce mentorat est terminé\u00a0: son cadre ne change plus."))
    if current.with_minor:
        texts.refuse_contact_details(mentorship.purpose, mentorship.rhythm)
    mentorship.mentor_signed_at = mentorship.mentee_signed_at = mentorship.end_told_at = None
    # Another text than the one that moderators may have hidden.
    mentorship.hidden_at = None
    setattr(mentorship, f"{mentorship.side_of(by)}_signed_at", timezone.now())
    mentorship.save(
        update_fields=[
            "purpose",
            "rhythm",
            "ends_on",
            "mentor_signed_at",
            "mentee_signed_at",
            "end_told_at",
            "hidden_at",
        ]
    )
    mentor_notices.tell_frame(mentorship, by=by)


@transaction.atomic
def sign(*, by: Any, mentorship: Mentorship, read: str) -> bool:
    """Sign the frame as it was read (`frame_digest`); returns whether it still stood so."""
    current = Mentorship.objects.select_for_update(no_key=True).get(pk=mentorship.pk)
    if not current.goes_on_for(by) or current.hidden_at or frame_digest(current) != read:
        return False
    field = f"{current.side_of(by)}_signed_at"
    if getattr(current, field) is None:
        setattr(current, field, timezone.now())
        current.save(update_fields=[field])
        if current.is_signed:
            mentor_notices.tell_signed(current, by=by)
    return True


def frame_digest(mentorship: Mentorship) -> str:
    """What one signs, so that nobody signs a frame changed meanwhile."""
    text = f"{mentorship.purpose}\0{mentorship.rhythm}\0{mentorship.ends_on}"
    return sha256(text.encode()).hexdigest()[:16]


def _refuse_details(mentorship: Mentorship, line: Any) -> None:
    """With a 15-17, everything is said here: no telephone, no address, no link."""
    if mentorship.with_minor:
        # A meeting names a café or says how: the first kind of place is checked as a text is.
        texts.refuse_contact_details(getattr(line, "text", ""), getattr(line, "place", ""))


def write(line: Written, *, by: Any, key: UUID) -> Any:
    """Add a goal, a note, a meeting or thanks; the same form sent twice makes one line.

    Raises ValidationError when the mentorship has ended meanwhile (thanks excepted).
    """
    model: Any = type(line)
    line.author, line.creation_key = by, key
    try:
        with transaction.atomic():
            locked = Mentorship.objects.select_for_update(no_key=True)
            mentorship = locked.get(pk=line.mentorship_id)
            if not by.is_present:
                raise ValidationError(
                    _("Vous avez demandé à partir\u00a0: gardez votre compte pour écrire.")
                )
            _refuse_details(mentorship, line)
            if model is MentorThanks and not mentorship.reaches_other(by):
                raise ValidationError(_("Cette personne n’est plus joignable."))
            if model is not MentorThanks and not mentorship.goes_on_for(by):
                raise ValidationError(_("Ce mentorat est terminé\u00a0: rien ne s’y ajoute plus."))
            line.save(force_insert=True)
            mentor_notices.tell_line(mentorship, line, by=by)
    except IntegrityError:
        found = model.objects.filter(creation_key=key, mentorship=line.mentorship_id).first()
        if found is None:
            raise ValidationError(_("Cette ligne est déjà dans le suivi.")) from None
        return found
    return line


def check_meeting(mentorship: Mentorship, meeting: MentorMeeting) -> None:
    """The safety rules of a meeting: the first one, and any with a 15-17, is remote or in public.

    Raises ValidationError on `format` (PRODUCT D21).
    """
    if meeting.format in MeetingFormat.safe():
        return
    if mentorship.with_minor:
        raise ValidationError(
            {"format": _("Avec une personne de 15 à 17 ans, on se voit à distance ou en public.")}
        )
    earlier = mentorship.meetings.filter(
        cancelled_at__isnull=True, starts_at__lt=min(meeting.starts_at, timezone.now())
    )
    if not earlier.exists():
        raise ValidationError(
            {"format": _("Le premier rendez-vous se tient à distance ou dans un lieu public.")}
        )


@transaction.atomic
def cancel_meeting(*, by: Any, meeting: MentorMeeting, now: datetime | None = None) -> None:
    """Cancel a meeting to come and tell the other one; a second time changes nothing."""
    now = now or timezone.now()
    done = MentorMeeting.objects.filter(
        pk=meeting.pk, cancelled_at__isnull=True, starts_at__gt=now
    ).update(cancelled_at=now)
    if done:
        mentor_notices.tell_cancelled(meeting, by=by)


@transaction.atomic
def end(*, by: Any | None, mentorship: Mentorship, now: datetime | None = None) -> bool:
    """End a mentorship, at any time and without a reason; frees the mentor's place.

    The other one is told that it has ended, never why. Meetings to come are cancelled. Returns
    whether it was still under way.
    """
    now = now or timezone.now()
    # The offer before the mentorship, as `begin` takes them: two orders would wait for each other.
    if mentorship.offer_id is not None:
        MentorOffer.objects.select_for_update(no_key=True).filter(pk=mentorship.offer_id).first()
    ended = Mentorship.objects.filter(pk=mentorship.pk, ended_at__isnull=True).update(ended_at=now)
    if not ended:
        return False
    if mentorship.offer_id is not None:
        offer = MentorOffer.objects.filter(pk=mentorship.offer_id, taken__gt=0)
        offer.update(taken=F("taken") - 1)
    mentorship.meetings.filter(starts_at__gt=now, cancelled_at__isnull=True).update(
        cancelled_at=now
    )
    mentorship.refresh_from_db()
    if by is not None:
        mentor_notices.tell_ended(mentorship, by=by)
    return True


def remind_of_the_end(*, now: datetime) -> int:
    """Tell both people of a mentorship that its last day has passed, once; returns how many."""
    count = 0
    overdue = Mentorship.objects.overdue(today=timezone.localdate(now))
    for mentorship in in_turns(list(overdue.select_related("mentor", "mentee"))):
        told = Mentorship.objects.filter(pk=mentorship.pk, end_told_at__isnull=True)
        with transaction.atomic():
            if told.update(end_told_at=now):
                mentor_notices.tell_last_day(mentorship)
                count += 1
    return count


@on_block
def end_between(by: Any, whom: Any, *, now: datetime | None = None) -> None:
    """End what the two had under way when one blocks the other; nobody is told."""
    for mentorship in Mentorship.objects.under_way().filter(
        mentor__in=[by, whom], mentee__in=[by, whom]
    ):
        end(by=None, mentorship=mentorship, now=now)


@transaction.atomic
def set_capacity(*, offer: MentorOffer, capacity: int) -> None:
    """Change how many people a mentor follows at a time; never below those under way."""
    current = MentorOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    if capacity < current.taken:
        raise ValidationError(
            _("Vous suivez %(n)s personnes en ce moment\u00a0: terminez d’abord un mentorat.")
            % {"n": current.taken}
        )
    current.capacity = capacity
    current.clean_fields(exclude=["mentor", "departement"])
    current.save(update_fields=["capacity"])
