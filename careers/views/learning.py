"""The learning log and the attestations of a placement: the intern's side."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.forms.attestation import AskForm, LearningForm
from careers.models import Attestation, LearningEntry
from careers.placements import attestation_actions as actions
from careers.views.placements import own
from portal.shell import interrupted
from portal.shell.routes import Policy, route


@route(Policy.OWNER, "GET", "POST")
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """The log, the latest day first, and a day to add."""
    placement = own(request, pk)
    initial = {"day": timezone.localdate()}
    form = LearningForm(interrupted.resume(request), placement=placement, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and _keep(request, placement, form, entry=None):
        return redirect("careers:learning", pk=pk)
    context = {
        "placement": placement,
        "form": form,
        "entries": placement.learning.prefetch_related("skills"),
    }
    return render(request, "careers/placements/learning.html", context)


def _keep(request: HttpRequest, placement: Any, form: LearningForm, *, entry: int | None) -> bool:
    """Whether the day was written; what is refused is said in the form."""
    names = ("day", "text", "skills")
    values = {name: form.cleaned_data[name] for name in names}
    try:
        actions.save_day(
            placement=placement, by=request.user, key=form.key(), entry=entry, **values
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Journée gardée. Vous seul·e la lisez."))
    return True


def _entry(request: HttpRequest, pk: int, entry: int) -> LearningEntry:
    mine = LearningEntry.objects.filter(placement=pk, placement__intern=request.user.pk)
    return get_object_or_404(mine, pk=entry)


@route(Policy.OWNER, "GET", "POST")
def learning_edit(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Mend a day."""
    placement, day = own(request, pk), _entry(request, pk, entry)
    initial = {"day": day.day, "text": day.text, "skills": day.skills.all()}
    form = LearningForm(interrupted.resume(request), placement=placement, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and _keep(request, placement, form, entry=day.pk):
        return redirect("careers:learning", pk=pk)
    context = {"placement": placement, "form": form, "entry": day}
    return render(request, "careers/placements/learning_edit.html", context)


@route(Policy.OWNER, "POST")
def learning_delete(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Take a day out; what an attestation has copied stays in it."""
    own(request, pk)
    _entry(request, pk, entry).delete()
    messages.success(request, _("Journée effacée."))
    return redirect("careers:learning", pk=pk)


@route(Policy.OWNER, "GET", "POST")
def attestation_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what is to be confirmed, and write to the tutor."""
    placement = own(request, pk)
    form = AskForm(interrupted.resume(request), placement=placement)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.ask(
                placement=placement,
                by=request.user,
                email=data["email"],
                entries=list(data["entries"]),
                skills=list(data["skills"]),
                hours=data["hours"],
                key=form.key(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("La demande est partie. La réponse vous sera dite ici."))
            return redirect(made)
    context = {"placement": placement, "form": form, "attestations": placement.attestations.all()}
    return render(request, "careers/placements/attestation_ask.html", context)


def _mine(request: HttpRequest, pk: int, number: int) -> Attestation:
    mine = Attestation.objects.of(request.user).select_related("placement__intern")
    found: Attestation = get_object_or_404(mine, placement=pk, pk=number)
    return found


@route(Policy.OWNER)
def attestation(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One's attestation, made to be printed once it is signed."""
    found = _mine(request, pk, number)
    context = {"attestation": found, "placement": found.placement}
    return render(request, "careers/placements/attestation.html", context)


@route(Policy.OWNER, "POST")
def attestation_withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take an asking or a signed attestation back."""
    found = _mine(request, pk, number)
    actions.take_back(attestation=found, by=request.user)
    messages.success(request, _("C’est repris\u00a0: le lien ou le code ne sert plus."))
    return redirect(found)


@route(Policy.OWNER, "POST")
def attestation_show(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put it on one's page, or take it off: the form says which."""
    found = _mine(request, pk, number)
    shown = request.POST.get("montrer") == "1"
    actions.show(attestation=found, by=request.user, shown=shown)
    said = _("Montrée sur votre page.") if shown else _("Cachée de votre page.")
    messages.success(request, said)
    return redirect(found)
