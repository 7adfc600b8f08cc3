"""Every write of this floor: requests and their answers, messages, blocks.

Of two actions on one request at once, exactly one wins: each takes the request's row and moves it
only from where it still waits. Sending takes the sender's row, blocking those of both members.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import limits, trust
from portal.accounts.models import User
from portal.contact import blocks, notices, purposes, rules, texts
from portal.contact.enums import DeclineReason, RequestState
from portal.contact.models import (
    MESSAGE_LENGTH,
    REQUEST_LENGTH,
    Block,
    ContactRequest,
    Message,
    Participation,
    Thread,
)
from portal.contact.refusals import AlreadyAsked as AlreadyAsked
from portal.contact.refusals import AlreadyTalking as AlreadyTalking
from portal.contact.refusals import Closed as Closed
from portal.contact.refusals import LimitReached as LimitReached
from portal.contact.refusals import NoLongerOpen as NoLongerOpen
from portal.contact.refusals import Unreachable as Unreachable
from portal.operations.turns import in_turns
from portal.shell import languages


def _locked(*people: Any) -> list[User]:
    """The members' rows, taken in one order by everybody, as they are now."""
    wanted = {person.pk for person in people}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != len(wanted):
        raise Unreachable
    return [found[person.pk] for person in people]


@transaction.atomic
def send(
    *,
    by: Any,
    to: Any,
    purpose: str,
    text: str,
    key: UUID,
    about_label: str = "",
    about_url: str = "",
    now: datetime | None = None,
    reachable_checked: bool = False,
) -> ContactRequest:
    """Ask somebody for a contact; the same form sent twice (`key`) makes one request.

    Raises Unreachable, or ValidationError in words for the sender: LimitReached, AlreadyAsked,
    AlreadyTalking, or what is wrong with the text. `reachable_checked`: an upper floor has made
    sure that the sender may know of the recipient.
    """
    now = now or timezone.now()
    if by.pk == to.pk:
        raise Unreachable
    # Two who write to each other at once take one row each: neither waits for the other.
    [by] = _locked(by)
    to = User.objects.present().filter(pk=to.pk).first()
    if to is None:
        raise Unreachable
    made = ContactRequest.objects.filter(sender=by, recipient=to, creation_key=key).first()
    if made:
        return made
    kind = purposes.get(purpose)
    if kind is None:
        raise ValidationError(_("Choisissez l’objet de votre demande."))
    if not rules.may_write_first(by, to, reachable_checked=reachable_checked):
        raise Unreachable
    text = texts.checked(
        text,
        longest=REQUEST_LENGTH,
        minor=by.is_minor or to.is_minor,
    )
    limits.refuse_links(by=by, text=text, now=now)
    expire(ContactRequest.objects.filter(sender=by), now=now)
    _refuse_repetition(by=by, to=to, kind=kind, now=now)
    enough = excess(by, now=now)
    if enough:
        raise LimitReached(enough + " " + _("Votre texte reste ici."))
    if ContactRequest.objects.filter(creation_key=key).exists():
        key = uuid4()  # somebody else's key, copied or guessed
    request = ContactRequest.objects.create(
        sender=by,
        recipient=to,
        purpose=purpose,
        text=text,
        about_label=about_label[:120],
        about_url=languages.bare(about_url)[:300],
        created_at=now,
        expires_at=now + timedelta(days=kind.days),
        creation_key=key,
    )
    notices.tell_received(request)
    return request


def _refuse_repetition(*, by: User, to: User, kind: purposes.Purpose, now: datetime) -> None:
    """Lead to the request or the conversation there is; let a refusal rest."""
    mine = ContactRequest.objects.filter(sender=by, recipient=to, purpose=kind.key)
    # One message until the answer, whatever it is about.
    alike = [one.key for one in purposes.general()] if kind.general else [kind.key]
    sent = ContactRequest.objects.filter(sender=by, recipient=to, purpose__in=alike)
    waiting = sent.open(now=now).first()
    if waiting:
        raise AlreadyAsked(waiting)
    if not kind.general:
        return
    thread = rules.open_thread_between(by, to)
    if thread:
        raise AlreadyTalking(thread)
    refused = mine.filter(
        state=RequestState.DECLINED, answered_at__gt=now - rules.REST_AFTER_REFUSAL
    ).first()
    if refused and refused.answered_at:
        raise LimitReached(
            _(
                "Cette personne a décliné une demande comme celle-ci. Vous pourrez lui en "
                "adresser une autre à partir du %(day)s."
            )
            % {"day": notices.day(refused.answered_at + rules.REST_AFTER_REFUSAL)}
        )


