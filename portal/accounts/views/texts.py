"""The texts one accepts, and how far one's account is trusted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.accounts import rulebook, trust, vouching
from portal.accounts.enums import CURRENT_VERSIONS, Document
from portal.accounts.models import Consent, User, Vouch
from portal.shell.routes import Policy, route

PAGES = {
    Document.TERMS: "shell:terms",
    Document.PRIVACY: "shell:privacy",
    Document.RULES: "shell:rules",
}


def _after(request: HttpRequest) -> str:
    """Where one was going; one's own page when that is not on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if inside else reverse("shell:dashboard")


@route(Policy.OWNER, "GET", "POST")
def texts(request: HttpRequest) -> HttpResponse:
    """Show the texts that changed since one accepted them; accept the versions that were shown."""
    user: Any = request.user
    owed = rulebook.owed(user)
    if request.method == "POST":
        shown = [one for one in owed if request.POST.get(one.value) == CURRENT_VERSIONS[one]]
        Consent.objects.bulk_create(
            [Consent(user=user, document=one, version=CURRENT_VERSIONS[one]) for one in shown],
            ignore_conflicts=True,
        )
        if shown == owed:
            messages.success(request, _("C’est noté, merci d’avoir lu."))
            return redirect(_after(request))
        return redirect(request.get_full_path())
    context = {
        "owed": [
            {
                "name": one.value,
                "label": one.label,
                "version": CURRENT_VERSIONS[one],
                "url": reverse(PAGES[one]),
                "changes": rulebook.EDITIONS[0].changes if one == Document.RULES else (),
            }
            for one in owed
        ],
        "next": _after(request),
    }
    return render(request, "accounts/texts.html", context)


@route(Policy.OWNER)
def trusted(request: HttpRequest) -> HttpResponse:
    """What one may do in a day and why, when it opens further, and for whom one may answer."""
    user: Any = request.user
    now = timezone.now()
    facts = trust.facts_of(user, now=now)
    level = trust.level(facts, now=now)
    given = set(Vouch.objects.filter(voucher=user).values_list("member", flat=True))
    met = list(vouching.candidates(user)[:50]) if level == trust.Level.MEMBER else []
    for one in met:
        one.answered_for = one.pk in given
    context = {
        "facts": facts,
        "level": level,
        "new": level == trust.Level.NEW,
        "held": level == trust.Level.HELD,
        "opens": timezone.localdate(facts.joined_at + trust.FIRST_DAYS),
        "settled": facts.vouched or facts.joined_at <= now - trust.FIRST_DAYS,
        "allowed": trust.ALLOWED[level],
        "met": met,
    }
    return render(request, "accounts/trust.html", context)


@route(Policy.OWNER, "POST")
def vouch(request: HttpRequest) -> HttpResponse:
    """Answer for a member one has met here, or stop doing so."""
    number = request.POST.get("member", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    member = get_object_or_404(User.objects.present(), pk=number)
    if request.POST.get("act") == "take":
        vouching.take_back(by=request.user, member=member)
        messages.success(request, _("Vous ne vous portez plus garant·e de cette personne."))
        return redirect("trust")
    try:
        vouching.vouch(by=request.user, member=member)
    except vouching.NotTheirs as refused:
        raise Http404 from refused
    messages.success(
        request, _("Merci\u00a0: %(name)s l’apprend aussitôt.") % {"name": member.display_name}
    )
    return redirect("trust")
