from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.moderation import registry
from portal.moderation.forms import ReportForm
from portal.moderation.models import Report
from portal.moderation.registry import Reportable
from portal.shell.routes import Policy, route


def _save(request: HttpRequest, form: ReportForm, target: Any, reportable: Reportable) -> Report:
    """Keep the report, once however often the form is sent."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "creation_key"}
    report, _created = Report.objects.get_or_create(
        creation_key=form.key(),
        defaults={
            **values,
            "content_type": ContentType.objects.get_for_model(target),
            "object_id": target.pk,
            "evidence": reportable.copied(target),
            "reporter": request.user if request.user.is_authenticated else None,
        },
    )
    return report


@route(Policy.PUBLIC, "GET", "POST")
def report(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Report something visible, with or without an account; ten an hour from one address."""
    reportable = registry.get(key)
    if reportable is None:
        raise Http404
    target = get_object_or_404(reportable.visible_to(request.user), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated:
        del form.fields["email"]
    if request.method == "POST" and form.is_valid():
        refused = ratelimit.consume_or_429(request, action="report")
        if refused:
            return refused
        made = _save(request, form, target, reportable)
        messages.success(
            request,
            _("Merci. Votre signalement est arrivé à la modération sous le numéro %(number)s.")
            % {"number": made.receipt},
        )
        return redirect(target.get_absolute_url())
    return render(
        request, "moderation/report.html", {"form": form, "target": target, "note": reportable.note}
    )
