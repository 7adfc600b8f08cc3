"""What everybody reads of the meetups: the calendar, one page each, its file for a phone."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events import jsonld
from events.actions import refusal
from events.calendars import of_meetup
from events.enums import Seat
from events.forms import MeetupFilterForm, RegistrationForm
from events.models import Meetup, Registration
from events.templatetags.meetup_strips import ordinal
from events.views.pages import CURSOR, CURSORS, page_of
from portal.accounts.faces import Face, faces, gone
from portal.contact.blocks import hidden_from
from portal.moderation.enums import State
from portal.moderation.models import Decision
from portal.shell import ics, prepared
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def meetups(request: HttpRequest) -> HttpResponse:
    """The meetups to come, filtered, the nearest first."""
    return _calendar(request, past=False)


@route(Policy.PUBLIC, shared=True)
def meetups_past(request: HttpRequest) -> HttpResponse:
    """Those that have taken place, the latest first."""
    return _calendar(request, past=True)


def _calendar(request: HttpRequest, *, past: bool) -> HttpResponse:
    form = MeetupFilterForm(request.GET, past=past)
    asked, signed_in = _understood(form, request.GET), request.user.is_authenticated

    def draw() -> SafeString:
        return _drawn(form, asked, past=past, signed_in=signed_in)

    if any(name in asked for name in CURSORS):
        # There are too many of these to keep.
        main = draw()
    else:
        key = ("calendar", past, signed_in, asked.urlencode())
        main = prepared.part(request, key, draw, library=False)
    return render(request, "events/meetups.html", {"main": main, "past": past})


def _understood(form: MeetupFilterForm, given: QueryDict) -> QueryDict:
    """What the calendar understands of an address, always in the same order."""
    asked = QueryDict(mutable=True)
    for name in form.fields:
        if value := form.cleaned_data.get(name):
            asked.setlist(
                name, sorted(set(value)) if isinstance(value, list) else [str(given[name])]
            )
    for name in CURSORS:
        if CURSOR.fullmatch(given.get(name, "")):
            asked[name] = str(given[name])
    return asked


def _drawn(form: MeetupFilterForm, asked: QueryDict, *, past: bool, signed_in: bool) -> SafeString:
    """The list, the same for every stranger, or for every member."""
    found = Meetup.objects.past() if past else Meetup.objects.upcoming()
    context = {
        "page": page_of(asked, form.filter(found).with_strip(), latest_first=past),
        "past": past,
        "signed_in": signed_in,
        "groups": form.groups(),
        "hidden": form.hidden(),
        "active": form.active,
        "festival": form.festival_chosen,
    }
    return render_to_string("events/_calendar.html", context)


def progress(state: str) -> list[dict[str, Any]]:
    """The three steps of a publication, and the one it has reached."""
    first = State.REJECTED.label if state == State.REJECTED else _("Brouillon")
    reached = {State.SUBMITTED: 1, State.APPROVED: 2}.get(State(state), 0)
    steps = enumerate([first, _("Relecture"), _("Publiée")])
    return [
        {
            "label": label,
            "state": "done"
            if i < reached or reached == 2
            else "current"
            if i == reached
            else "todo",
        }
        for i, label in steps
    ]


def shown_people(coming: list[Registration], known: dict[int, Face]) -> list[dict[str, Any]]:
    """Who comes, by role; those without a role last."""
    named = [
        (one.as_role.name if one.as_role else "", known.get(one.member_id) or gone())
        for one in coming
    ]
    named.sort(key=lambda pair: (not pair[0], pair[0], pair[1].name))
    return [
        {"role": role, "faces": [face for _role, face in group]}
        for role, group in groupby(named, key=lambda pair: pair[0])
    ]


def _people(meetup: Meetup, hosts: list[Any], *, user: Any, inside: bool) -> dict[str, Any]:
    """Who hosts and, for those inside, who comes: as the reader may know them.

    Hidden by a block, or gone: a host keeps a place without a name, somebody who comes is left
    out. So is whoever did not say that they may be shown, or is 15 to 17.
    """
    hidden = set(hidden_from(user))
    coming: list[Registration] = []
    if inside:
        said = meetup.registrations.confirmed().filter(shown=True)
        coming = [
            one
            for one in said.select_related("member", "as_role")
            if one.member.is_present and not one.member.is_minor and one.member_id not in hidden
        ]
    present = [one.member for one in hosts if one.member.is_present and one.member_id not in hidden]
    known = faces([*present, *(one.member for one in coming)], user)
    return {
        "hidden": hidden,
        "hosts": [known.get(one.member_id) or gone() for one in hosts],
        "people": shown_people(coming, known),
    }


def _own(request: HttpRequest, meetup: Meetup) -> Registration | None:
    """What the visitor holds for it, with the rank in the queue."""
    if not request.user.is_authenticated:
        return None
    mine = Registration.objects.active().filter(meetup=meetup, member=request.user)
    found: Registration | None = mine.with_rank().select_related("as_role").first()
    return found


def ticket(meetup: Meetup, seat: Registration | None, *, over: bool) -> dict[str, str]:
    """What the ticket of the page says: a price of nothing, one's seat, or one's number."""
    stub, code = _("entrée"), _("0\u00a0€")
    # Of a meetup called off, no seat is worth anything any more.
    held = seat if meetup.cancelled_at is None else None
    if held is not None and held.state == Seat.CONFIRMED:
        stub, code = _("votre place"), _("Oui")
    elif held is not None:
        stub, code = _("sur la liste"), ordinal(held)
    stamp = _("Annulée") if meetup.cancelled_at else _("Passée") if over else ""
    return {"stub": stub, "code": code, "stamp": stamp}


@route(Policy.PUBLIC, shared=True)
def meetup(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """A meetup as its readers see it, with one's own seat; to its hosts also its state.

    The link to join is for those who have a seat and those who host; so is the list of who comes.
    """
    user: Any = request.user
    found = get_object_or_404(Meetup.objects.visible_to(user).with_strip(), pk=pk)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=False)
    now = timezone.now()
    over = found.is_over(now=now)
    hosts = list(found.hosts.accepted().select_related("member"))
    here = {one.member_id: one.member.is_present for one in hosts}
    mine = user.pk in here
    seat = _own(request, found)
    inside = mine or (seat is not None and seat.state == Seat.CONFIRMED)
    inside = inside and found.cancelled_at is None
    people = _people(found, hosts, user=user, inside=inside)
    context: dict[str, Any] = {
        "meetup": found,
        "slug": slug,
        "hosts": people["hosts"],
        "people": people["people"],
        "mine": mine,
        "seat": seat,
        "inside": inside,
        "join_link": found.join_link if inside else "",
        "begun": found.has_begun(now=now),
        "over": over,
        "ticket": ticket(found, seat, over=over),
    }
    if found.state == State.APPROVED and found.paused_at is None:
        context["jsonld"] = jsonld.meetup(found)
        context["share"] = share("rencontre", pk, title=found.title, description=found.slugline)
    if user.is_authenticated:
        hidden = people["hidden"]
        context["closed"] = refusal(found, member=user, hosts=here, hidden=hidden, now=now)
        shown = {"shown": seat.shown, "as_role": seat.as_role} if seat else {}
        context["form"] = RegistrationForm(user=user, initial=shown)
    if mine or getattr(user, "is_moderator", False):
        context["progress"] = progress(found.state)
        context["decision"] = Decision.objects.about(found).first()
    return render(request, "events/meetup.html", context)


@route(Policy.PUBLIC, shared=True)
def meetup_ics(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The same for a phone's calendar."""
    dated = Meetup.objects.visible_to(request.user).filter(starts_at__isnull=False)
    found = get_object_or_404(dated, pk=pk)
    made = ics.calendar(found.title, [of_meetup(found)])
    return ics.respond(made, filename=found.title)
