from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.moderation import corrections
from portal.moderation.forms import CorrectionForm
from portal.shell.routes import Policy, route


@route(Policy.PUBLIC, "GET", "POST")
def correct(request: HttpRequest, page: str) -> HttpResponse:
    """Point out an error on a reference page, without a name; ten an hour from one address."""
    page = corrections.page_of(f"/{page}")
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refused = ratelimit.consume_or_429(request, action="report")
        if refused:
            return refused
        made = form.save(commit=False)
        made.page, made.creation_key = page, form.key()
        corrections.keep(made)
        messages.success(request, _("Merci. L’équipe qui tient ces pages va vérifier."))
        return redirect(page)
    return render(request, "moderation/correct.html", {"form": form, "page": page})
