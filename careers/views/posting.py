"""Writing a listing, step by step: each saves on its own, in any order, and as one types."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.actions import create_internship, edit_internship
from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.forms.posting import PAIRED, label_of, refusals
from careers.forms.posting_steps import Step
from careers.legality import Report
from careers.models import Internship
from careers.posting import Unlawful, report_on
from portal.accounts.leaving import for_those_who_stay
from portal.moderation.enums import State
from portal.moderation.models import AlreadyDecided
from portal.shell import french, interrupted
from portal.shell.routes import Policy, route

# In review or public.
SENT = frozenset({State.SUBMITTED, State.APPROVED})


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a listing from leaving, and where to mend it."""

    label: str
    text: str
    url: str


def mine(request: HttpRequest, pk: int) -> Internship:
    """A listing that this member may write; 404 for anybody else's, and for none."""
    found = Internship.objects.written_by(request.user).select_related(
        "organisation", "role__department"
    )
    return get_object_or_404(found, pk=pk)


def address(internship: Internship, step: Step) -> str:
    if step == steps.REVIEW:
        return reverse("careers:internship_review", args=[internship.pk])
    if step == steps.FRAME:
        return reverse("careers:internship_edit", args=[internship.pk])
    return reverse("careers:internship_step", args=[internship.pk, step.slug])


def is_done(internship: Internship, step: Step) -> bool:
    """Whether a step lacks nothing that is needed to send: no gap, and nothing half said."""

    def lacks(name: str) -> bool:
        value = getattr(internship, name)
        return value is None or value is False or value == ""

    needed = [name for name in ("title", *internship.required) if name in step.fields]
    halves = [
        pair for pair in PAIRED if pair[0] in step.fields and lacks(pair[0]) != lacks(pair[1])
    ]
    return bool(needed) and not halves and not any(lacks(name) for name in needed)


def strip(current: Step, internship: Internship | None) -> list[dict[str, Any]]:
    """The steps as components/stages.html draws them; links once there is a draft."""

    def state(step: Step) -> str:
        if step == current:
            return "current"
        return "done" if internship and is_done(internship, step) else "todo"

    return [
        {
            "label": step.label,
            "url": address(internship, step) if internship else "",
            "state": state(step),
        }
        for step in steps.STEPS
    ]


def checked(internship: Internship, user: Any, step: Step | None = None) -> InternshipForm:
    """The listing as if its form had just been sent to review, so that each gap is named."""
    filled = InternshipForm(instance=internship, user=user, step=step)
    data = {field.html_name: field.value() for field in filled}
    return InternshipForm(
        {name: "" if value is None else value for name, value in data.items()},
        instance=internship,
        user=user,
        step=step,
        complete=True,
    )


def problems(internship: Internship, user: Any, report: Report) -> list[Problem]:
    """The gaps of a listing and what the law refuses, in the order of the steps."""
    form = checked(internship, user)
    said = [
        (name, str(error))
        for name, errors in form.errors.items()
        if name in steps.FIELDS
        for error in errors
    ]
    said += [(name, text) for name, text in refusals(report) if name in steps.FIELDS]
    return [
        Problem(
            label_of(name),
            text,
            f"{address(internship, steps.step_of(name))}?completer#{form[name].auto_id}",
        )
        for name, text in sorted(said, key=lambda one: steps.FIELDS.index(one[0]))
    ]


def _page(
    request: HttpRequest, form: InternshipForm, step: Step, internship: Internship | None
) -> HttpResponse:
    was_public = internship is not None and internship.state == State.APPROVED
    before, _after = steps.neighbours(step)
    context = {
        "form": form,
        "step": step,
        "number": steps.STEPS.index(step) + 1,
        "count": len(steps.STEPS),
        "stages": strip(step, internship),
        "before": before,
        "internship": internship,
        "was_public": was_public,
        # What is public or in review changes when its author says so, not as they type.
        "autosaves": internship is not None and internship.state not in SENT,
        "completing": "completer" in request.GET,
        "report": report_on(internship) if internship else None,
    }
    return render(request, "careers/posting/step.html", context)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def create(request: HttpRequest) -> HttpResponse:
    """The first step makes the draft. Without an organisation, that comes first; not for minors."""
    user: Any = request.user
    if user.is_minor:
        return render(request, "careers/internship_adults_only.html", status=403)
    if not user.organisations.exists():
        messages.info(
            request, _("Présentez d’abord la structure qui accueille : l’annonce vient ensuite.")
        )
        return redirect("careers:organisation_create")
    form = InternshipForm(interrupted.resume(request), user=user, step=steps.FRAME)
    if request.method == "POST" and form.is_valid():
        internship = create_internship(by=user, internship=form.save(commit=False), key=form.key())
        return _go_on(request, internship, steps.FRAME)
    return _page(request, form, steps.FRAME, None)


