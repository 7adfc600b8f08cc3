"""What an applicant does with an application: write, send, take back, lose with the account."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.applications import applicant_file
from careers.applications import notices as application_notices
from careers.applications.answer_rate import recount
from careers.applications.enums import ApplicationState, CancelReason, WithdrawReason
from careers.applications.moves import (
    AlreadySent,
    NoLongerOpen,
    Refused,
    exposure_changed,
    lock_member,
    locked,
    move_places,
    settle,
    settle_all,
)
from careers.listing import openings
from careers.models import Application, Internship, OrganisationMember
from careers.models.application import ANSWER_DAYS, MOTIVATION_LENGTH, end_of_day
from careers.placements import agreed_terms
from portal.contact import texts
from portal.notifications.inbox import telling_many

# More in one day is no longer choosing.
MOST_A_DAY = 20
DAY = timedelta(days=1)
# What sending reads of a listing; it has twice as many columns, and a role as many again.
SENT = (
    *agreed_terms.KEPT, "title", "state", "paused_at", "apply_by", "places_taken", "published_at",
    "organisation__name", "role__title", "role__title_en",
)  # fmt: skip


def refusal(internship: Internship, *, by: Any, today: date | None = None) -> str:
    """Why this member cannot apply to this listing now; empty when they can."""
    if not internship.is_open(today=today):
        return str(_("Les candidatures à cette annonce sont closes."))
    if not by.is_present:
        return str(_("Vous avez demandé à partir\u00a0: gardez votre compte pour candidater."))
    if OrganisationMember.objects.filter(
        organisation=internship.organisation_id, user=by.pk
    ).exists():
        return str(_("Vous écrivez pour cette structure\u00a0: vous n’y candidatez pas."))
    declined = Application.objects.of(by).filter(
        internship=internship, state=ApplicationState.DECLINED
    )
    if declined.exists():
        return str(_("Cette structure a déjà répondu à votre candidature pour cette annonce."))
    return ""


def alive(internship: Internship, *, of: Any) -> Application | None:
    """The member's draft or application for this listing, if it goes on."""
    found = Application.objects.of(of).filter(
        internship=internship.pk, state__in=ApplicationState.alive()
    )
    one: Application | None = found.first()
    return one


@transaction.atomic
def save_draft(
    *,
    by: Any,
    internship: Internship,
    motivation: str,
    pieces: list[int],
    key: UUID,
    now: datetime | None = None,
) -> Application:
    """Keep what was typed; the same form sent twice (`key`), even at once, gives the one draft.

    Raises AlreadySent when the member's application for this listing has left, Refused when the
    listing takes none.
    """
    now = now or timezone.now()
    member = lock_member(by)
    if member is None:
        raise Refused(_("Ce compte n’existe plus."))
    motivation = texts.tidy(motivation)
    if len(motivation) > MOTIVATION_LENGTH:
        raise ValidationError({"motivation": _("Cette motivation est trop longue.")})
    mine = alive(internship, of=member) or (
        Application.objects.of(member).filter(creation_key=key, internship=internship).first()
    )
    if mine is not None and mine.state != ApplicationState.DRAFT:
        raise AlreadySent(mine)
    if mine is None:
        reason = refusal(internship, by=member, today=timezone.localdate(now))
        if reason:
            raise Refused(reason)
        if Application.objects.filter(creation_key=key).exists():
            key = uuid4()  # somebody else's key, copied or guessed
        mine = Application(
            internship=internship, applicant=member, creation_key=key, drafted_at=now
        )
    for name, value in _names(internship).items():
        setattr(mine, name, value)
    mine.motivation, mine.pieces, mine.saved_at = motivation, _joined(member, pieces), now
    mine.save()
    return mine


def _names(internship: Internship) -> dict[str, Any]:
    """What an application is about, in words that stay when the listing goes."""
    return {
        "organisation": internship.organisation,
        "title": internship.title,
        "organisation_name": internship.organisation.name,
    }


def _joined(member: Any, numbers: list[int]) -> list[int]:
    """Those of the member's own pieces that were chosen, as many as an application carries."""
    own = [piece.pk for piece in applicant_file.chosen(member, numbers)]
    return own[: applicant_file.MOST_PIECES]


@transaction.atomic
def delete_draft(*, application: Application, by: Any) -> bool:
    """Throw a draft away; returns whether it was still one."""
    gone, _models = (
        Application.objects.of(by).filter(pk=application.pk, state=ApplicationState.DRAFT).delete()
    )
    return bool(gone)


