"""What became of a report or of a decision, at a secret address, without an account."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from portal.moderation import appeals, dates, letters, links, sight
from portal.moderation.enums import OnAuthor
from portal.moderation.forms import AppealForm
from portal.moderation.models import Appeal, Measure, Report
from portal.moderation.statement import statement
from portal.shell.routes import Policy, route


def secret(response: HttpResponse) -> HttpResponse:
    """Neither kept by caches, nor told to other sites, nor listed."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _contest(
    request: HttpRequest, form: AppealForm, *, measure: Measure, report: Report | None
) -> HttpResponse | None:
    """Keep the appeal, and lead back to the page; None leaves the error beside what was typed."""
    try:
        appeals.contest(measure=measure, text=form.cleaned_data["text"], report=report)
    except ValidationError as refused:
        form.add_error("text", refused)
        return None
    messages.success(request, _("Votre recours est arrivé. Une autre personne va le lire."))
    return redirect(request.path)


def _appeal(measure: Measure | None, report: Report | None) -> Appeal | None:
    """What this side contested: of a report, whichever case it is read in now."""
    if report is not None:
        return report.appeals.first()
    return measure.appeals.filter(report=None).first() if measure else None


def _page(
    request: HttpRequest,
    template: str,
    *,
    measure: Measure | None,
    report: Report | None,
    **context: Any,
) -> HttpResponse:
    form = AppealForm(request.POST if request.method == "POST" else None)
    refused = appeals.refusal(measure, report) if measure else ""
    if measure and request.method == "POST" and form.is_valid():
        answer = _contest(request, form, measure=measure, report=report)
        if answer:
            return secret(answer)
    appeal = _appeal(measure, report)
    context |= {
        "measure": measure,
        "appeal": appeal,
        "form": form if measure and not refused else None,
        "closed": refused if appeal is None else "",
        "last_day": (
            dates.last_day(measure.decided_at) if measure and measure.decided_at else None
        ),
    }
    return secret(render(request, template, context))


@route(Policy.PUBLIC, "GET", "POST")
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where a report stands, its outcome, and the way to contest it."""
    report = links.report_of(token)
    if report is None:
        raise Http404
    measure = None
    if report.case_id:
        measure = Measure.objects.taken().select_related("case").filter(case=report.case_id).first()
    outcome = letters.outcome_of(measure) if measure else report.outcome
    return _page(
        request,
        "moderation/follow.html",
        measure=measure,
        report=report,
        followed=report,
        outcome=outcome,
    )


@route(Policy.PUBLIC, "GET", "POST")
def decision(request: HttpRequest, token: str) -> HttpResponse:
    """The reasons of a decision, for the person concerned, and the way to contest it."""
    measure = links.measure_of(token)
    if measure is None or measure.is_dismissal:
        raise Http404
    with translation.override(translation.get_language()):
        items = statement(measure)
    return _page(
        request,
        "moderation/decision.html",
        measure=measure,
        report=None,
        items=items,
        sight=sight.of_lifted(measure).value if measure.lifted_at else "",
    )


@route(Policy.MEMBER)
def suspended(request: HttpRequest) -> HttpResponse:
    """The one page of a suspended member: why, until when, what remains theirs."""
    user: Any = request.user
    found = Measure.objects.in_force().filter(member=user.pk).exclude(on_author="")
    measures: list[dict[str, Any]] = [
        {
            "measure": one,
            "noun": OnAuthor(one.on_author).noun,
            "url": links.decision_path(one),
        }
        for one in found.select_related("case").order_by("-decided_at", "-pk")
    ]
    status = 403 if user.is_suspended else 200
    context = {
        "measures": measures,
        "out": user.is_suspended,
        "closed": any(one["measure"].on_author == OnAuthor.BAN for one in measures),
    }
    return render(request, "moderation/suspended.html", context, status=status)
