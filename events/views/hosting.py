"""The hosts' side of a meetup: write, mend, send to review, change, call off, receive."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import actions
from events.enums import Seat
from events.forms import CancelForm, DetailsForm, MeetupForm
from events.models import Festival, Meetup, MeetupHost, Registration
from portal.accounts import limits
from portal.accounts.faces import faces, gone
from portal.accounts.leaving import for_those_who_stay
from portal.accounts.models import User
from portal.contact.blocks import hidden_from
from portal.contact.rules import contacts_of
from portal.moderation.enums import State
from portal.moderation.models import AlreadyDecided
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _mine(request: HttpRequest, pk: int) -> Meetup:
    """A meetup this member hosts; to anybody else there is none."""
    return get_object_or_404(Meetup.objects.written_by(request.user).with_strip(), pk=pk)


def _after_saving(
    request: HttpRequest, meetup: Meetup, *, was_public: bool = False
) -> HttpResponse:
    """Say what saving did, then show the page or go on writing."""
    if was_public:
        said = _("La rencontre modifiée attend une relecture. Les inscriptions faites restent.")
    elif meetup.state == State.DRAFT:
        said = _("Brouillon enregistré. Vous pouvez le reprendre quand vous voulez.")
    else:
        said = _("Rencontre enregistrée.")
    messages.success(request, said)
    if request.POST.get("then") == "preview":
        return redirect(meetup)
    return redirect("events:meetup_edit", pk=meetup.pk)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def create(request: HttpRequest) -> HttpResponse:
    """Propose a meetup; not open to minors. `?festival=slug` fills the festival in."""
    user: Any = request.user
    if user.is_minor:
        return render(request, "events/meetup_adults_only.html", status=403)
    slug = request.GET.get("festival", "")
    festival = Festival.objects.filter(slug=slug).first() if slug else None
    form = MeetupForm(interrupted.resume(request), initial={"festival": festival})
    if request.method == "POST" and form.is_valid():
        meetup = actions.create_meetup(by=user, meetup=form.save(commit=False), key=form.key())
        return _after_saving(request, meetup)
    return render(request, "events/meetup_form.html", {"form": form})


def _checked(meetup: Meetup) -> MeetupForm:
    """The meetup as if its form had just been sent to review, so that each gap is named."""
    filled = MeetupForm(instance=meetup)
    data = {field.html_name: field.value() for field in filled}
    typed = {name: "" if value is None or value is False else value for name, value in data.items()}
    return MeetupForm(typed, instance=meetup, complete=True)


@route(Policy.OWNER, "GET", "POST")
@for_those_who_stay
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a meetup. What was published goes back to review; the page says so first."""
    meetup = _mine(request, pk)
    if meetup.published_at and (meetup.cancelled_at or meetup.has_begun()):
        messages.info(
            request, _("Cette rencontre est passée ou annulée\u00a0: sa page reste comme elle est.")
        )
        return redirect(meetup)
    was_public = meetup.state == State.APPROVED
    typed = interrupted.resume(request)
    if typed is not None:
        form = MeetupForm(typed, instance=meetup)
        if request.method == "POST" and form.is_valid():
            if not form.has_changed():
                return _after_saving(request, meetup)
            form.save(commit=False)
            try:
                meetup.save_edit(read=form.cleaned_data["revision"] or 0)
            except AlreadyDecided:
                form.say_conflict()
            else:
                return _after_saving(request, meetup, was_public=was_public)
    elif "completer" in request.GET:
        form = _checked(meetup)
    else:
        form = MeetupForm(instance=meetup)
    context = {"form": form, "meetup": meetup, "was_public": was_public}
    return render(request, "events/meetup_form.html", context)


@route(Policy.OWNER, "GET", "POST")
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, place, link or capacity of a published meetup, at once; people are told."""
    meetup = _mine(request, pk)
    if not meetup.seats_move():
        messages.info(
            request, _("Ces détails se changent sur une rencontre publiée et à venir seulement.")
        )
        return redirect(meetup)
    typed = interrupted.resume(request)
    form = DetailsForm(typed, instance=meetup)
    if request.method == "POST" and form.is_valid():
        answer = _change(request, meetup, form)
        if answer is not None:
            return answer
    return render(request, "events/meetup_details.html", {"form": form, "meetup": meetup})


def _change(request: HttpRequest, meetup: Meetup, form: DetailsForm) -> HttpResponse | None:
    """Do it and say what happened; None when the form has something to say."""
    values = form.values()
    if values:
        try:
            promoted = actions.change_details(
                meetup=meetup,
                by=request.user,
                values=values,
                read=form.cleaned_data["revision"] or 0,
            )
        except AlreadyDecided:
            form.say_conflict()
            return None
        except actions.Refused as refused:
            messages.error(request, refused.messages[0])
            return redirect(meetup)
        except ValidationError as error:
            form.add_error(None, error)
            return None
        _say_changed(request, promoted)
    return redirect("events:meetup_hosting", pk=meetup.pk)


def _say_changed(request: HttpRequest, promoted: list[Any]) -> None:
    said = _("C’est changé. Les personnes inscrites sont prévenues si le moment ou le lieu change.")
    if promoted:
        said += " " + ngettext(
            "%(n)s personne qui attendait a sa place.",
            "%(n)s personnes qui attendaient ont leur place.",
            len(promoted),
        ) % {"n": len(promoted)}
    messages.success(request, said)


@route(Policy.OWNER, "POST")
@for_those_who_stay
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a complete meetup to the moderators; an incomplete one goes back to its form."""
    meetup = _mine(request, pk)
    if not _checked(meetup).is_valid():
        return redirect(reverse("events:meetup_edit", args=[pk]) + "?completer")
    # The form has put what it checked on the instance.
    meetup = _mine(request, pk)
    try:
        with transaction.atomic():
            limits.spend_text(by=request.user, target=meetup)
            meetup.submit()
    except AlreadyDecided:
        messages.info(request, _("Cette rencontre est déjà partie en relecture."))
    except ValidationError as enough:
        messages.error(request, enough.messages[0])
    else:
        messages.success(
            request,
            _(
                "Rencontre envoyée. Une personne de la modération la lit\u202f; la réponse vient "
                "par mail."
            ),
        )
    return redirect(meetup)


