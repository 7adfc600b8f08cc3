"""« Utile ? »: one press under an answer or a sheet, with or without an account.

The public pages that carry it set no cookie, hence no CSRF token: the browser's own word that the
form was sent from here takes its place.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from careers import sheets
from careers.models import Question, Usefulness
from portal.shell.routes import Policy, route

ANSWERS = {"oui": True, "non": False}
# Below, a count would say more about its few readers than about the text.
SHOWN_FROM = 5
SESSION_KEY = "useful"


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


@csrf_exempt
@route(Policy.PUBLIC, "POST")
def useful(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Keep or change a reader's answer; thirty an hour from one address."""
    target = _target(kind, slug)
    answer = ANSWERS.get(request.POST.get("reponse", ""))
    if target is None or answer is None:
        raise Http404
    if not sent_from_here(request):
        raise PermissionDenied
    refused = ratelimit.consume_or_429(request, action="useful")
    if refused:
        return refused
    key = f"{kind}:{slug}"
    _keep(request, key, answer)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "components/useful.html", votes(request, [key])[key])
    messages.success(request, _("Merci, votre réponse est notée."))
    return redirect(target.get_absolute_url())


def _target(kind: str, slug: str) -> Any:
    if kind == "faq":
        return Question.objects.filter(slug=slug).first()
    return sheets.get(slug) if kind == "fiche" else None


def _keep(request: HttpRequest, key: str, answer: bool) -> None:
    if request.user.is_authenticated:
        _keep_of_member(request.user, key, answer)
        return
    given = request.session.get(SESSION_KEY, {})
    if not Usefulness.objects.filter(pk=given.get(key), member=None).update(useful=answer):
        made = Usefulness.objects.create(key=key, useful=answer)
        request.session[SESSION_KEY] = given | {key: made.pk}


def _keep_of_member(member: Any, key: str, answer: bool) -> None:
    try:
        with transaction.atomic():
            Usefulness.objects.update_or_create(key=key, member=member, defaults={"useful": answer})
    except IntegrityError:  # Two presses at once: the first made the row.
        Usefulness.objects.filter(key=key, member=member).update(useful=answer)


def votes(request: HttpRequest, keys: list[str]) -> dict[str, dict[str, Any]]:
    """What the component shows for each text: its address, its counts, the reader's own answer."""
    counted = {
        row["key"]: row
        for row in Usefulness.objects.filter(key__in=keys)
        .values("key")
        .annotate(total=Count("pk"), yes=Count("pk", filter=Q(useful=True)))
    }
    own = _own(request, keys)
    found = {}
    for key in keys:
        kind, slug = key.split(":")
        row = counted.get(key, {"total": 0, "yes": 0})
        shown = row["total"] >= SHOWN_FROM
        found[key] = {
            "kind": kind,
            "slug": slug,
            "total": row["total"] if shown else 0,
            "yes": row["yes"] if shown else 0,
            "answer": own.get(key),
        }
    return found


def _own(request: HttpRequest, keys: list[str]) -> dict[str, bool]:
    """What this reader answered; asked only of those who may have."""
    if request.user.is_authenticated:
        mine = Usefulness.objects.filter(member=request.user, key__in=keys)
        return dict(mine.values_list("key", "useful"))
    given = request.session.get(SESSION_KEY, {})
    if not given:
        return {}
    mine = Usefulness.objects.filter(pk__in=given.values(), member=None, key__in=keys)
    return dict(mine.values_list("key", "useful"))
