"""What a scanned code opens: a page and a contact file, without account nor script."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mentoring import vcard
from mentoring.card_sight import show
from mentoring.models import Profile, VisitingCard
from portal.moderation import reports
from portal.shell.routes import Policy, route

CardPage = Callable[[HttpRequest, VisitingCard], HttpResponse]


def _discreet(response: HttpResponse) -> HttpResponse:
    """Kept by no cache and no search engine; the address, which is the key, leaves with no link."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _by_token(page: CardPage) -> Callable[..., HttpResponse]:
    """Find the card of an address: 404 for one that never was, 410 for one that has ended.

    Wrong addresses are counted, 60 a minute from one place. Good ones never are: a whole festival
    may scan behind one connection, and 144 random bits are not found by trying.
    """

    @wraps(page)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        card = VisitingCard.objects.filter(token=token).select_related("owner").first()
        if card is None:
            refused = ratelimit.consume_or_429(request, action="card", limit_get=True)
            if refused:
                return refused
            raise Http404
        if not VisitingCard.objects.visible_to(request.user).filter(pk=card.pk).exists():
            return _discreet(render(request, "mentoring/card_gone.html", status=410))
        return _discreet(page(request, card))

    return opened


@route(Policy.PUBLIC)
@_by_token
def card_public(request: HttpRequest, card: VisitingCard) -> HttpResponse:
    """The card for whoever scans it."""
    context = {"card": card, "view": show(card), "mine": card.owner_id == request.user.pk}
    return render(request, "mentoring/card_public.html", context)


@route(Policy.PUBLIC)
@_by_token
def card_vcf(request: HttpRequest, card: VisitingCard) -> HttpResponse:
    """The same fields as a contact for a phone."""
    view = show(card)
    addresses = [link.url for link in view.links]
    text = vcard.make(
        name=view.name,
        title=view.headline or view.roles,
        city=view.city,
        region=view.region,
        email=view.email,
        phone=view.phone,
        addresses=[*filter(None, [view.page_url]), *addresses],
        note="\n".join(filter(None, [view.stamp, view.roles if view.headline else "", view.line])),
    )
    return vcard.respond(text, name=view.name)


@route(Policy.PUBLIC, "GET", "POST")
@_by_token
def card_report(request: HttpRequest, card: VisitingCard) -> HttpResponse:
    """Report a card. By its address: a number would let anybody find the addresses of others."""
    form = reports.form_for(request)
    if request.method == "POST" and form.is_valid():
        return reports.take(request, form, target=card, kind="carte")
    return render(request, "moderation/report.html", {"form": form, "target": card, "note": ""})


@route(Policy.PUBLIC)
def member_vcf(request: HttpRequest, handle: str) -> HttpResponse:
    """A member's page as a contact: the parts the person who asks may see, no other."""
    visible = Profile.objects.visible_to(request.user).with_page()
    profile: Profile = get_object_or_404(visible, handle=handle)
    page = profile.seen_by(request.user)
    if page is None:
        raise Http404
    text = vcard.make(
        name=page.name,
        title=page.headline,
        city=page.city,
        region=page.region,
        email=page.email,
        phone=page.phone,
        addresses=[request.build_absolute_uri(page.url), *(link.url for link in page.links)],
    )
    return _discreet(vcard.respond(text, name=page.name))
