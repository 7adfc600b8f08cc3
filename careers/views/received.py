"""One application as the organisation reads it, and every act on it, the answer last.

Reading is an act: until somebody there has opened it (a POST), its page shows the envelope alone.
So the applicant's « lue le 4 » is true, and no GET writes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from careers.applications import answers, applicant_file
from careers.applications.enums import ApplicationState
from careers.applications.moves import NoLongerOpen
from careers.applications.view import applicant_name, journey
from careers.forms.application import (
    AcceptForm,
    AssignForm,
    CancelForm,
    DeclineForm,
    NoteForm,
    StudyForm,
)
from careers.models import Application, Placement
from careers.placements import agreed_terms
from portal.accounts.models import User
from portal.moderation.enums import State as Publication
from portal.shell.routes import Policy, route

Act = Callable[[HttpRequest, Application], Any]


def _received(request: HttpRequest, pk: int) -> Application:
    found: Application = get_object_or_404(
        Application.objects.received_by(request.user).with_strip(), pk=pk
    )
    return found


def colleagues(application: Application) -> list[User]:
    """Who may follow it: the members of the organisation who are there."""
    return list(
        User.objects.present()
        .filter(memberships__organisation=application.organisation_id)
        .order_by("display_name", "pk")
    )


@route(Policy.ORGANISATION)
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The envelope; once opened, the file on one screen and the answer below."""
    return _page(request, _received(request, pk))


def _page(request: HttpRequest, found: Application, **bound: Any) -> HttpResponse:
    """The page, with the form that has something to say in place of its empty one."""
    state = found.current_state()
    shared = found.is_shared and found.applicant is not None and found.applicant.is_present
    opened = found.is_opened
    changes = agreed_terms.since(found, found.internship) if found.is_open() else []
    context: dict[str, Any] = {
        "changes": changes,
        "to_agree": any(one.fact for one in changes),
        "republished": found.internship is not None
        and found.internship.state == Publication.APPROVED,
        "application": found,
        "full": found.internship is None or found.internship.is_full,
        "name": applicant_name(found),
        "state": state,
        "open": state in ApplicationState.open(),
        "opened": opened,
        "shared": shared,
        "journey": journey(found),
        "placement": Placement.objects.hosted_by(request.user).filter(application=found).first()
        if state == ApplicationState.ACCEPTED
        else None,
        "notes": found.notes.select_related("author") if opened else [],
        "accept_form": AcceptForm(),
        "study_form": StudyForm(),
        "decline_form": DeclineForm(),
        "cancel_form": CancelForm(),
        "note_form": NoteForm(),
        "assign_form": AssignForm(
            colleagues=colleagues(found), initial={"colleague": found.assigned_to_id}
        ),
        **bound,
    }
    if shared and opened:
        accepted = state == ApplicationState.ACCEPTED
        context["summary"] = applicant_file.summary(found.applicant, accepted=accepted)
        context["pieces"] = applicant_file.chosen(found.applicant, found.pieces)
    return render(request, "careers/applications/received.html", context)


def _act(act: Act) -> Callable[..., HttpResponse]:
    """Fetch an application this person may answer, act, and come back to its page.

    An act returns a page to show instead, or nothing; what it refuses is said in words.
    """

    @wraps(act)
    def done(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        found = _received(request, pk)
        try:
            page = act(request, found, **kwargs)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
            page = None
        if isinstance(page, HttpResponse):
            return page
        return redirect(found.received_url())

    return done


@route(Policy.ORGANISATION, "POST")
@_act
def open_it(request: HttpRequest, found: Application) -> None:
    """Break the seal: the applicant sees the date, and the file shows."""
    answers.mark_read(application=found, by=request.user)


@route(Policy.ORGANISATION, "POST")
@_act
def study(request: HttpRequest, found: Application) -> HttpResponse | None:
    """Say that it is being studied, with a word if there is one."""
    form = StudyForm(request.POST)
    if not form.is_valid():
        return _page(request, found, study_form=form)
    answers.study(application=found, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("La personne sait que vous étudiez sa candidature."))
    return None


@route(Policy.ORGANISATION, "POST")
@_act
def extend(request: HttpRequest, found: Application) -> None:
    """Take fifteen more days, once."""
    answers.extend(application=found, by=request.user)
    messages.success(request, _("Quinze jours de plus. La personne connaît la nouvelle date."))


@route(Policy.ORGANISATION, "POST")
@_act
def accept(request: HttpRequest, found: Application) -> HttpResponse | None:
    """Take this person: a place is spent."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, accept_form=form)
    answers.accept(application=found, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("C’est dit\u00a0: la place est à cette personne."))
    return None


@route(Policy.ORGANISATION, "POST")
@_act
def decline(request: HttpRequest, found: Application) -> HttpResponse | None:
    """Say no, with a reason."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decline_form=form)
    if not answers.decline(applications=[found], by=request.user, **form.cleaned_data):
        raise NoLongerOpen
    messages.success(request, _("La réponse est partie, avec sa raison."))
    return None


@route(Policy.ORGANISATION, "POST")
@_act
def cancel(request: HttpRequest, found: Application) -> HttpResponse | None:
    """Call the internship off for this person."""
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, found, cancel_form=form)
    if not answers.cancel(applications=[found], by=request.user, **form.cleaned_data):
        raise NoLongerOpen
    messages.success(request, _("C’est annulé. La personne est prévenue."))
    return None


@route(Policy.ORGANISATION, "POST")
@_act
def assign(request: HttpRequest, found: Application) -> None:
    """Hand it to a colleague, or back to everybody."""
    people = {one.pk: one for one in colleagues(found)}
    form = AssignForm(request.POST, colleagues=list(people.values()))
    if not form.is_valid():
        raise ValidationError(_("Cette personne n’écrit pas pour votre structure."))
    chosen = form.cleaned_data["colleague"]
    answers.assign(application=found, by=request.user, to=people.get(chosen))
    messages.success(
        request,
        _("Confiée à %(name)s.") % {"name": people[chosen].display_name}
        if chosen
        else _("Toute l’équipe la suit de nouveau."),
    )


@route(Policy.ORGANISATION, "POST")
@_act
def add_note(request: HttpRequest, found: Application) -> HttpResponse | None:
    """Write to one's colleagues about it."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, note_form=form)
    answers.add_note(
        application=found, by=request.user, text=form.cleaned_data["text"], key=form.key()
    )
    messages.success(request, _("Note ajoutée. Vos collègues la lisent, personne d’autre."))
    return None


@route(Policy.ORGANISATION, "POST")
def open_piece(request: HttpRequest, pk: int, piece: int) -> Any:
    """A file that the applicant joined, once the reading is written down."""
    found = _received(request, pk)
    provider = applicant_file.provider()
    applicant = found.applicant
    if not found.is_shared or not found.is_opened or provider is None:
        raise Http404
    if applicant is None or not applicant.is_present:
        raise Http404
    chosen = {one.pk: one for one in applicant_file.chosen(applicant, found.pieces)}
    if piece not in chosen or chosen[piece].link:
        raise Http404
    file = provider.open_file(applicant, piece)
    answers.note_reading(application=found, by=request.user, piece=chosen[piece])
    return file
