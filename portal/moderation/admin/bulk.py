"""One decision for several cases, each read once more on the page that confirms it."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.moderation import cases, decisions
from portal.moderation.admin.desk_views import to_queue
from portal.moderation.admin.forms import COPIED
from portal.moderation.decisions import Choice
from portal.moderation.models import AlreadyDecided, Case, Measure, ReplyTemplate

MOST = 50


def choice_of(template: ReplyTemplate) -> Choice:
    return Choice(**{name: getattr(template, name) for name in COPIED})


def answer(request: HttpRequest, base: dict[str, Any]) -> HttpResponse:
    """Show what a template would do to the cases ticked; do it once that page is sent."""
    user: Any = request.user
    active = ReplyTemplate.objects.filter(active=True)
    template = active.filter(slug=request.POST.get("modele", "")).first()
    read = dict(
        pair.split("-")
        for pair in request.POST.getlist("lu")[:MOST]
        if re.fullmatch(r"[0-9]{1,15}-[0-9]{1,9}", pair)
    )
    if request.method != "POST" or template is None or not read:
        messages.warning(request, _("Cochez des dossiers, et choisissez un modèle."))
        return to_queue()
    # Safety cases are opened one by one.
    found = Case.objects.readable_by(user).open().filter(pk__in=read, safety=False)
    found = found.select_related("author").order_by("pk")
    if request.POST.get("confirme"):
        return _settle(request, list(found), read, template)
    shown = list(found)
    people = cases.independent_reporters([case.pk for case in shown])
    context = {
        **base,
        "title": _("Décider la sélection"),
        "template": template,
        "measure": Measure(**{name: getattr(template, name) for name in COPIED}),
        "lines": [
            {"case": case, "read": f"{case.pk}-{case.version}", "people": people[case.pk]}
            for case in shown
        ],
    }
    return TemplateResponse(request, "admin/moderation/bulk.html", context)


def _settle(
    request: HttpRequest, found: list[Case], read: dict[str, str], template: ReplyTemplate
) -> HttpResponse:
    done = 0
    left: list[str] = []
    for case in found:
        try:
            decisions.decide(
                case=case,
                by=request.user,
                version=int(read[str(case.pk)]),
                choice=choice_of(template),
            )
        except (AlreadyDecided, cases.Held, PermissionDenied):
            left.append(_("%(case)s (a changé, ou une autre personne le suit)") % {"case": case})
        except ValidationError as wrong:
            left.append(f"{case} ({wrong.messages[0]})")
        else:
            done += 1
    said = ngettext("%(n)s dossier réglé.", "%(n)s dossiers réglés.", done) % {"n": done}
    messages.success(request, said) if done else messages.warning(request, said)
    if left:
        messages.warning(request, _("Restés dans la file\u00a0: %s.") % ", ".join(left[:5]))
    return to_queue()