def excess(by: Any, *, allowed: rules.Allowance | None = None, now: datetime | None = None) -> str:
    """Kindly, that there are enough requests for now and when there is room again; or nothing."""
    now = now or timezone.now()
    allowed = allowed or rules.allowance(by, now=now)
    if allowed.left:
        return ""
    why = trust.why(allowed.facts, now=now)
    if allowed.open_again_at and allowed.open_left <= 0:
        said = _(
            "%(why)svous pouvez avoir %(n)s demandes en attente à la fois. Une place se libère dès "
            "qu’une personne répond, ou au plus tard le %(when)s."
        )
        when = allowed.open_again_at
    else:
        said = _(
            "%(why)svous pouvez envoyer %(n)s demandes par période de 24 heures. La prochaine "
            "pourra partir le %(when)s."
        )
        when = allowed.day_again_at or now
    said = said % {"why": why, "n": allowed.limit, "when": notices.moment(when)}
    return said[:1].upper() + said[1:]


def expire(requests: Any, *, now: datetime) -> int:
    """Stamp those whose date has passed and tell their senders, once; returns how many."""
    count = 0
    for request in in_turns(list(requests.overdue(now=now).with_people().order_by("pk"))):
        # The condition again: another process may have stamped it since it was read.
        moved = ContactRequest.objects.overdue(now=now).filter(pk=request.pk)
        with transaction.atomic():
            if moved.update(state=RequestState.EXPIRED):
                notices.tell_expired(request, now=now)
                count += 1
    return count


def _open(request: ContactRequest, *, now: datetime, **whose: Any) -> ContactRequest:
    """The request, its row taken, if it still waits."""
    current = (
        ContactRequest.objects.select_for_update(of=("self",), no_key=True)
        .open(now=now)
        .with_people()
        .filter(pk=request.pk, **whose)
        .first()
    )
    if current is None:
        raise NoLongerOpen
    return current


def _settle(request: ContactRequest, *, to: RequestState, now: datetime, **values: Any) -> None:
    for name, value in {"state": to, "answered_at": now, **values}.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "answered_at", *values])


@transaction.atomic
def accept(*, request: ContactRequest, by: Any, now: datetime | None = None) -> Thread:
    """Open the conversation, and do what the purpose asks for (`on_accept`), or nothing at all.

    Raises NoLongerOpen, or the ValidationError of the purpose.
    """
    now = now or timezone.now()
    current = _open(request, now=now, recipient=by.pk)
    if current.sender is None or not rules.permitted(current.sender, by):
        raise NoLongerOpen
    thread = _make_thread(
        current.sender,
        by,
        purpose=current.purpose,
        about_label=current.about_label,
        about_url=current.about_url,
        now=now,
    )
    Message.objects.create(
        thread=thread,
        author=current.sender,
        text=current.text,
        created_at=current.created_at,
        hidden_at=current.hidden_at,
    )
    _settle(current, to=RequestState.ACCEPTED, now=now, thread=thread)
    purpose = purposes.get(current.purpose)
    if purpose and purpose.on_accept:
        purpose.on_accept(current, by=by, now=now)
    notices.tell_accepted(current)
    return thread


@transaction.atomic
def decline(
    *, request: ContactRequest, by: Any, reason: str = "", now: datetime | None = None
) -> None:
    """Say no, with a ready sentence or none. Raises NoLongerOpen."""
    now = now or timezone.now()
    if reason and reason not in DeclineReason.values:
        raise ValidationError(_("Choisissez une des réponses proposées, ou aucune."))
    current = _open(request, now=now, recipient=by.pk)
    _settle(current, to=RequestState.DECLINED, now=now, decline_reason=reason)
    if current.sender is not None and not blocks.between(current.sender, by):
        notices.tell_declined(current)


@transaction.atomic
def withdraw(*, request: ContactRequest, by: Any, now: datetime | None = None) -> None:
    """Take one's own request back before the answer. Raises NoLongerOpen."""
    now = now or timezone.now()
    current = _open(request, now=now, sender=by.pk)
    there = current.recipient
    # What waits for somebody who is gone has ended for its sender, however they went.
    if there is None or not there.is_present or blocks.between(by, there):
        raise NoLongerOpen
    _settle(current, to=RequestState.WITHDRAWN, now=now)


