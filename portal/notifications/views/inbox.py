import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.notifications import topics
from portal.notifications.inbox import on_site, sentences
from portal.notifications.models import Notification
from portal.shell import languages
from portal.shell.routes import Policy, route

PAGE_SIZE = 30


def number(text: str) -> int | None:
    """A number of a row, or None for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


@route(Policy.MEMBER)
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything a member was told, the latest first."""
    mine = Notification.objects.visible_to(request.user)
    before = number(request.GET.get("avant", ""))
    found = mine if before is None else mine.filter(pk__lt=before)
    rows = list(found.select_related("actor")[: PAGE_SIZE + 1])
    shown, further = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
    here = reverse("notifications:inbox")
    context: dict[str, Any] = {
        "rows": [
            {"notification": one, "sentence": sentence, "topic": topics.get(one.topic)}
            for one, sentence in zip(shown, sentences(shown, viewer=request.user), strict=True)
        ],
        "unread": mine.unread().count(),
        "newest": mine.values_list("pk", flat=True).first(),
        "first_url": here if before is not None else "",
        "next_url": f"{here}?avant={shown[-1].pk}" if further else "",
    }
    return render(request, "notifications/inbox.html", context)


@route(Policy.OWNER, "POST")
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads: a link would write by GET."""
    mine = Notification.objects.visible_to(request.user)
    one = get_object_or_404(mine, pk=pk)
    mine.filter(pk=pk).mark_read()
    return redirect(languages.spoken(one.url) if on_site(one.url) else "notifications:inbox")


@route(Policy.MEMBER, "POST")
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read what was there when the page was opened, not what came since."""
    newest = number(request.POST.get("jusque", ""))
    if newest is not None:
        Notification.objects.visible_to(request.user).filter(pk__lte=newest).mark_read()
    return redirect("notifications:inbox")