@transaction.atomic
def send(*, application: Application, by: Any, now: datetime | None = None) -> Application:
    """Send a draft to the organisation, which has until the end of the fifteenth day to answer.

    Twice is the same as once. Raises Refused, or ValidationError on what is wrong with the text.
    """
    now = now or timezone.now()
    member = lock_member(by)
    if member is None or application.internship_id is None:
        raise NoLongerOpen
    internship = locked([application.internship_id], reading=SENT).get(application.internship_id)
    current: Application | None = Application.objects.of(by).filter(pk=application.pk).first()
    if internship is None or current is None:
        raise NoLongerOpen
    if current.state != ApplicationState.DRAFT:
        return current
    reason = refusal(internship, by=member, today=timezone.localdate(now))
    if reason:
        raise Refused(reason)
    texts.checked(current.motivation, longest=MOTIVATION_LENGTH, minor=member.is_minor)
    today = Application.objects.of(member).filter(sent_at__gt=now - DAY, sent_at__lte=now)
    if today.count() >= MOST_A_DAY:
        raise Refused(
            _(
                "Vous avez envoyé %(n)s candidatures en un jour. Votre texte reste ici\u00a0: "
                "envoyez-le demain."
            )
            % {"n": MOST_A_DAY}
        )
    current.applicant = member
    current.organisation = internship.organisation
    readers = application_notices.readers(current)
    settle(
        current,
        to=ApplicationState.SENT,
        now=now,
        sent_at=now,
        expires_at=end_of_day(now, ANSWER_DAYS),
        terms=agreed_terms.frozen(internship),
        pieces=_joined(member, current.pieces),
        counts=bool(readers),
        **_names(internship),
    )
    application_notices.tell_sent(current, to=readers, now=now)
    openings.rank_again(internship)
    return current


@transaction.atomic
def withdraw(
    *,
    application: Application,
    by: Any,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Application:
    """Take one's application back, or give an accepted place back before the first day.

    Twice is the same as once. Raises NoLongerOpen when the organisation has said no or the date
    has passed, Refused once the internship has begun.
    """
    now = now or timezone.now()
    if reason and reason not in WithdrawReason.offered():
        raise ValidationError(_("Choisissez une des raisons proposées, ou aucune."))
    if by.is_minor and note:
        texts.refuse_contact_details(note)
    internship = locked([application.internship_id or 0]).get(application.internship_id or 0)
    current: Application | None = Application.objects.of(by).filter(pk=application.pk).first()
    if current is not None and current.state == ApplicationState.WITHDRAWN:
        return current
    if internship is None or current is None:
        raise NoLongerOpen
    _take_back(current, internship, reason=reason, note=note, now=now)
    return current


def _take_back(
    application: Application, internship: Internship, *, reason: str, note: str = "", now: datetime
) -> None:
    """Close an open or accepted application for its applicant; the internship's row is held."""
    accepted = application.state == ApplicationState.ACCEPTED
    # The days both sides live by are the placement's, once there is one.
    placement = getattr(application, "placement", None) if accepted else None
    first = placement.starts_on if placement is not None else internship.starts_on
    if accepted and first and first <= timezone.localdate(now):
        raise Refused(_("Ce stage a commencé\u00a0: parlez-en à la structure et à votre école."))
    if not accepted and not application.is_open(now=now):
        raise NoLongerOpen
    settle(
        application, to=ApplicationState.WITHDRAWN, now=now, reason=reason, note=texts.tidy(note)
    )
    if accepted:
        move_places(internship, -1)
        application_notices.tell_place_back(application, now=now)
    else:
        application_notices.tell_withdrawn(application, now=now)
    exposure_changed(internship)


# --- Leaving the site --------------------------------------------------------------


@transaction.atomic
def leave_applications(*, member: Any, now: datetime | None = None) -> None:
    """Take back what an account about to be erased waits for, and empty what it wrote.

    The rows that had an answer, or none in time, stay without a name: the organisation's answer
    rate counts them.
    """
    now = now or timezone.now()
    mine = Application.objects.of(member)
    mine.filter(state=ApplicationState.DRAFT).delete()
    going = list(
        mine.filter(state__in=[*ApplicationState.open(), ApplicationState.ACCEPTED]).values_list(
            "internship_id", flat=True
        )
    )
    internships = locked(number for number in going if number is not None)
    for application in mine.filter(internship__in=internships).order_by("pk"):
        if application.state == ApplicationState.ACCEPTED or application.is_open(now=now):
            try:
                _take_back(
                    application,
                    internships[application.internship_id or 0],
                    reason=WithdrawReason.LEFT,
                    now=now,
                )
            except Refused:
                continue  # The internship has begun: it stays, without the name.
    empty(mine, now=now)


@transaction.atomic
def empty(applications: Any, *, now: datetime) -> int:
    """Take the words out: motivation, terms, notes, what was joined, who read it; how many."""
    from careers.models import ApplicationNote, FileReading

    numbers = list(applications.values_list("pk", flat=True))
    ApplicationNote.objects.filter(application__in=numbers).delete()
    FileReading.objects.filter(application__in=numbers).delete()
    return int(
        Application.objects.filter(pk__in=numbers).update(
            motivation="", terms={}, note="", pieces=[], emptied_at=now
        )
    )


@transaction.atomic
def close_for_leaving_hosts(*, organisations: list[int], now: datetime) -> None:
    """Call off what waits for organisations that nobody writes for any more; tell each person."""
    waiting = Application.objects.filter(organisation__in=organisations).filter(
        Q(
            Q(expires_at__gt=now) | Q(paused_at__isnull=False),
            state__in=ApplicationState.open(),
        )
        | Q(state=ApplicationState.ACCEPTED, internship__starts_on__gt=timezone.localdate(now))
    )
    numbers = list(waiting.values_list("internship_id", flat=True))
    locked(number for number in numbers if number is not None)
    found = list(waiting.select_related("applicant").order_by("pk"))
    moves = [
        (one, {"reason": CancelReason.CLOSED, "answered_at": one.answered_at or now})
        for one in found
    ]
    with telling_many():
        for one in settle_all(moves, to=ApplicationState.CANCELLED, now=now):
            application_notices.tell_answer(one, now=now)
    recount(organisations, now=now)
