"""The private journal of applications: the list, one entry, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.forms.journal import JournalEntryForm, JournalStepForm
from careers.journal import actions
from careers.journal.own import line_of
from careers.journal.reading import FOLLOW_UP_DAYS, journal_of
from careers.models import JournalEntry, JournalStep
from careers.views.pages import page_address, page_number
from portal.shell import interrupted
from portal.shell.routes import Policy, route

PAGE_SIZE = 30


@route(Policy.OWNER)
def journal(request: HttpRequest) -> HttpResponse:
    """Every application of a member, here and elsewhere, the latest first."""
    today = timezone.localdate()
    whole = journal_of(request.user, today=today)
    ended = request.GET.get("vue") == "closes"
    rows = whole.over if ended else whole.open
    number = page_number(request)
    start = (number - 1) * PAGE_SIZE
    context = {
        "journal": whole,
        "today": today,
        "ended": ended,
        "rows": rows[start : start + PAGE_SIZE],
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(rows) > start + PAGE_SIZE else "",
    }
    return render(request, "careers/going/journal.html", context)


@route(Policy.OWNER, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Note an application, made here or elsewhere."""
    today = timezone.localdate()
    form = JournalEntryForm(interrupted.resume(request), initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            entry = actions.write(
                by=request.user,
                entry=form.save(commit=False),
                state=said["state"],
                on=said["on"],
                key=form.key(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("C’est noté. Une de plus, et personne d’autre ne la lit."))
            return redirect(entry)
    return render(request, "careers/going/journal_form.html", {"form": form})


def _mine(request: HttpRequest, pk: int) -> JournalEntry:
    entry: JournalEntry = get_object_or_404(
        JournalEntry.objects.visible_to(request.user).with_steps(), pk=pk
    )
    return entry


def _shown(request: HttpRequest, entry: JournalEntry, form: JournalStepForm) -> HttpResponse:
    context = {
        "entry": entry,
        "line": line_of(entry),
        "steps": list(entry.steps.all()),
        "form": form,
        "today": timezone.localdate(),
        "follow_up_days": FOLLOW_UP_DAYS,
    }
    return render(request, "careers/going/journal_entry.html", context)


@route(Policy.OWNER)
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: what happened, what next."""
    return _shown(
        request, _mine(request, pk), JournalStepForm(initial={"on": timezone.localdate()})
    )


@route(Policy.OWNER, "GET", "POST")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what an entry says, or plan its next action."""
    found = _mine(request, pk)
    form = JournalEntryForm(interrupted.resume(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("C’est enregistré."))
        return redirect(found)
    return render(request, "careers/going/journal_form.html", {"form": form, "entry": found})


@route(Policy.OWNER, "POST")
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what happened next."""
    found = _mine(request, pk)
    form = JournalStepForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    said = form.cleaned_data
    try:
        actions.add_step(entry=found, kind=said["kind"], on=said["on"])
    except ValidationError as error:
        form.add_error(None, error)
        return _shown(request, found, form)
    messages.success(request, _("C’est noté."))
    return redirect(found)


@route(Policy.OWNER, "POST")
def remove_step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Take out a step noted by mistake."""
    found = _mine(request, pk)
    # Taken out twice, it is out.
    JournalStep.objects.filter(entry=found, pk=step).delete()
    messages.success(request, _("Étape retirée."))
    return redirect(found)


@route(Policy.OWNER, "POST")
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The planned action is done: it joins the steps."""
    found = _mine(request, pk)
    said: Any = request.POST.get("action", "")
    if actions.finish_next(entry=found, step=said, today=timezone.localdate()):
        messages.success(request, _("Fait. C’est compté, quoi qu’il en sorte."))
    return redirect("careers:journal" if "liste" in request.POST else found)


@route(Policy.OWNER, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase an entry and its steps, for good."""
    _mine(request, pk).delete()
    messages.success(request, _("Ligne effacée."))
    return redirect("careers:journal")
