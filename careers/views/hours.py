"""The 507 hours: the notebook of a member, and a calculator for everybody."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import hours_actions, hours_reference
from careers.forms.hours import ROWS, CalculatorRow, DayForm, WorkPeriodForm
from careers.hours import Count, count
from careers.models import WorkPeriod
from portal.shell import interrupted
from portal.shell.routes import Policy, route

# The tallest bar of the drawing, in its own units.
TALLEST = 100


def bars(counted: Count) -> list[dict[str, Any]]:
    """The months of the window as bars: where each stands, and how tall."""
    most = max([month.hours for month in counted.months], default=0) or 1
    return [
        {
            "day": month.day,
            "hours": month.hours,
            "x": 10 + 24 * rank,
            "y": TALLEST - height,
            "height": height,
        }
        for rank, month in enumerate(counted.months)
        for height in [int(TALLEST * month.hours / most)]
    ]


def _day(request: HttpRequest) -> tuple[DayForm, date]:
    """The day asked for, today when there is none or it cannot be read."""
    form = DayForm(request.GET if "au" in request.GET else None)
    asked = form.cleaned_data["au"] if form.is_valid() else None
    return form, asked or timezone.localdate()


@route(Policy.OWNER)
def hours(request: HttpRequest) -> HttpResponse:
    """The notebook: what counts over the months before a day, what is left, what slides out."""
    form, day = _day(request)
    periods = list(WorkPeriod.objects.visible_to(request.user))
    law = hours_reference.asked(day)
    counted = count([period.work for period in periods], on=day, ask=law.ask)
    context = {
        "form": form,
        "day": day,
        "law": law,
        "count": counted,
        "bars": bars(counted),
        "rows": [
            {"period": period, "inside": inside, "nature": period.work.nature}
            for period, inside in zip(periods, counted.inside, strict=True)
        ],
    }
    return render(request, "careers/going/hours.html", context)


@route(Policy.OWNER, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Note hours worked."""
    form = WorkPeriodForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        try:
            hours_actions.note(by=request.user, period=form.save(commit=False), key=form.key())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("C’est noté. Gardez l’AEM avec."))
            return redirect("careers:hours")
    return render(request, "careers/going/hours_form.html", {"form": form})


def _mine(request: HttpRequest, pk: int) -> WorkPeriod:
    period: WorkPeriod = get_object_or_404(WorkPeriod.objects.visible_to(request.user), pk=pk)
    return period


@route(Policy.OWNER, "GET", "POST")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a line of the notebook."""
    period = _mine(request, pk)
    form = WorkPeriodForm(interrupted.resume(request), instance=period)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("C’est enregistré."))
        return redirect("careers:hours")
    return render(request, "careers/going/hours_form.html", {"form": form, "period": period})


@route(Policy.OWNER, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase a line of the notebook, for good."""
    _mine(request, pk).delete()
    messages.success(request, _("Ligne effacée."))
    return redirect("careers:hours")


@route(Policy.PUBLIC, shared=True)
def calculator(request: HttpRequest) -> HttpResponse:
    """What counts towards the 507 hours, and a few contracts added up from the address alone."""
    asked = any(f"{rank}-hours" in request.GET for rank in range(ROWS))
    forms = [
        CalculatorRow(request.GET if asked else None, prefix=str(rank)) for rank in range(ROWS)
    ]
    form, day = _day(request)
    law = hours_reference.asked(day)
    # Every row is looked at, so that each says what is wrong.
    valid = asked and not any(one.errors for one in forms)
    works = [work for one in forms if valid and (work := one.work())]
    counted = count(works, on=day, ask=law.ask) if works else None
    said = hours_reference.data()
    context = {
        "form": form,
        "forms": forms,
        "wrong": asked and not valid,
        "empty": valid and not works,
        "day": day,
        "law": law,
        "count": counted,
        "bars": bars(counted) if counted else [],
        "natures": said["natures"],
        "checked_on": said["meta"]["checked_on"],
    }
    return render(request, "careers/going/calculator.html", context)
