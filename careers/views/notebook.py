"""A private notebook of dated facts. Its phrase is asked for at each opening and kept nowhere.

Once open, the page carries the phrase in its own forms, for as long as it is on the screen: no
session, no cookie, no cache has it, and `portal.shell.interrupted` never keeps what is sent here.
"""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import notebook_actions as actions
from careers.forms.notebook import BeginForm, NoteForm, PhraseForm
from careers.models import Notebook
from careers.notebook_actions import Opened
from portal.accounts.leaving import for_those_who_stay
from portal.shell import french
from portal.shell.interrupted import never_kept
from portal.shell.routes import Policy, route


def _mine(request: HttpRequest) -> Notebook:
    found = Notebook.objects.filter(member=request.user.pk).first()
    if found is None:
        raise Http404
    return found


def _closed(request: HttpRequest, form: Any = None) -> HttpResponse:
    begun = Notebook.objects.filter(member=request.user.pk).exists()
    form = form or (PhraseForm() if begun else BeginForm())
    return render(request, "careers/notebook/closed.html", {"begun": begun, "form": form})


def _open(request: HttpRequest, opened: Opened, form: NoteForm | None = None) -> HttpResponse:
    context = {
        "notes": opened.notes(),
        "form": form or NoteForm(initial={"on": timezone.localdate()}),
        "phrase": request.POST["phrase"],
    }
    return render(request, "careers/notebook/open.html", context)


def _opened(request: HttpRequest) -> Opened | HttpResponse:
    """The notebook that the phrase sent opens, or the page that asks for it again."""
    notebook = _mine(request)
    refused = ratelimit.consume_or_429(request, action="notebook", user=request.user)
    if refused:
        return refused
    form = PhraseForm(request.POST)
    if form.is_valid():
        try:
            return actions.open_with(notebook=notebook, phrase=form.cleaned_data["phrase"])
        except ValidationError as wrong:
            form.add_error(None, wrong)
    return _closed(request, form)


@never_kept
@route(Policy.OWNER, "GET", "POST")
def notebook(request: HttpRequest) -> HttpResponse:
    """Ask for the phrase; show the notes to whoever gives it."""
    if request.method == "GET":
        return _closed(request)
    opened = _opened(request)
    return opened if isinstance(opened, HttpResponse) else _open(request, opened)


@never_kept
@route(Policy.OWNER, "POST")
@for_those_who_stay
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the phrase."""
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _closed(request, form)
    try:
        opened = actions.begin(by=request.user, phrase=form.cleaned_data["phrase"])
    except ValidationError:
        return redirect("careers:notebook")
    return _open(request, opened)


@never_kept
@route(Policy.OWNER, "POST")
def write(request: HttpRequest) -> HttpResponse:
    """Add a note."""
    opened = _opened(request)
    if isinstance(opened, HttpResponse):
        return opened
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.write(opened=opened, **form.written())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("C’est noté, et scellé."))
            return _open(request, opened)
    return _open(request, opened, form)


@never_kept
@route(Policy.OWNER, "POST")
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase one note, for good."""
    opened = _opened(request)
    if isinstance(opened, HttpResponse):
        return opened
    opened.notebook.pages.filter(pk=pk).delete()
    messages.success(request, _("Note effacée."))
    return _open(request, opened)


@never_kept
@route(Policy.OWNER, "POST")
def take(request: HttpRequest) -> HttpResponse:
    """The notes as a dated text file, for their author alone."""
    opened = _opened(request)
    if isinstance(opened, HttpResponse):
        return opened
    now = timezone.localtime()
    lines = [_("Carnet, copie du %(day)s") % {"day": french.day(now.date())}, ""]
    for one in opened.notes():
        written = timezone.localtime(one.written_at)
        said = _("écrit le %(day)s à %(hour)s") % {
            "day": french.day(written.date()),
            "hour": written.strftime("%H:%M"),
        }
        lines += [f"{french.day(one.on)} ({said})", one.text, ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="carnet-{now:%Y-%m-%d}.txt"'
    response["Cache-Control"] = "no-store, private"
    return response


@never_kept
@route(Policy.OWNER, "POST")
def forget(request: HttpRequest) -> HttpResponse:
    """Erase the whole notebook, also without its phrase."""
    _mine(request).delete()
    messages.success(request, _("Carnet effacé."))
    return redirect("careers:notebook")
