from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.forms import MemberForm
from portal.shell.routes import Policy, route


@route(Policy.OWNER, "GET", "POST")
def member(request: HttpRequest) -> HttpResponse:
    """One's own name, the texts accepted, and the way to the account pages."""
    user: Any = request.user
    form = MemberForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Modifications enregistrées."))
        return redirect("member")
    context = {"form": form, "consents": user.consents.all()}
    return render(request, "accounts/member.html", context)