@route(Policy.ORGANISATION, "GET", "POST")
def step(request: HttpRequest, pk: int, slug: str = steps.FRAME.slug) -> HttpResponse:
    """One step of a listing. What was published goes back to review; the page says so first."""
    internship, current = mine(request, pk), steps.step_called(slug)
    if current is None or current == steps.REVIEW:
        raise Http404
    was_public = internship.state == State.APPROVED
    typed = interrupted.resume(request)
    if typed is not None:
        form = InternshipForm(typed, instance=internship, user=request.user, step=current)
        if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
            return _as_one_types(request, form, internship, current)
        if request.method == "POST" and form.is_valid() and _save(form, internship):
            return _go_on(request, internship, current, was_public=was_public)
    elif "completer" in request.GET:
        form = _left(request, internship, current)
    else:
        form = InternshipForm(instance=internship, user=request.user, step=current)
    return _page(request, form, current, internship)


def _save(form: InternshipForm, internship: Internship) -> bool:
    """Keep what a valid form says; what prevents it stands in the form."""
    if not form.has_changed():
        return True
    form.save(commit=False)
    try:
        edit_internship(internship=internship, read=form.cleaned_data["revision"] or 0)
    except AlreadyDecided:
        form.say_conflict()
    except Unlawful as refused:
        form.add_refusals(refused.report, others=True)
    else:
        return True
    return False


def _left(request: HttpRequest, internship: Internship, step: Step) -> InternshipForm:
    """The form of a step that says what keeps the listing from leaving."""
    form = checked(internship, request.user, step)
    form.add_refusals(report_on(internship))
    return form


def _as_one_types(
    request: HttpRequest, form: InternshipForm, internship: Internship, step: Step
) -> HttpResponse:
    """Save a step and say so, with what the law says now; what is sent is only checked.

    The faults that the page still shows are replaced: by nothing, or by those left to complete.
    """
    sent = internship.state in SENT
    saved = form.is_valid() and not sent and _save(form, internship)
    if form.is_valid() and sent:
        form.save(commit=False)
    context = {
        "saved": saved,
        "sent": sent,
        "clock": french.clock(f"{timezone.localtime():%H:%M}"),
        "form": form,
        "internship": internship,
        "report": report_on(internship) if form.is_valid() else None,
        "left": _left(request, internship, step)
        if form.is_valid() and "completer" in request.GET
        else None,
    }
    return render(request, "careers/posting/_saved.html", context)


def _go_on(
    request: HttpRequest, internship: Internship, step: Step, *, was_public: bool = False
) -> HttpResponse:
    """Say what saving did, then show the step asked for, or the next one."""
    if was_public:
        said = _("L’annonce modifiée attend une nouvelle relecture avant de reparaître.")
    elif internship.state == State.DRAFT:
        said = _("Brouillon enregistré. Vous pouvez le reprendre quand vous voulez.")
    else:
        said = _("Annonce enregistrée.")
    messages.success(request, said)
    before, after = steps.neighbours(step)
    there = {"draft": step, "back": before, "review": steps.REVIEW}
    return redirect(address(internship, there.get(request.POST.get("then", "")) or after or step))


@route(Policy.ORGANISATION)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: what is missing, what the law says, and the listing as readers will see it."""
    internship = mine(request, pk)
    report = report_on(internship)
    context = {
        "internship": internship,
        "step": steps.REVIEW,
        "number": len(steps.STEPS),
        "count": len(steps.STEPS),
        "stages": strip(steps.REVIEW, internship),
        "problems": problems(internship, request.user, report),
        "refused": "completer" in request.GET,
        "report": report,
        "sendable": internship.state in State.editable_then_sendable(),
        "back_url": address(internship, steps.WELCOME),
    }
    return render(request, "careers/posting/review.html", context)
