"""Where a member finds who writes to them, and whom they have written to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.contact import rules
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest, Participation
from portal.contact.people import People
from portal.shell.routes import Policy, route

PAGE_SIZE = 20
# What was received and still waits is shown whole, within reason; what was sent, the latest.
RECEIVED, SENT = 100, 20
KINDS: dict[str, str] = {RequestState.ACCEPTED: "ok", RequestState.PENDING: "warn"}


def page_number(request: HttpRequest) -> int:
    """The page asked for; anything unreadable is the first one."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return max(number, 1)


def shown_state(request: ContactRequest, *, gone: bool) -> str:
    """The state as the two people read it: a date gone by, or a person, is no answer."""
    if request.state == RequestState.PENDING and (gone or not request.is_open()):
        return RequestState.EXPIRED
    return request.state


def about_line(request: ContactRequest) -> str:
    """The purpose, and what it is about."""
    return " · ".join(filter(None, (request.purpose_label, request.about_label)))


def _conversations(user: Any, *, closed: bool, number: int) -> tuple[list[Any], bool]:
    """The places of this member in their conversations, the latest word first."""
    start = (number - 1) * PAGE_SIZE
    places: list[Any] = list(
        Participation.objects.filter(user=user.pk, left_at__isnull=not closed)
        .select_related("thread")
        .with_unread()
        .order_by("-thread__last_message_at", "-thread_id")[start : start + PAGE_SIZE + 1]
    )
    more = len(places) > PAGE_SIZE
    places = places[:PAGE_SIZE]
    threads = [place.thread_id for place in places]
    others = Participation.objects.filter(thread__in=threads).exclude(pk__in=[p.pk for p in places])
    by_thread = {other.thread_id: other for other in others.select_related("user")}
    for place in places:
        place.other = by_thread.get(place.thread_id)
        place.person = place.other.user if place.other else None
    return places, more


@route(Policy.OWNER)
def inbox(request: HttpRequest) -> HttpResponse:
    """Requests received, requests sent, conversations: three lists, each with its next step."""
    user: Any = request.user
    now = timezone.now()
    number, closed = page_number(request), "closes" in request.GET
    visible = ContactRequest.objects.visible_to(user).with_people()
    received: list[Any] = list(
        visible.open(now=now).filter(recipient=user).order_by("expires_at", "pk")[:RECEIVED]
    )
    sent: list[Any] = list(
        visible.filter(sender=user).select_related("thread").order_by("-pk")[:SENT]
    )
    places, more = _conversations(user, closed=closed, number=number)
    people = People(
        user,
        [one.sender for one in received]
        + [one.recipient for one in sent]
        + [place.person for place in places],
    )
    for one in received:
        one.face = people.face(one.sender)
        one.about_line = about_line(one)
    for one in sent:
        one.face = people.face(one.recipient)
        one.about_line = about_line(one)
        state = shown_state(one, gone=people.is_gone(one.recipient))
        one.waits = state == RequestState.PENDING
        one.tags = [{"kind": KINDS.get(state, ""), "text": RequestState(state).label}]
    for place in places:
        place.face = people.face(place.person)
        blocked = people.is_blocked(place.person)
        place.tags = [{"text": _("bloquée")}] if blocked else []
    query = "closes&" if closed else ""
    context: dict[str, Any] = {
        "received": received,
        "sent": sent,
        "places": places,
        "closed": closed,
        "allowance": rules.allowance(user, now=now),
        "previous_url": f"?{query}page={number - 1}" if number > 1 else "",
        "next_url": f"?{query}page={number + 1}" if more else "",
    }
    return render(request, "contact/inbox.html", context)
