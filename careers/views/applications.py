"""The applicant's side: what one has sent, where each stands, and taking one back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.applications import actions, applicant_file
from careers.applications.enums import ApplicationState
from careers.applications.view import apply_url, journey, standing
from careers.forms.application import WithdrawForm
from careers.models import Application, Placement, PoolPlace
from careers.placements import agreed_terms, terms_actions
from careers.views.pages import page_address, page_number
from portal.shell.routes import Policy, route

PAGE_SIZE = 20


@route(Policy.OWNER)
def applications(request: HttpRequest) -> HttpResponse:
    """One's applications: drafts, what goes on, what has ended, a page of each at most."""
    now = timezone.now()
    mine = Application.objects.of(request.user).with_strip()
    ended = request.GET.get("vue") == "closes"
    gone = mine.filter(state__in=ApplicationState.closed()) | mine.overdue(now=now)
    rows = (
        gone
        if ended
        else mine.filter(state__in=ApplicationState.alive()).exclude(
            pk__in=Application.objects.of(request.user).overdue(now=now).values("pk")
        )
    )
    number = page_number(request)
    start = (number - 1) * PAGE_SIZE
    found = list(rows.order_by("-saved_at", "-pk")[start : start + PAGE_SIZE + 1])
    context: dict[str, Any] = {
        "ended": ended,
        "drafts": [one for one in found[:PAGE_SIZE] if one.state == ApplicationState.DRAFT],
        "pool": PoolPlace.objects.of(request.user).kept(now=now).select_related("organisation")
        if ended
        else [],
        "applications": [one for one in found[:PAGE_SIZE] if one.state != ApplicationState.DRAFT],
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "careers/applications/mine.html", context)


@route(Policy.OWNER)
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application as its author sees it: the dates both sides see, the answer, what next."""
    visible = Application.objects.visible_to(request.user).with_strip()
    found: Application = get_object_or_404(visible, pk=pk)
    if found.applicant_id != request.user.pk:
        return redirect(found.received_url())
    if found.state == ApplicationState.DRAFT:
        if found.internship is None:
            return redirect("careers:applications")
        return redirect(apply_url(found.internship))
    state = found.current_state()
    internship = found.internship
    kept, now_said = agreed_terms.offer(found), standing(internship)
    waits = found.is_open() and now_said.public
    changes = agreed_terms.since(found, internship) if waits else []
    context: dict[str, Any] = {
        "kept": kept,
        "terms": agreed_terms.lines(kept) if kept else [],
        "standing": now_said,
        "changes": changes,
        "to_agree": any(one.fact for one in changes),
        "read": agreed_terms.mark(internship) if internship and changes else "",
        "application": found,
        "internship": internship,
        "role": internship.role if internship else None,
        "state": state,
        "journey": journey(found),
        "form": WithdrawForm(),
        "pieces": applicant_file.chosen(request.user, found.pieces),
        "readings": found.readings.all()[:20],
        "may_withdraw": found.is_open()
        or (
            state == ApplicationState.ACCEPTED
            and internship is not None
            and internship.starts_on is not None
            and internship.starts_on > timezone.localdate()
        ),
        "accepted": state == ApplicationState.ACCEPTED,
        "place": _place(found) if state == ApplicationState.DECLINED else None,
        "placement": Placement.objects.of(request.user).filter(application=found).first()
        if state == ApplicationState.ACCEPTED
        else None,
    }
    return render(request, "careers/applications/application.html", context)


def _place(application: Application) -> PoolPlace | None:
    """What the organisation proposed with its no, or what was agreed then."""
    mine = PoolPlace.objects.filter(
        member=application.applicant_id, organisation=application.organisation_id
    )
    now = timezone.now()
    found: PoolPlace | None = (mine.offered(now=now) | mine.kept(now=now)).first()
    return found


@route(Policy.OWNER, "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's application back, or give an accepted place back: in one press."""
    found: Application = get_object_or_404(Application.objects.of(request.user), pk=pk)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.withdraw(application=found, by=request.user, reason=reason)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Candidature retirée. La structure est prévenue."))
    return redirect(found)


@route(Policy.OWNER, "POST")
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to what the listing says now, as it was read."""
    found: Application = get_object_or_404(Application.objects.of(request.user), pk=pk)
    try:
        terms_actions.agree(application=found, by=request.user, read=request.POST.get("lu", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(
            request, _("C’est noté. La structure le sait\u00a0: votre candidature tient.")
        )
    return redirect(found)
