"""What to ask a production before saying yes, ticked with or without an account."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from careers import call_kit
from careers.models import CallTick
from careers.placements import progress_actions
from portal.shell.routes import Policy, route

# In forms and addresses.
FIELD = "question"


def ticked(values: Iterable[str]) -> set[str]:
    """The questions that exist among those of a form or an address."""
    return set(values) & call_kit.slugs()


@route(Policy.PUBLIC, shared=True)
def kit(request: HttpRequest) -> HttpResponse:
    """The questions: ticks kept with the account, else in the browser or the address alone."""
    given = ticked(request.GET.getlist(FIELD))
    known = set(CallTick.objects.of(request.user).slugs()) | given
    context = {
        "sections": call_kit.data()["sections"],
        "meta": call_kit.data()["meta"],
        "ticked": known,
        "asked": call_kit.asked(known),
    }
    return render(request, "careers/going/call_kit.html", context)


@route(Policy.MEMBER, "POST")
def keep_kit(request: HttpRequest) -> HttpResponse:
    """Keep in the account the questions ticked, and only those; or begin again."""
    again = "recommencer" in request.POST
    wanted = set() if again else ticked(request.POST.getlist(FIELD))
    progress_actions.ask(by=request.user, questions=wanted)
    messages.success(
        request,
        _("La liste est vide, pour un nouvel appel.")
        if again
        else _("C’est noté dans votre compte."),
    )
    return redirect("careers:call_kit")
