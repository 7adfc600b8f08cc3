"""« Utile ? »: one press under an answer or a sheet, with or without an account.

The public pages that carry it set no cookie, hence no CSRF token: the browser's own word that the
form was sent from here takes its place.
"""

import re
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

PRESSED = re.compile(r"(?P<key>(?P<kind>faq|fiche):(?P<slug>[a-z0-9-]{1,80})):(?P<answer>oui|non)")
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
def useful(request: HttpRequest) -> HttpResponse:
    """Keep or change a reader's answer; thirty an hour from one address."""
    pressed = PRESSED.fullmatch(request.POST.get("reponse", ""))
    target = _target(pressed["kind"], pressed["slug"]) if pressed else None
    if pressed is None or target is None:
        raise Http404
    if not sent_from_here(request):
        raise PermissionDenied
    refused = ratelimit.consume_or_429(request, action="useful")
    if refused:
        return refused
    key = pressed["key"]
    _keep(request, key, useful=pressed["answer"] == "oui")
    if request.htmx:  # type: ignore[attr-defined]
        line = votes(request, [key])[key]
        response = render(request, "components/useful.html", {**line, "focus": True})
        response["HX-Retarget"] = f"#{line['anchor']}"
        return response
    messages.success(request, _("Merci, votre réponse est notée."))
    return redirect(target.get_absolute_url())


def _target(kind: str, slug: str) -> Any:
    return sheets.get(slug) if kind == "fiche" else Question.objects.filter(slug=slug).first()


def _keep(request: HttpRequest, key: str, *, useful: bool) -> None:
    if request.user.is_authenticated:
        _keep_of_member(request.user, key, useful=useful)
        return
    given = request.session.get(SESSION_KEY, {})
    if not Usefulness.objects.filter(pk=given.get(key), member=None).update(useful=useful):
        made = Usefulness.objects.create(key=key, useful=useful)
        request.session[SESSION_KEY] = given | {key: made.pk}


def _keep_of_member(member: Any, key: str, *, useful: bool) -> None:
    own = {"key": key, "member": member}
    try:
        with transaction.atomic():
            Usefulness.objects.update_or_create(**own, defaults={"useful": useful})
    except IntegrityError:  # Two presses at once: the other one made the row.
        Usefulness.objects.filter(**own).update(useful=useful)


def votes(request: HttpRequest, keys: list[str]) -> dict[str, dict[str, Any]]:
    """What the component shows for each text: its counts, the reader's own answer."""
    counted = {
        row["key"]: row
        for row in Usefulness.objects.filter(key__in=keys)
        .values("key")
        .annotate(total=Count("pk"), yes=Count("pk", filter=Q(useful=True)))
    }
    own = _own(request, keys)
    found = {}
    for key in keys:
        row = counted.get(key, {"total": 0, "yes": 0})
        enough = row["total"] >= SHOWN_FROM
        found[key] = {
            "key": key,
            "anchor": f"utile-{key.partition(':')[2]}",
            "total": row["total"] if enough else 0,
            "yes": row["yes"] if enough else 0,
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
