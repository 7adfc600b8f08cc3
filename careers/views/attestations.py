"""What is opened without an account: the tutor's answer, and the check of a code."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from careers.forms.attestation import ConfirmForm, RefuseForm
from careers.models import Attestation
from careers.placements import attestation_actions as actions
from careers.placements import attestation_links
from careers.placements.enums import AttestationState
from careers.views.answers import discreet
from portal.moderation import registry, reports
from portal.shell.routes import Policy, route


@never_cache
@route(Policy.PUBLIC)
def attestation_check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a code is good: role and dates, never a name. 410 once taken back or left.

    Wrong codes are counted, thirty a minute from one place; a good one never is.
    """
    signed = Attestation.objects.select_related("placement__intern")
    found = signed.filter(code=actions.read_code(code)).first()
    if found is None:
        refused = ratelimit.consume_or_429(request, action="attestation", limit_get=True)
        if refused:
            return refused
        raise Http404
    gone = (
        found.state != AttestationState.CONFIRMED
        or found.content_hidden_at is not None
        or not found.placement.intern_is_there
    )
    template = "careers/placements/check_gone.html" if gone else "careers/placements/check.html"
    page = render(request, template, {"attestation": found}, status=410 if gone else 200)
    return discreet(page)


@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def attestation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is to be confirmed, and two answers; 410 for a link that was used or has ended."""
    asked = attestation_links.read(token)
    if asked is None or request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="answer_link", limit_get=True)
        if refused:
            return refused
    if asked is None:
        return _too_late(request)
    refusing = request.method == "POST" and "refuser" in request.POST
    signing = request.method == "POST" and not refusing
    sign = ConfirmForm(request.POST if signing else None)
    silent = not actions.may_add_a_word(asked)
    refuse = RefuseForm(request.POST if refusing else None, silent=silent)
    try:
        if signing and sign.is_valid():
            actions.confirm(attestation=asked, **sign.cleaned_data)
            return _thanks(request, asked, signed=True)
        if refusing and refuse.is_valid():
            actions.decline(attestation=asked, word=refuse.cleaned_data.get("word", ""))
            return _thanks(request, asked, signed=False)
    except ValidationError as problem:
        if attestation_links.read(token) is None:
            return _too_late(request)  # somebody answered, or it was taken back, meanwhile
        (refuse if refusing else sign).add_error(None, problem.messages[0])
    context = {"attestation": asked, "sign": sign, "refuse": refuse, "token": token}
    return discreet(render(request, "careers/placements/answer.html", context))


@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def attestation_report(request: HttpRequest, token: str) -> HttpResponse:
    """Report what a tutor is asked to confirm. By the link: whoever has it may have no account."""
    asked = attestation_links.read(token)
    if asked is None:
        refused = ratelimit.consume_or_429(request, action="answer_link", limit_get=True)
        return refused or _too_late(request)
    form = reports.form_for(request)
    if request.method == "POST" and form.is_valid():
        return reports.take(request, form, target=asked, kind="attestation")
    context = {
        "form": form,
        "target": asked,
        "back": reverse("careers:attestation_answer", args=[token]),
        "note": registry.note_of("attestation"),
    }
    return discreet(render(request, "moderation/report.html", context))


def _thanks(request: HttpRequest, asked: Attestation, *, signed: bool) -> HttpResponse:
    context = {"attestation": asked, "signed": signed}
    return discreet(render(request, "careers/placements/answer_done.html", context))


def _too_late(request: HttpRequest) -> HttpResponse:
    return discreet(render(request, "careers/placements/answer_gone.html", status=410))
