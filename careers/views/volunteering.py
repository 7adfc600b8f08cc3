from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careers import volunteering
from careers.forms.questions import questions_form
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def volunteer_or_work(request: HttpRequest) -> HttpResponse:
    """The test: its questions, then what the answers look like, sign by sign."""
    form = questions_form(request.GET, volunteering.questions())
    weighed = volunteering.weigh(form.cleaned_data) if form.is_valid() else None
    said = volunteering.data()
    context = {
        "form": form,
        "weighed": weighed,
        "checked_on": said["meta"]["checked_on"],
    }
    if weighed:
        context |= {
            "verdict": said["verdicts"][weighed.verdict],
            "reason": said["reasons"][weighed.reason],
            "work": weighed.on("work"),
            "volunteer": weighed.on("volunteer"),
            "unknown": weighed.on("unknown"),
        }
    return render(request, "careers/going/volunteering.html", context)
