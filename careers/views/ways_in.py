from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careers import ways_in
from careers.forms.questions import questions_form
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, shared=True)
def no_school(request: HttpRequest) -> HttpResponse:
    """Five questions, then the lawful ways in that the answers open, or why there is none."""
    form = questions_form(request.GET, ways_in.questions())
    found = ways_in.find(form.cleaned_data) if form.is_valid() else None
    context = {
        "form": form,
        "found": found,
        "answered": form.answered() if found else [],
        "checked_on": ways_in.data()["meta"]["checked_on"],
    }
    return render(request, "careers/going/ways_in.html", context)
