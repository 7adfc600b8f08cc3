"""A member's visiting cards, on their side; what others open stands in `cards_public`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mentoring import card_actions as actions
from mentoring.card_sight import code, empty, show
from mentoring.forms.card import CardForm
from mentoring.models import Profile, VisitingCard
from mentoring.models.card import MOST_LIVE
from portal.shell import french, interrupted
from portal.shell.routes import Policy, route

# Cards that ended are only remembered so far.
MOST_LISTED = 60


def _mine(request: HttpRequest, pk: int) -> VisitingCard:
    mine = VisitingCard.objects.owned_by(request.user).select_related("owner")
    found: VisitingCard = get_object_or_404(mine, pk=pk)
    return found


@route(Policy.OWNER)
def cards(request: HttpRequest) -> HttpResponse:
    """One's cards, those in use first."""
    own = list(VisitingCard.objects.owned_by(request.user).order_by("-pk")[:MOST_LISTED])
    in_use = [card for card in own if card.is_in_use()]
    context = {
        "in_use": in_use,
        "ended": [card for card in own if not card.is_in_use()],
        "full": len(in_use) >= MOST_LIVE,
        "most": MOST_LIVE,
    }
    return render(request, "mentoring/cards.html", context)


@route(Policy.OWNER, "GET", "POST")
def create(request: HttpRequest) -> HttpResponse:
    """Make a card."""
    form = CardForm(interrupted.resume(request), member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            card = actions.create_card(
                by=request.user, card=form.save(commit=False), key=form.key()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Carte prête. Elle s’ouvre en scannant ce code."))
            return redirect("mentoring:card", pk=card.pk)
    return _form_page(request, form, None)


@route(Policy.OWNER, "GET", "POST")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a card shows, or until when; the code printed stays good."""
    card = _mine(request, pk)
    if card.revoked_at:
        messages.info(request, _("Une carte révoquée ne se modifie plus. Faites-en une autre."))
        return redirect("mentoring:card", pk=pk)
    form = CardForm(interrupted.resume(request), instance=card, member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.edit_card(by=request.user, card=form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if saved:
                messages.success(request, _("Carte modifiée. Les codes déjà donnés la montrent."))
            else:
                messages.error(request, _("Cette carte vient d’être révoquée ailleurs."))
            return redirect("mentoring:card", pk=pk)
    return _form_page(request, form, card)


def _form_page(request: HttpRequest, form: CardForm, card: VisitingCard | None) -> HttpResponse:
    page = Profile.objects.filter(user=request.user.pk).first()
    context: dict[str, Any] = {"form": form, "card": card, "without_page": page is None}
    return render(request, "mentoring/card_form.html", context)


@route(Policy.OWNER)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """A card as it will be seen, with its code and what to do with it."""
    own = _mine(request, pk)
    live = own.is_in_use()
    last = own.ends_on
    view = show(own)
    context = {
        "card": own,
        "view": view,
        "empty": ", ".join(str(label) for label in empty(own, view)),
        "code": code(own) if live else "",
        "live": live,
        "until": _("jusqu’au %s") % french.day(last) if last else "",
    }
    return render(request, "mentoring/card.html", context)


@route(Policy.OWNER)
def card_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The card alone on a sheet of 85 by 55 millimetres."""
    own = _mine(request, pk)
    if not own.is_in_use():
        messages.info(request, _("Le code d’une carte terminée ne mène plus à rien."))
        return redirect("mentoring:card", pk=pk)
    view = show(own)
    # Without a place, a line to fill in by hand.
    foot = view.stamp or _("Rencontre\u00a0: %s") % "____________"
    context = {
        "card": own,
        "name": view.name,
        "lines": view.printed(foot=foot),
        "code": code(own),
        "foot": foot,
    }
    return render(request, "mentoring/card_print.html", context)


@route(Policy.OWNER, "POST")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a card for good."""
    actions.revoke_card(by=request.user, card=_mine(request, pk))
    messages.success(request, _("Carte révoquée. Son code ne montre plus rien, à personne."))
    return redirect("mentoring:cards")
