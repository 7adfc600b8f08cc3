"""The queue's page, and the filters that a moderator keeps under a name."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.moderation import queue, registry
from portal.moderation.admin.forms import QueueForm
from portal.moderation.models import Case, ReplyTemplate, SavedView

QUEUE = "admin:moderation_case_changelist"


def to_queue(query: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(QUEUE) + (f"?{query}" if query else ""))


def to_case(case: Case) -> HttpResponse:
    return redirect("admin:moderation_case_change", case.pk)


def _filters(data: Any) -> tuple[QueueForm, dict[str, Any]]:
    """The form of the filters, and those that hold; what it does not know is left out."""
    kinds = sorted((registry.label(key), key) for key in registry.kinds())
    form = QueueForm(data, kinds=[(key, label) for label, key in kinds])
    form.is_valid()
    return form, {name: value for name, value in form.cleaned_data.items() if value}


def queue_context(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    form, filters = _filters(request.GET)
    rows, after = queue.page(user, filters)
    kept = {name: value for name, value in filters.items() if name != "apres"}
    return {
        "title": _("Dossiers"),
        "form": form,
        "rows": rows,
        "query": urlencode(kept),
        "next_query": urlencode({**kept, "apres": after}) if after else "",
        "first_query": urlencode(kept) if "apres" in filters else None,
        "kept": kept,
        "views": SavedView.objects.filter(owner=user.pk),
        "templates": ReplyTemplate.objects.filter(active=True),
        "closed": filters.get("etat") == "clos",
    }


def change_views(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the page under a name, or forget such a name."""
    user: Any = request.user
    if request.method != "POST":
        return to_queue()
    if "oublier" in request.POST:
        SavedView.objects.filter(owner=user, pk=number(request.POST["oublier"])).delete()
        return to_queue()
    _form, filters = _filters({name: request.POST.get(name, "") for name in QueueForm.base_fields})
    filters.pop("apres", None)
    query = urlencode(filters)
    view = SavedView(owner=user, name=request.POST.get("nom", "").strip(), query=query)
    try:
        view.full_clean()
    except ValidationError as wrong:
        messages.error(request, wrong.messages[0])
    else:
        view.save()
    return to_queue(query)


def number(text: str) -> int:
    """The row that an address or a form names; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
