"""One request, as each of its two people sees it, and its answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.contact import actions
from portal.contact.enums import RequestState
from portal.contact.forms import DeclineForm
from portal.contact.models import ContactRequest
from portal.contact.people import People
from portal.contact.views.inbox import shown_state
from portal.shell.routes import Policy, route


def _mine(request: HttpRequest, pk: int, **whose: Any) -> ContactRequest:
    """A request that this member sent or received."""
    visible = ContactRequest.objects.visible_to(request.user).with_people()
    return get_object_or_404(visible.filter(**whose), pk=pk)


def shown_text(found: ContactRequest, *, sent: bool) -> str:
    """The text of a request, or a sentence where the moderators hid it from its reader."""
    if found.hidden_at is not None and not sent:
        return _("Texte masqué par la modération.")
    return found.text


@route(Policy.OWNER)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, until when, and what either of the two may do about it."""
    found = _mine(request, pk)
    address = found.get_absolute_url()
    if address != reverse("contact:request", args=[pk]):
        return redirect(address)
    sent = found.sender_id == request.user.pk
    other = found.recipient if sent else found.sender
    people = People(request.user, [other])
    state = shown_state(found, gone=people.is_gone(other))
    hidden = not sent and (state == RequestState.WITHDRAWN or people.is_gone(other))
    context = {
        "found": found,
        "sent": sent,
        "face": people.face(other),
        "other": None if people.is_gone(other) else other,
        "blocked": people.is_blocked(other),
        "state": state,
        "open": state == RequestState.PENDING,
        "state_label": RequestState(state).label,
        # Taken back is taken back: its text is for the sender alone.
        "text": "" if hidden else shown_text(found, sent=sent),
        "author_name": request.user if sent else people.face(other).name,
    }
    return render(request, "contact/request.html", context)


@route(Policy.OWNER, "POST")
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes: the conversation opens."""
    found = _mine(request, pk, recipient=request.user)
    try:
        thread = actions.accept(request=found, by=request.user)
    except ValidationError as refused:
        for message in refused.messages:
            messages.error(request, message)
        return redirect(found)
    messages.success(request, _("C’est accepté. La conversation est ouverte."))
    return redirect(thread)


@route(Policy.OWNER, "POST")
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, with a ready sentence or without."""
    found = _mine(request, pk, recipient=request.user)
    form = DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.decline(request=found, by=request.user, reason=reason)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect(found)
    messages.success(request, _("C’est décliné, poliment. Il n’y a rien d’autre à faire."))
    return redirect("contact:inbox")


@route(Policy.OWNER, "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    found = _mine(request, pk, sender=request.user)
    try:
        actions.withdraw(request=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Demande retirée. La place est libre pour une autre."))
    return redirect(found)