def _make_thread(one: Any, other: Any, *, now: datetime, **values: Any) -> Thread:
    thread = Thread.objects.create(created_at=now, last_message_at=now, **values)
    Participation.objects.bulk_create(
        Participation(thread=thread, user=user, last_read_at=now) for user in (one, other)
    )
    return thread


@transaction.atomic
def open_thread(
    *,
    between: tuple[Any, Any],
    about_label: str = "",
    about_url: str = "",
    purpose: str = "",
    now: datetime | None = None,
) -> Thread:
    """Open a conversation of two people whom an upper floor brings together.

    Raises Unreachable where neither may write first: a block, an absence, an age.
    """
    one, other = between
    if not (rules.permitted(one, other) or rules.permitted(other, one)):
        raise Unreachable
    return _make_thread(
        one,
        other,
        purpose=purpose,
        about_label=about_label[:120],
        about_url=languages.bare(about_url)[:300],
        now=now or timezone.now(),
    )


@transaction.atomic
def post(*, thread: Thread, by: Any, text: str, key: UUID, now: datetime | None = None) -> Message:
    """Write in a conversation; the same form sent twice (`key`) makes one message.

    Raises Closed when the other person has left, closed the way or gone, in one and the same
    manner; ValidationError when the text does not do; Unreachable for whoever takes no part.
    """
    if not Thread.objects.select_for_update(no_key=True).filter(pk=thread.pk):
        raise Unreachable
    # Not before: whoever waited for the row writes after what was said meanwhile.
    now = now or timezone.now()
    places = list(Participation.objects.filter(thread=thread).select_related("user").order_by("pk"))
    mine = next((place for place in places if place.user_id == by.pk), None)
    if mine is None:
        raise Unreachable
    made = Message.objects.filter(creation_key=key).first()
    if made and (made.thread_id, made.author_id) == (thread.pk, by.pk):
        return made
    other = next((place for place in places if place is not mine), None)
    if mine.left_at or other is None or not is_open(other, by=by):
        raise Closed
    assert other.user is not None
    if not by.is_present:
        raise ValidationError(
            _("Vous avez demandé l’effacement de votre compte\u00a0: gardez-le pour écrire.")
        )
    text = texts.checked(
        text,
        longest=MESSAGE_LENGTH,
        minor=by.is_minor or other.user.is_minor,
    )
    limits.refuse_links(by=by, text=text, now=now)
    unread = thread.messages.filter(author=by.pk, created_at__gt=other.last_read_at).exists()
    message = Message.objects.create(
        thread=thread,
        author=by,
        text=text,
        creation_key=uuid4() if made else key,  # somebody else's key, copied or guessed
        created_at=now,
    )
    Thread.objects.filter(pk=thread.pk).update(last_message_at=now)
    Participation.objects.filter(pk=mine.pk).update(last_read_at=now)
    if not unread:
        notices.tell_message(message, to=other.user)
    return message


def is_open(place: Participation, *, by: Any) -> bool:
    """Whether the person at this place of a conversation can be written to by `by`."""
    user = place.user
    return (
        user is not None
        and user.is_present
        and place.left_at is None
        and not blocks.between(user, by)
        and not rules.barred(user, by)
    )


def mark_read(*, thread: Thread, by: Any, until: datetime) -> None:
    """Remember how far somebody has read; never backwards."""
    Participation.objects.filter(thread=thread, user=by.pk, last_read_at__lt=until).update(
        last_read_at=until
    )


@transaction.atomic
def leave(*, thread: Thread, by: Any, now: datetime | None = None) -> None:
    """Close a conversation for both; what was said stays readable."""
    Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    Participation.objects.filter(thread=thread, user=by.pk, left_at__isnull=True).update(
        left_at=now or timezone.now()
    )


@transaction.atomic
def block(*, by: Any, whom: Any, now: datetime | None = None) -> None:
    """Close the way between two people at once, in silence; what waited between them ends."""
    now = now or timezone.now()
    if by.pk == whom.pk:
        raise ValidationError(_("On ne se bloque pas soi-même."))
    _locked(by, whom)
    Block.objects.get_or_create(blocker=by, blocked=whom, defaults={"created_at": now})
    # Without a word to the sender, as for a request to somebody who leaves.
    ContactRequest.objects.between(by, whom).filter(state=RequestState.PENDING).update(
        state=RequestState.EXPIRED
    )
    for then in blocks.consequences:
        then(by, whom, now=now)


def unblock(*, by: Any, whom: Any) -> None:
    """Open the way again; what ended stays so."""
    Block.objects.filter(blocker=by.pk, blocked=whom.pk).delete()
