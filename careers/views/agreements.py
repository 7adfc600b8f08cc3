"""The agreement of a placement: each side writes its part, all see what is missing, three sign."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.forms.agreement import PartForm, SignForm, TermsForm
from careers.models import Agreement, Placement
from careers.placements.actions import ReadAnotherRevision, mark_signed, save_part
from careers.placements.enums import Side
from careers.placements.view import Paper, paper
from careers.posting import Unlawful
from careers.views.placements import seen
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _paper(request: HttpRequest, placement: Placement) -> Paper:
    found = paper(placement, reader=request.user)
    if found is None:
        raise Http404
    return found


@route(Policy.OWNER, "GET", "POST")
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One's part of the paper, and the list of what it has to say."""
    placement = seen(request, pk)
    shown = _paper(request, placement)
    side = placement.side_of(request.user)
    data = interrupted.resume(request)
    form = PartForm(data, agreement=shown.agreement, side=side)
    terms = TermsForm(data, placement=placement) if side == Side.HOST else None
    if request.method == "POST" and _valid(form, terms):
        try:
            save_part(
                placement=placement,
                by=request.user,
                items=form.items(),
                terms=terms.cleaned_data if terms else None,
                read=form.cleaned_data["revision"],
            )
        except ReadAnotherRevision as conflict:
            current = Agreement.objects.get(pk=shown.agreement.pk)
            form.say_conflict(conflict.messages[0], current=current.revision(side))
            shown = _paper(request, seen(request, pk))
        except ValidationError as refused:
            form.add_error(None, refused.messages[0])
        except Unlawful as refused:
            if terms is not None:
                terms.add_refusals(refused.report)
        else:
            messages.success(request, _("Enregistré. L’autre partie le voit aussitôt."))
            return redirect(shown.agreement)
    context: dict[str, Any] = {
        "placement": placement,
        "paper": shown,
        "form": form,
        "terms": terms,
        "mine": side == Side.INTERN,
        "today": timezone.localdate(),
        "sign_error": "",
        "own_hidden": shown.agreement.is_hidden(side),
        "other_hidden": shown.agreement.is_hidden(
            Side.HOST if side == Side.INTERN else Side.INTERN
        ),
    }
    return render(request, "careers/placements/agreement.html", context)


def _valid(form: PartForm, terms: TermsForm | None) -> bool:
    """Both are read, so that every fault is named at once."""
    valid = [form.is_valid(), terms is None or terms.is_valid()]
    return all(valid)


@route(Policy.OWNER, "POST")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the day a side signed, or take the note back."""
    placement = seen(request, pk)
    shown = _paper(request, placement)
    form = SignForm(request.POST)
    erase = "effacer" in request.POST
    try:
        if erase:
            mark_signed(
                placement=placement, by=request.user, side=request.POST.get("side", ""), on=None
            )
        elif form.is_valid():
            mark_signed(
                placement=placement,
                by=request.user,
                side=form.cleaned_data["side"],
                on=form.cleaned_data["signed_on"],
                read=form.cleaned_data["read"],
            )
        else:
            raise ValidationError(next(iter(form.errors.values()))[0])
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(
            request, _("La note est effacée.") if erase else _("Signature notée, à sa date.")
        )
    return redirect(f"{shown.agreement.get_absolute_url()}#signatures")


@route(Policy.OWNER)
def agreement_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft on paper, which says what is missing."""
    placement = seen(request, pk)
    context = {"placement": placement, "paper": _paper(request, placement)}
    return render(request, "careers/placements/agreement_print.html", context)
