"""A member's own seats: take one, give it back, choose how to appear, find them again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions import Refused, cancel_registration, register
from events.enums import Seat
from events.forms import RegistrationForm
from events.models import Meetup, MeetupHost, Registration
from portal.moderation.enums import State
from portal.shell.routes import Policy, route

# Enough for anybody; the rest is in the export of one's data.
MOST = 100


@route(Policy.MEMBER)
def mine(request: HttpRequest) -> HttpResponse:
    """The meetups one goes to, waits for, hosts or is invited to host."""
    user: Any = request.user
    now = timezone.now()
    held = (
        Registration.objects.active()
        .filter(member=user)
        .with_rank()
        .select_related("meetup__festival")
        .order_by("meetup__starts_at", "pk")
    )
    hosted = Meetup.objects.written_by(user).with_strip().order_by("-starts_at", "-pk")[:MOST]
    asked = MeetupHost.objects.pending().filter(member=user)
    context: dict[str, Any] = {
        "coming": held.filter(meetup__ends_at__gt=now)[:MOST],
        "gone_by": held.filter(meetup__ends_at__lte=now, meetup__cancelled_at__isnull=True)
        .confirmed()
        .order_by("-meetup__starts_at", "-pk")[:MOST],
        "hosted": hosted,
        "invitations": asked.select_related("meetup"),
    }
    return render(request, "events/meetups_mine.html", context)


def _back(meetup: Meetup) -> HttpResponse:
    """To the page, or to one's own list when the page is being corrected."""
    readable = meetup.state in {State.APPROVED, State.SUBMITTED}
    return redirect(meetup) if readable else redirect("events:meetups_mine")


@route(Policy.MEMBER, "POST")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a seat, or a number in the queue."""
    user: Any = request.user
    # What anybody may read is found with a much shorter question than what this member may.
    meetup = Meetup.objects.approved().only("title").filter(pk=pk).first()
    if meetup is None:
        meetup = get_object_or_404(Meetup.objects.visible_to(user), pk=pk)
    choice = RegistrationForm(request.POST, user=user).choice()
    try:
        seat = register(meetup=meetup, by=user, **choice)
    except Refused as refused:
        messages.error(request, refused.messages[0])
    else:
        if seat.state == Seat.CONFIRMED:
            messages.success(request, _("Votre place est confirmée. À bientôt."))
        else:
            messages.info(
                request,
                _(
                    "C’est complet\u00a0: vous êtes sur la liste d’attente. Dès qu’une place se "
                    "libère, elle va à la première personne de la liste, qui est prévenue."
                ),
            )
    return redirect(meetup)


def _held(request: HttpRequest, pk: int) -> Registration:
    """One's own registration, whatever became of the page."""
    user: Any = request.user
    seats = Registration.objects.filter(member=user).select_related("meetup")
    return get_object_or_404(seats, meetup=pk)


@route(Policy.OWNER, "POST")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's seat or number back."""
    seat = _held(request, pk)
    try:
        cancel_registration(meetup=seat.meetup, by=request.user)
    except Refused as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(
            request, _("Votre inscription est annulée\u202f; merci de l’avoir dit à temps.")
        )
    return _back(seat.meetup)


@route(Policy.OWNER, "POST")
def appear(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose how one appears to the others."""
    seat = _held(request, pk)
    choice = RegistrationForm(request.POST, user=request.user).choice()
    Registration.objects.filter(pk=seat.pk).update(**choice)
    messages.success(request, _("C’est noté."))
    return _back(seat.meetup)
