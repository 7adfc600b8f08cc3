"""One's own data: taking a copy along, and leaving."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import privacy
from portal.accounts.actions import (
    LastAdministrator,
    cancel_erasure,
    request_erasure,
    request_export,
)
from portal.accounts.leaving import pending
from portal.accounts.models import DataExport
from portal.shell.routes import Policy, route
from portal.uploads.responses import serve


@route(Policy.OWNER, "GET", "POST")
@reauthentication_required(allow_get=True)
def my_data(request: HttpRequest) -> HttpResponse:
    """What the site knows of oneself, and a copy of it."""
    user: Any = request.user
    now = timezone.now()
    if request.method == "POST":
        request_export(member=user, now=now)
        text = _("Votre copie se prépare. Un courriel vous dira quand elle sera là.")
        messages.success(request, text)
        return redirect("my_data")
    export = DataExport.objects.filter(member=user).first()
    context = {
        "fates": privacy.fates(),
        "export": export,
        "under_way": export is not None and export.is_under_way(now=now),
        "ready": DataExport.objects.downloadable(now=now).filter(member=user).exists(),
    }
    return render(request, "privacy/my_data.html", context)


@route(Policy.OWNER)
@reauthentication_required
def download_data(request: HttpRequest) -> HttpResponseBase:
    """The owner's copy, as a file; nobody else has an address for it."""
    user: Any = request.user
    export = DataExport.objects.downloadable(now=timezone.now()).filter(member=user).first()
    if export is None:
        raise Http404
    return serve(export.file, filename=f"premier-clap-{export.requested_at:%Y-%m-%d}")


@route(Policy.OWNER, "GET", "POST")
@reauthentication_required(allow_get=True)
def leave(request: HttpRequest) -> HttpResponse:
    """Say what leaving erases and what stays; on POST, begin the seven days."""
    user: Any = request.user
    error = ""
    if request.method == "POST":
        try:
            request_erasure(member=user)
        except LastAdministrator as refusal:
            error = str(refusal.message)
        else:
            return redirect("leave")
    context = {"fates": privacy.fates(), "error": error, "pending": pending(user)}
    return render(request, "privacy/leave.html", context)


@route(Policy.OWNER, "POST")
def stay(request: HttpRequest) -> HttpResponse:
    """Change one's mind."""
    user: Any = request.user
    if cancel_erasure(member=user):
        messages.success(request, _("Votre compte reste là, avec tout ce qu’il contient."))
    return redirect("member")
