"""Taking a report in, from whichever page it is written on."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.moderation import cases, letters, links, registry
from portal.moderation.forms import ReportForm
from portal.moderation.models import Report


def form_for(request: HttpRequest) -> ReportForm:
    """The form, without what the site knows of a member already."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated:
        del form.fields["email"], form.fields["name"]
    return form


def take(request: HttpRequest, form: ReportForm, *, target: Any, kind: str) -> HttpResponse:
    """Keep a valid form, once however often it is sent, and lead to its receipt.

    Ten an hour from one address (429 beyond).
    """
    refused = ratelimit.consume_or_429(request, action="report")
    if refused:
        return refused
    made = Report.objects.filter(creation_key=form.key()).first()
    if made is None:
        made = _keep(request, form, target=target, kind=kind)
    messages.success(
        request,
        _("Merci. Votre signalement est arrivé à la modération sous le numéro %(number)s.")
        % {"number": made.receipt},
    )
    return redirect(links.follow_path(made))


def _keep(request: HttpRequest, form: ReportForm, *, target: Any, kind: str) -> Report:
    reportable = registry.get(kind)
    values = {name: said for name, said in form.cleaned_data.items() if name != "creation_key"}
    now = timezone.now()
    report = Report(
        **values,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        evidence=reportable.copied(target) if reportable else [],
        reporter=request.user if request.user.is_authenticated else None,
        creation_key=form.key(),
        language=get_language() or settings.LANGUAGE_CODE,
        created_at=now,
    )
    try:
        with transaction.atomic():
            cases.receive(report=report, target=target, kind=kind, now=now)
            letters.send_receipt(report, now=now)
    except IntegrityError:  # the same form, sent twice at once
        return Report.objects.get(creation_key=report.creation_key)
    return report
