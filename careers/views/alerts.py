"""A member's kept searches: keep one, choose how often to hear of it, let it go."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.forms.alert import AlertForm, RhythmForm
from careers.listing import alerts as kept
from careers.listing import criteria, facets
from careers.listing.counting import count
from careers.listing.trades import Trades
from careers.models import SavedSearch
from portal.accounts.leaving import for_those_who_stay
from portal.shell import interrupted
from portal.shell.routes import Policy, route


@route(Policy.MEMBER)
def alerts(request: HttpRequest) -> HttpResponse:
    """One's searches, each with its rhythm."""
    trades = Trades()
    found = [
        {
            "search": one,
            "label": kept.label(kept.asked_by(one, trades), trades),
            "form": RhythmForm(initial={"rhythm": one.rhythm}, auto_id=f"rythme-{one.pk}-%s"),
        }
        for one in SavedSearch.objects.of(request.user)
    ]
    context = {"searches": found, "most": SavedSearch.MOST, "full": len(found) >= SavedSearch.MOST}
    return render(request, "careers/listing/alerts.html", context)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def create(request: HttpRequest) -> HttpResponse:
    """Keep the search of an address (GET asks how often; the list posts at once)."""
    trades = Trades()
    typed = interrupted.resume(request)
    query = request.META.get("QUERY_STRING", "")[:1000]
    form = AlertForm(typed) if typed is not None else AlertForm(initial={"criteres": query})
    asked = criteria.read(QueryDict(query), trades)
    if typed is not None and form.is_valid():
        asked = form.asked(trades)
        if request.method == "POST":
            try:
                kept.save_search(by=request.user, asked=asked, rhythm=form.cleaned_data["rhythm"])
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(
                    request, _("Recherche gardée. Vous en aurez des nouvelles au rythme choisi.")
                )
                return redirect("careers:alerts")
    context: dict[str, Any] = {
        "form": form,
        "label": kept.label(asked, trades),
        "count": facets.total_label(count(asked, today=timezone.localdate())) if asked else "",
    }
    return render(request, "careers/listing/alert_create.html", context)


@route(Policy.OWNER, "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rhythm for a search; twice is once."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    form = RhythmForm(request.POST)
    if form.is_valid():
        SavedSearch.objects.filter(pk=search.pk).update(rhythm=form.cleaned_data["rhythm"])
        messages.success(request, _("Rythme enregistré."))
    else:
        messages.error(request, _("Choisissez un rythme de la liste."))
    return redirect("careers:alerts")


@route(Policy.OWNER, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a search go, and its alert with it."""
    get_object_or_404(SavedSearch.objects.of(request.user), pk=pk).delete()
    messages.success(request, _("Recherche supprimée\u00a0: vous n’en aurez plus de nouvelles."))
    return redirect("careers:alerts")
