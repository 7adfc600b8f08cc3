"""Applying to a listing: write, read it as the organisation will, send."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from careers.applications import actions, applicant_file
from careers.applications.enums import ApplicationState
from careers.applications.moves import AlreadySent, Refused
from careers.applications.view import apply_url
from careers.forms.application import ApplicationForm
from careers.models import Application, Internship, Placement
from careers.models.answer_figures import figures_of
from portal.accounts.leaving import for_those_who_stay
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _listing(request: HttpRequest, pk: int) -> Internship:
    visible = Internship.objects.visible_to(request.user).with_strip()
    found: Internship = get_object_or_404(visible, pk=pk)
    return found


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def apply(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Write an application. It is kept as one types (htmx) and when one asks; never sent here."""
    internship = _listing(request, pk)
    draft = actions.alive(internship, of=request.user)
    if draft is not None and draft.state != ApplicationState.DRAFT:
        return redirect(draft)
    pieces = applicant_file.pieces(request.user)
    initial = {"motivation": draft.motivation, "pieces": draft.pieces} if draft else {}
    form = ApplicationForm(interrupted.resume(request), initial=initial, pieces=pieces)
    refused = "" if draft else actions.refusal(internship, by=request.user)
    if request.method == "POST" and form.is_valid():
        answer = _keep(request, internship, form)
        if answer is not None:
            return answer
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "careers/applications/_kept.html", {"form": form})
    provider = applicant_file.provider()
    context = {
        "internship": internship,
        "form": form,
        "draft": draft,
        "refused": refused,
        "here": apply_url(internship),
        "figures": figures_of(internship.organisation),
        "taken": Placement.objects.of(request.user)
        .crossing(internship.starts_on, internship.ends_on)
        .first(),
        "summary": applicant_file.summary(request.user),
        "edit_url": provider.edit_url() if provider else "",
        "add_url": provider.add_url() if provider else "",
    }
    return render(request, "careers/applications/apply.html", context)


def _keep(
    request: HttpRequest, internship: Internship, form: ApplicationForm
) -> HttpResponse | None:
    """Save the draft and go where the button leads; None when the form has to say why not."""
    try:
        draft = actions.save_draft(
            by=request.user,
            internship=internship,
            motivation=form.cleaned_data["motivation"],
            pieces=form.cleaned_data.get("pieces", []),
            key=form.key(),
        )
    except AlreadySent as sent:
        return redirect(sent.application)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request, "careers/applications/_kept.html", {"form": form, "kept": draft.saved_at}
        )
    if request.POST.get("then") == "preview":
        return redirect("careers:application_preview", pk=draft.pk)
    messages.success(request, _("Brouillon gardé. Reprenez-le quand vous voulez."))
    return redirect(apply_url(internship))


def _draft(request: HttpRequest, pk: int) -> Application:
    mine = Application.objects.of(request.user).with_strip()
    found: Application = get_object_or_404(mine, pk=pk)
    return found


@route(Policy.OWNER)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The application as the organisation will read it, and the button that sends it."""
    draft = _draft(request, pk)
    if draft.state != ApplicationState.DRAFT or draft.internship is None:
        return redirect(draft)
    return _show_preview(request, draft)


def _show_preview(
    request: HttpRequest, draft: Application, error: ValidationError | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "application": draft,
        "edit_url": apply_url(draft.internship) if draft.internship else "",
        "errors": error.messages if error else [],
        "summary": applicant_file.summary(request.user),
        "pieces": applicant_file.chosen(request.user, draft.pieces),
    }
    return render(request, "careers/applications/preview.html", context)


@route(Policy.OWNER, "POST")
@for_those_who_stay
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft; a second press shows what the first one sent."""
    draft = get_object_or_404(Application.objects.of(request.user).only("internship"), pk=pk)
    try:
        sent = actions.send(application=draft, by=request.user)
    except Refused as refused:
        messages.error(request, refused.messages[0])
        return redirect(draft)
    except ValidationError as error:
        return _show_preview(request, _draft(request, pk), error)
    messages.success(request, _("Candidature envoyée. Vous savez jusqu’à quand attendre."))
    return redirect(sent)


@route(Policy.OWNER, "POST")
def delete_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = _draft(request, pk)
    if not actions.delete_draft(application=draft, by=request.user):
        return redirect(draft)
    messages.success(request, _("Brouillon supprimé."))
    return redirect("careers:applications")
