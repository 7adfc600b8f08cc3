"""The pieces a member shows of their work, and the files behind their check."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentoring import profile_actions as actions
from mentoring.enums import PortfolioKind
from mentoring.forms.portfolio import ItemForm
from mentoring.models import PortfolioItem
from mentoring.models.portfolio import MAX_ITEMS
from mentoring.sight import show_item
from mentoring.views.profile import PARTS
from portal.shell.routes import Policy, route
from portal.uploads.responses import serve


def _mine(request: HttpRequest, pk: int) -> PortfolioItem:
    mine = PortfolioItem.objects.written_by(request.user).select_related("profile__user")
    found: PortfolioItem = get_object_or_404(mine, pk=pk)
    return found


@route(Policy.OWNER)
def portfolio(request: HttpRequest) -> HttpResponse:
    """One's pieces in their order, with what to do with each."""
    pieces = PortfolioItem.objects.written_by(request.user).select_related("profile")
    context = {
        "pieces": [show_item(piece) for piece in pieces],
        "room": MAX_ITEMS - len(pieces),
        "kinds": PortfolioKind,
        "parts": PARTS.values(),
    }
    return render(request, "mentoring/portfolio.html", context)


@route(Policy.OWNER, "GET", "POST")
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Add an image, a PDF or a link."""
    if kind not in PortfolioKind.values:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ItemForm(*sent, instance=PortfolioItem(kind=kind), member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(by=request.user, item=form.save(commit=False), key=form.key())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Ajouté à votre portfolio."))
            return redirect("mentoring:portfolio")
    context = {"form": form, "kind": PortfolioKind(kind)}
    return render(request, "mentoring/portfolio_form.html", context)


@route(Policy.OWNER, "GET", "POST")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a piece; another file is another piece."""
    piece = _mine(request, pk)
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data, instance=piece, member=request.user)
    if request.method == "POST" and form.is_valid():
        # Its place may have changed meanwhile, or it may be gone.
        said = {name: form.cleaned_data[name] for name in form.fields}
        if not PortfolioItem.objects.filter(pk=pk).update(**said):
            raise Http404
        messages.success(request, _("Enregistré."))
        return redirect("mentoring:portfolio")
    context: dict[str, Any] = {"form": form, "kind": PortfolioKind(piece.kind), "piece": piece}
    return render(request, "mentoring/portfolio_form.html", context)


@route(Policy.OWNER, "POST")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a piece one place up, or down."""
    actions.move_item(item=_mine(request, pk), up=request.POST.get("sens") == "haut")
    return redirect("mentoring:portfolio")


@route(Policy.OWNER, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece out, with its file."""
    actions.delete_item(item=_mine(request, pk))
    messages.success(request, _("Retiré de votre portfolio."))
    return redirect("mentoring:portfolio")


@route(Policy.PUBLIC)
def portfolio_file(request: HttpRequest, handle: str, pk: int) -> Any:
    """The file of a piece, for those who see it on the page."""
    visible = PortfolioItem.objects.visible_to(request.user).filter(profile__handle=handle)
    piece: PortfolioItem = get_object_or_404(visible, pk=pk)
    return serve(piece.file, filename=slugify(piece.title)[:60])