@route(Policy.OWNER, "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a meetup back as long as nobody is registered; it can be sent again."""
    meetup = _mine(request, pk)
    try:
        actions.withdraw_meetup(meetup=meetup)
    except actions.Refused as refused:
        messages.error(request, refused.messages[0])
    except AlreadyDecided:
        messages.info(request, _("Cette rencontre n’est plus en ligne."))
    else:
        messages.success(request, _("Rencontre retirée. Vous pouvez la modifier et la renvoyer."))
    return redirect(meetup)


@route(Policy.OWNER, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a meetup nobody has decided on."""
    meetup = _mine(request, pk)
    if not actions.delete_meetup(meetup=meetup):
        messages.error(
            request, _("Une rencontre relue s’annule, elle ne s’efface pas\u00a0: la page reste.")
        )
        return redirect(meetup)
    messages.success(request, _("Rencontre supprimée."))
    return redirect("events:meetups_mine")


@route(Policy.OWNER, "GET", "POST")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meetup off, saying why; everybody registered is told, those who wait too."""
    meetup = _mine(request, pk)
    if meetup.cancelled_at or not meetup.seats_move():
        messages.info(request, _("Cette rencontre ne peut plus être annulée."))
        return redirect(meetup)
    form = CancelForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.cancel_meetup(meetup=meetup, by=request.user, reason=reason)
        except actions.Refused as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(
                request, _("La rencontre est annulée\u202f; chaque personne inscrite est prévenue.")
            )
        return redirect(meetup)
    return render(request, "events/meetup_cancel.html", {"form": form, "meetup": meetup})


@route(Policy.OWNER)
def hosting(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, for the door: every name, no contact data; and who hosts."""
    meetup = _mine(request, pk)
    user: Any = request.user
    people: list[Registration] = list(
        meetup.registrations.active().order_by("position").select_related("member", "as_role")
    )
    hosts: list[MeetupHost] = list(meetup.hosts.select_related("member"))
    hidden = set(hidden_from(user)) - {user.pk}
    members = [*(one.member for one in people), *(one.member for one in hosts)]
    known = faces([one for one in members if one.is_present and one.pk not in hidden], user)
    named: list[dict[str, Any]] = [
        {"seat": one, "face": known.get(one.member_id) or gone()} for one in people
    ]
    taken = {one.member_id for one in hosts}
    contacts = User.objects.present().filter(pk__in=contacts_of(user), age_band="adult")
    context: dict[str, Any] = {
        "meetup": meetup,
        "confirmed": sorted(
            (one for one in named if one["seat"].state == Seat.CONFIRMED),
            key=lambda one: one["face"].name.lower(),
        ),
        "waiting": [one for one in named if one["seat"].state == Seat.WAITING],
        "hosts": [{"host": one, "face": known.get(one.member_id) or gone()} for one in hosts],
        "contacts": contacts.exclude(pk__in=taken).order_by("display_name", "pk")[:50],
    }
    return render(request, "events/meetup_hosting.html", context)


@route(Policy.OWNER, "POST")
@for_those_who_stay
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a contact to host too."""
    meetup = _mine(request, pk)
    text = request.POST.get("member", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    contacts = User.objects.present().filter(pk__in=contacts_of(request.user), age_band="adult")
    member = get_object_or_404(contacts, pk=number)
    if actions.invite_host(meetup=meetup, by=request.user, member=member):
        messages.success(request, _("Invitation envoyée."))
    else:
        messages.info(request, _("Cette personne a déjà été invitée\u00a0: rien n’est renvoyé."))
    return redirect("events:meetup_hosting", pk=pk)


@route(Policy.OWNER, "POST")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept to host, decline, or stop hosting."""
    asked = MeetupHost.objects.standing().filter(member=request.user.pk)
    meetup = get_object_or_404(Meetup, pk=pk, hosts__in=asked)
    if request.POST.get("answer") == "accept":
        actions.accept_hosting(meetup=meetup, by=request.user)
        messages.success(request, _("Vous organisez cette rencontre."))
        return redirect("events:meetup_hosting", pk=pk)
    try:
        actions.leave_hosting(meetup=meetup, by=request.user)
    except actions.Refused as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("C’est noté\u00a0: vous n’organisez pas cette rencontre."))
    return redirect("events:meetups_mine")
