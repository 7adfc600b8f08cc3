"""Writes that touch several models of this floor.

Whatever moves a seat locks the meetup's row first (`locked`): seats, queue and counter agree at
the end of every transaction, and the constraints are only the last guard.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, ExpressionWrapper, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import notifications
from events.enums import Seat
from events.models import Meetup, MeetupHost, Registration
from portal.accounts.models.user import present
from portal.accounts.privacy import forget_in_admin_log
from portal.contact import texts
from portal.contact.blocks import hidden_from, on_block
from portal.moderation.models import AlreadyDecided
from portal.notifications.inbox import telling_many

# What a link that nobody is to follow any more becomes: `.invalid` leads nowhere (RFC 2606).
NO_LINK = "https://lien-retire.invalid/"


class Refused(ValidationError):
    """No seat moves; the message says why to the person who asked."""


def locked(pk: int) -> Meetup:
    """The meetup as it is now, its row held until the end of the transaction."""
    found: Meetup = Meetup.objects.select_for_update().get(pk=pk)
    return found


# --- Writing -----------------------------------------------------------------------


def create_meetup(*, by: Any, meetup: Meetup, key: UUID, now: datetime | None = None) -> Meetup:
    """Save a new draft; the same form sent twice (`key`), even at once, gives the one draft."""
    now = now or timezone.now()
    for attempt in (key, key, uuid4()):
        made = Meetup.objects.written_by(by).filter(creation_key=key).first()
        if made:
            return made
        meetup.author = by
        meetup.creation_key = attempt
        try:
            with transaction.atomic():
                meetup.save(force_insert=True)
                MeetupHost.objects.create(meetup=meetup, member=by, invited_at=now, accepted_at=now)
        except IntegrityError:
            meetup.pk = None
        else:
            return meetup
    raise ValidationError(_("L’enregistrement n’a pas abouti. Réessayez dans un instant."))


@transaction.atomic
def delete_meetup(*, meetup: Meetup) -> bool:
    """Delete a meetup nobody has decided on; returns whether it was."""
    current = Meetup.objects.select_for_update().filter(pk=meetup.pk).first()
    if current is None or not current.deletable:
        return False
    current.delete()
    return True


@transaction.atomic
def withdraw_meetup(*, meetup: Meetup) -> None:
    """Take a meetup back from its readers or from the queue, as long as nobody is registered.

    Raises Refused when somebody is: those people are told by cancelling it.
    """
    current = locked(meetup.pk)
    if current.registrations.active().exists():
        raise Refused(
            _("Des personnes sont inscrites\u00a0: annulez la rencontre, elles seront prévenues.")
        )
    meetup.withdraw()


@transaction.atomic
def change_details(
    *, meetup: Meetup, by: Any, values: dict[str, Any], read: int, now: datetime | None = None
) -> list[Registration]:
    """Change the practical details of a published meetup at once, without another review.

    `values` holds fields of `Meetup.PRACTICAL`. Everybody registered is told when the time, the
    place or the link changes; seats added go to the queue. Returns who got one. Raises
    AlreadyDecided when the meetup changed since revision `read`, ValidationError on `capacity`
    below the seats taken: nobody is thrown out.
    """
    now = now or timezone.now()
    current = locked(meetup.pk)
    if current.revision != read:
        raise AlreadyDecided
    if not current.seats_move(now=now):
        raise Refused(_("Cette rencontre a commencé ou n’a plus lieu\u00a0: rien n’y change plus."))
    if values.get("capacity", current.capacity) < current.seats_taken:
        raise ValidationError({"capacity": below_seats_taken(current.seats_taken)})
    told = [
        name for name in Meetup.TOLD if name in values and values[name] != getattr(current, name)
    ]
    for name, value in values.items():
        if name not in Meetup.PRACTICAL:
            raise ValueError(name)
        setattr(current, name, value)
    current.revision = F("revision") + 1
    current.save(update_fields=[*values, "revision"])
    current.refresh_from_db()
    if told:
        with telling_many():
            for registration in current.registrations.active().select_related("member"):
                notifications.tell_change(current, registration, told, by=by)
        # Another date deserves another reminder. Taken in the order of whoever reminds.
        active = current.registrations.active()
        list(active.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        active.update(reminded_at=None)
    return _promote(current, now=now)


def below_seats_taken(taken: int) -> str:
    """Why the capacity cannot go lower."""
    return ngettext(
        "%(n)s personne a déjà sa place\u00a0: personne n’est retiré, la capacité ne peut pas "
        "descendre plus bas.",
        "%(n)s personnes ont déjà leur place\u00a0: personne n’est retiré, la capacité ne peut "
        "pas descendre plus bas.",
        taken,
    ) % {"n": taken}


@transaction.atomic
def cancel_meetup(*, meetup: Meetup, by: Any, reason: str, now: datetime | None = None) -> bool:
    """Call a published meetup off and tell everybody registered; returns whether this call did.

    `by` is None when the site does it (its last host has left).
    """
    now = now or timezone.now()
    current = locked(meetup.pk)
    if current.cancelled_at:
        return False
    if not current.seats_move(now=now):
        raise Refused(_("Cette rencontre a déjà commencé ou n’a jamais été publiée."))
    if current.minors_welcome and texts.has_contact_details(reason):
        raise Refused(_("Des personnes de 15 à 17 ans liront ceci\u00a0: ni téléphone ni lien."))
    current.cancelled_at = now
    current.cancel_reason = reason
    current.save(update_fields=["cancelled_at", "cancel_reason"])
    with telling_many():
        for registration in current.registrations.active().select_related("member"):
            notifications.tell_cancelled(current, registration.member, by=by)
    return True


# --- Seats -------------------------------------------------------------------------


def refusal(
    meetup: Meetup,
    *,
    member: Any,
    hosts: Mapping[int, bool],
    hidden: Collection[int],
    now: datetime | None = None,
) -> str:
    """Why this member cannot register now; empty when they can.

    `hosts`: the numbers of those who host, and whether each is present; `hidden`: of those whom a
    block separates from the member. Such a host refuses with the words of any closed list.
    """
    closed = _("Les inscriptions sont closes.")
    if not meetup.is_upcoming(now=now):
        return closed
    if member.pk in hosts:
        return _("Vous organisez cette rencontre\u00a0: vous n’y prenez pas de place.")
    if member.is_minor and not meetup.minors_welcome:
        return _("Cette rencontre s’adresse aux personnes majeures.")
    if hosts.keys() & set(hidden) or not any(hosts.values()):
        # Nobody would receive; a host who blocks closes the list with the same words.
        return closed
    return ""


@transaction.atomic
def register(
    *,
    meetup: Meetup,
    by: Any,
    shown: bool = False,
    as_role: Any = None,
    now: datetime | None = None,
) -> Registration:
    """Give `by` a seat, or the last number of the queue. Twice is the same as once.

    Raises Refused with the reason when registrations are not open to them.
    """
    now = now or timezone.now()
    current = locked(meetup.pk)
    mine = Registration.objects.filter(meetup=current, member=by).first()
    if mine is not None and mine.state in Seat.active() and current.seats_move(now=now):
        return mine
    if not by.is_present:
        raise Refused(_("Vous avez demandé à partir\u00a0: restez pour prendre une place."))
    here = ExpressionWrapper(present("member", now=now), output_field=BooleanField())
    hosts = dict(current.hosts.accepted().values_list("member_id", here))
    reason = refusal(current, member=by, hosts=hosts, hidden=set(hidden_from(by)), now=now)
    if reason:
        raise Refused(reason)
    seated = not current.full and not current.registrations.waiting().exists()
    mine = mine or Registration(meetup=current, member=by)
    mine.state = Seat.CONFIRMED if seated else Seat.WAITING
    mine.position = current.last_position + 1
    mine.shown = shown and not by.is_minor
    mine.as_role = as_role
    mine.created_at = now
    mine.confirmed_at = now if seated else None
    mine.promoted_at = mine.cancelled_at = mine.reminded_at = None
    _count(current, seats=int(seated), positions=1)
    mine.save()
    return mine


@transaction.atomic
def cancel_registration(
    *, meetup: Meetup, by: Any, now: datetime | None = None
) -> list[Registration]:
    """Give one's seat or number back; the seat goes to the first of the queue at once.

    Returns who got it. Twice is the same as once. Raises Refused once the meetup has begun.
    """
    now = now or timezone.now()
    current = locked(meetup.pk)
    mine = Registration.objects.active().filter(meetup=current, member=by).first()
    if mine is None:
        return []
    if not current.seats_move(now=now):
        raise Refused(_("Cette rencontre a commencé ou n’a plus lieu\u00a0: rien n’y change plus."))
    seated = mine.state == Seat.CONFIRMED
    mine.state = Seat.CANCELLED
    mine.cancelled_at = now
    mine.save(update_fields=["state", "cancelled_at"])
    if seated:
        _count(current, seats=-1)
    return _promote(current, now=now)


def _count(meetup: Meetup, *, seats: int = 0, positions: int = 0) -> None:
    """Move the counters of a locked meetup, by what they hold now."""
    Meetup.objects.filter(pk=meetup.pk).update(
        seats_taken=F("seats_taken") + seats, last_position=F("last_position") + positions
    )
    meetup.seats_taken += seats
    meetup.last_position += positions


def _promote(meetup: Meetup, *, now: datetime) -> list[Registration]:
    """Give the free seats of a locked meetup to the queue, in order, and tell each person once."""
    if not meetup.seats_move(now=now):
        return []
    waiting = meetup.registrations.waiting().filter(present("member", now=now))
    promoted = list(waiting.select_related("member")[: meetup.seats_left])
    if not promoted:
        return []
    Registration.objects.filter(pk__in=[one.pk for one in promoted]).update(
        state=Seat.CONFIRMED, confirmed_at=now, promoted_at=now
    )
    with telling_many():
        for registration in promoted:
            registration.state = Seat.CONFIRMED
            registration.confirmed_at = registration.promoted_at = now
            notifications.tell_promoted(meetup, registration.member)
    _count(meetup, seats=len(promoted))
    return promoted


@transaction.atomic
def mend(*, meetup: Meetup, now: datetime) -> list[Registration]:
    """Count the seats again (an account deleted took its registration along) and fill them."""
    current = locked(meetup.pk)
    taken = current.registrations.confirmed().count()
    _count(current, seats=taken - current.seats_taken)
    return _promote(current, now=now)


# --- Hosts -------------------------------------------------------------------------


@transaction.atomic
def invite_host(*, meetup: Meetup, by: Any, member: Any, now: datetime | None = None) -> bool:
    """Ask a contact to host too; they are named once they accept.

    Twice is the same as once, and whoever has declined is not asked again: returns whether this
    call asked.
    """
    now = now or timezone.now()
    _host, asked = MeetupHost.objects.get_or_create(
        meetup=meetup, member=member, defaults={"invited_at": now}
    )
    if asked:
        notifications.tell_invited(meetup, member, by=by)
    return asked


@on_block
def end_invitations(by: Any, whom: Any, *, now: datetime | None = None) -> None:
    """Take back what one has asked the other to host, when one blocks the other."""
    for host, asked in ((by, whom), (whom, by)):
        theirs = MeetupHost.objects.accepted().filter(member=host).values("meetup")
        MeetupHost.objects.pending().filter(member=asked, meetup__in=theirs).delete()


@transaction.atomic
def accept_hosting(*, meetup: Meetup, by: Any, now: datetime | None = None) -> None:
    """Become a host; a seat taken before goes back, since hosts take none."""
    now = now or timezone.now()
    MeetupHost.objects.pending().filter(meetup=meetup, member=by).update(accepted_at=now)
    if meetup.seats_move(now=now):
        cancel_registration(meetup=meetup, by=by, now=now)


@transaction.atomic
def leave_hosting(*, meetup: Meetup, by: Any, now: datetime | None = None) -> None:
    """Stop hosting, or decline to. Raises Refused for the last host: a meetup has one."""
    current = locked(meetup.pk)
    mine = current.hosts.standing().filter(member=by).first()
    if mine is None:
        return
    if mine.accepted_at is None:
        mine.declined_at = now or timezone.now()
        mine.save(update_fields=["declined_at"])
        return
    others = current.hosts.accepted().exclude(pk=mine.pk)
    if not others.exists():
        raise Refused(
            _("Vous êtes la dernière personne à l’organiser\u00a0: annulez ou retirez-la plutôt.")
        )
    mine.delete()


# --- Leaving the site --------------------------------------------------------------


@transaction.atomic
def leave_everything(*, member: Any, now: datetime | None = None) -> None:
    """Free what an account about to be erased holds, and call off what nobody else hosts.

    The meetups are taken in the order of their number, so that two departures at once do not
    wait for each other.
    """
    now = now or timezone.now()
    held = Registration.objects.active().filter(member=member).upcoming(now=now)
    hosted = MeetupHost.objects.filter(member=member)
    numbers = {
        *held.values_list("meetup_id", flat=True),
        *hosted.values_list("meetup_id", flat=True),
    }
    for meetup in Meetup.objects.filter(pk__in=numbers).order_by("pk"):
        if meetup.seats_move(now=now):
            cancel_registration(meetup=meetup, by=member, now=now)
        _without_host(meetup, member=member, now=now)


def _without_host(meetup: Meetup, *, member: Any, now: datetime) -> None:
    """Take a leaving member off a meetup; without another host, nobody would receive."""
    mine = meetup.hosts.filter(member=member).first()
    if mine is None:
        return
    others = meetup.hosts.accepted().exclude(pk=mine.pk)
    mine.delete()
    this = Meetup.objects.filter(pk=meetup.pk)
    nobody = _("retiré avec le compte")
    unnamed = {
        "referent_name": nobody, "referent_contact": nobody, "referent_trained_on": None,
    }  # fmt: skip
    if mine.accepted_at is None or others.exists():
        # Whoever wrote the page may be the person it names.
        this.filter(author=member).update(**unnamed)
        return
    if meetup.published_at is None:
        forget_in_admin_log(this)
        this.delete()
        return
    if meetup.cancelled_at is None and meetup.seats_move(now=now):
        reason = _("La personne qui l’organisait n’est plus sur le site.")
        cancel_meetup(meetup=meetup, by=None, reason=reason, now=now)
    this.update(**unnamed)
    this.exclude(join_link="").update(join_link=NO_LINK)
