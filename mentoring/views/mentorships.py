"""One mentorship: its frame, goals, meetings, notes, and its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import mentor_actions as actions
from mentoring.forms.mentoring import FrameForm, GoalForm, MeetingForm, NoteForm, ThanksForm
from mentoring.ics import meeting_file
from mentoring.models import MentorGoal, MentorMeeting, Mentorship
from portal.accounts.faces import faces, gone
from portal.contact import actions as contact
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _get(request: HttpRequest, pk: int) -> Mentorship:
    found = Mentorship.objects.of(request.user).select_related("mentor", "mentee", "offer")
    return get_object_or_404(found, pk=pk)


def _context(request: HttpRequest, mentorship: Mentorship) -> dict[str, Any]:
    """Everything the page shows, each list in one query."""
    user: Any = request.user
    other = mentorship.other_than(user)
    known = faces([mentorship.mentor, mentorship.mentee], user)
    meetings = list(mentorship.meetings.select_related("author"))
    now = timezone.now()
    side = mentorship.side_of(user)
    face = known.get(other.pk, gone()) if other is not None else gone()
    lost: Any = {}
    if other is not None and face == gone():
        # What erasure would take with them is not shown any more.
        lost = {"author": other.pk}
        mentorship.purpose = mentorship.rhythm = ""
        for one in meetings:
            one.place = "" if one.author_id == other.pk else one.place
    notes = list(mentorship.notes.select_related("author")[:100])
    for note in notes:
        note.text = "" if lost and note.author_id == lost["author"] else note.text
    written = Q(**lost) if lost else Q(pk=None)
    goals = list(mentorship.goals.exclude(written))
    thanks = list(mentorship.thanks.exclude(written).select_related("author"))
    for line in (*meetings, *notes, *goals, *thanks):
        line.mine = line.author_id == user.pk
    return {
        "mentorship": mentorship,
        "active": mentorship.goes_on_for(user),
        "other": other,
        "other_face": face,
        "faces": known,
        "side": side,
        "signed": getattr(mentorship, f"{side}_signed_at") is not None,
        "digest": actions.frame_digest(mentorship),
        "goals": goals,
        "coming": [one for one in meetings if not one.is_past(now=now) and not one.cancelled_at],
        "past": [one for one in meetings if one.is_past(now=now) and not one.cancelled_at],
        "notes": notes,
        "thanks": thanks,
        "first_meeting": not meetings,
    }


@route(Policy.OWNER)
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """The log of a mentorship, for its two people alone."""
    found = _get(request, pk)
    context = _context(request, found)
    thanked = any(line.author_id == request.user.pk for line in context["thanks"])
    context |= {"goal_form": GoalForm(), "note_form": NoteForm()}
    if not context["active"] and not thanked and found.reaches_other(request.user):
        context["thanks_form"] = ThanksForm()
    return render(request, "mentoring/mentorship.html", context)


@route(Policy.OWNER, "GET", "POST")
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the frame; both then sign again."""
    found = _get(request, pk)
    if not found.goes_on_for(request.user):
        messages.info(request, _("Ce mentorat est terminé\u00a0: son cadre ne change plus."))
        return redirect(found)
    if found.hidden_at is not None:
        # Hidden by moderators: whoever writes another frame starts from nothing.
        found.purpose = found.rhythm = ""
    form = FrameForm(interrupted.resume(request), instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_frame(by=request.user, mentorship=form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Cadre enregistré. L’autre personne le lit et signe."))
            return redirect(found)
    return render(request, "mentoring/frame.html", {"form": form, "mentorship": found})


@route(Policy.OWNER, "POST")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(request, pk)
    if actions.sign(by=request.user, mentorship=found, read=request.POST.get("read", "")):
        messages.success(request, _("Cadre signé."))
    else:
        messages.error(request, _("Le cadre a changé depuis que vous l’avez lu. Relisez-le."))
    return redirect(found)


def _adder(form_class: Any, said: Any, anchor: str, name: str) -> Callable[..., HttpResponse]:
    """A view that adds one line to the log, and shows the page again when it cannot."""

    @route(Policy.OWNER, "POST")
    def add(request: HttpRequest, pk: int) -> HttpResponse:
        found = _get(request, pk)
        form = form_class(request.POST)
        if form.is_valid():
            line = form.save(commit=False)
            line.mentorship = found
            try:
                actions.write(line, by=request.user, key=form.key())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, said)
                return redirect(f"{found.get_absolute_url()}#{anchor}")
        context = _context(request, found)
        context |= {"goal_form": GoalForm(), "note_form": NoteForm(), name: form}
        return render(request, "mentoring/mentorship.html", context)

    add.__doc__ = f"Add a line through {form_class.__name__}."
    return add


add_goal = _adder(GoalForm, gettext_lazy("But ajouté."), "buts", "goal_form")
add_note = _adder(NoteForm, gettext_lazy("Note ajoutée."), "notes", "note_form")


@route(Policy.OWNER, "POST")
def add_thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a word once the mentorship has ended."""
    found = _get(request, pk)
    if found.goes_on_for(request.user):
        messages.info(request, _("Le mot de remerciement vient à la fin du mentorat."))
        return redirect(found)
    return _thanks(request, pk)


_thanks = _adder(ThanksForm, gettext_lazy("Merci, votre mot est parti."), "merci", "thanks_form")


@route(Policy.OWNER, "POST")
def goal_done(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    """Tick a goal, or take the tick away: the form posts the state it wants."""
    found = _get(request, pk)
    line = get_object_or_404(MentorGoal, pk=goal, mentorship=found)
    if not found.goes_on_for(request.user):
        messages.info(request, _("Ce mentorat est terminé\u00a0: rien n’y change plus."))
    else:
        line.done_at = timezone.now() if request.POST.get("done") == "1" else None
        line.save(update_fields=["done_at"])
    return redirect(f"{found.get_absolute_url()}#buts")


@route(Policy.OWNER, "GET", "POST")
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a meeting; the other one is told and finds it in their calendar."""
    found = _get(request, pk)
    if not found.goes_on_for(request.user):
        messages.info(request, _("Ce mentorat est terminé\u00a0: plus de rendez-vous à prendre."))
        return redirect(found)
    form = MeetingForm(interrupted.resume(request), mentorship=found)
    if request.method == "POST" and form.is_valid():
        line = form.save(commit=False)
        line.mentorship = found
        try:
            actions.write(line, by=request.user, key=form.key())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Rendez-vous enregistré, l’autre personne est prévenue."))
            return redirect(f"{found.get_absolute_url()}#rendez-vous")
    context = {"form": form, "mentorship": found, "first": not found.meetings.exists()}
    return render(request, "mentoring/meeting_form.html", context)


def _meeting(request: HttpRequest, pk: int) -> MentorMeeting:
    mine = MentorMeeting.objects.filter(mentorship__in=Mentorship.objects.of(request.user))
    return get_object_or_404(mine.select_related("mentorship__mentor", "mentorship__mentee"), pk=pk)


@route(Policy.OWNER, "POST")
def cancel_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    line = _meeting(request, pk)
    actions.cancel_meeting(by=request.user, meeting=line)
    messages.success(request, _("Rendez-vous annulé."))
    return redirect(f"{line.mentorship.get_absolute_url()}#rendez-vous")


@route(Policy.OWNER)
def meeting_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file of one meeting, for the two who meet."""
    return meeting_file(_meeting(request, pk), viewer=request.user)


@route(Policy.OWNER, "POST")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it at any time, without a reason; and block the other one when asked to."""
    found = _get(request, pk)
    other = found.other_than(request.user)
    if request.POST.get("block") == "1" and other is not None:
        # Ends it as well, and tells nobody: it has to look like a departure.
        contact.block(by=request.user, whom=other)
        messages.success(request, _("Mentorat terminé, et cette personne est bloquée."))
    else:
        actions.end(by=request.user, mentorship=found)
        messages.success(request, _("Mentorat terminé. L’autre personne en est prévenue."))
    return redirect(found)
