from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mentoring.directory import everybody, page, rows, strips
from mentoring.forms.directory import DirectoryForm
from mentoring.models import Profile
from mentoring.sight import StripView
from portal.shell import prepared
from portal.shell.routes import Policy, route
from portal.shell.written import written


def _number(request: HttpRequest, name: str) -> int | None:
    """The place in the list that the address names; anything unreadable is the beginning."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _address(form: DirectoryForm, **place: int) -> str:
    sent: Any = form.data
    kept = [(name, value) for name in form.wanted() for value in sent.getlist(name)]
    return f"?{urlencode([*kept, *place.items()])}"


def _filters(request: HttpRequest, form: DirectoryForm) -> SafeString:
    """The form as it was sent, drawn once for the same choices."""
    sent: Any = form.data
    chosen = tuple((name, *sent.getlist(name)) for name in form.wanted())

    def draw() -> SafeString:
        active = sum(len(v) if isinstance(v, list) else 1 for v in form.wanted().values())
        context = {"form": form, "active": active}
        return render_to_string("mentoring/_directory_filters.html", context)

    # What it does not know, it repeats beside an error: of each such address, its own.
    if form.errors:
        return draw()
    return prepared.part(request, ("directory", chosen), draw)


def _board(request: HttpRequest, numbers: list[int]) -> tuple[list[StripView], SafeString]:
    """The lines of these members, drawn once for all who may read the same ones."""

    def draw() -> tuple[list[StripView], SafeString]:
        members = strips(numbers)
        return members, render_to_string("mentoring/_directory_board.html", {"members": members})

    return prepared.part(request, ("directory board", *numbers), draw, library=False)


def _numbers(user: Any, form: DirectoryForm, before: int | None, after: int | None) -> list[int]:
    if form.wanted():
        found = form.filter(Profile.objects.listed_for(user), user)
        return list(rows(found, form.terms(), before=before, after=after))
    with connection.cursor() as cursor:
        cursor.execute(*written(everybody, before, after, member=user))
        return [number for (number,) in cursor.fetchall()]


@route(Policy.MEMBER)
def directory(request: HttpRequest) -> HttpResponse:
    """The members shown to every member, the newest first, filtered."""
    form = DirectoryForm(request.GET)
    before, after = _number(request, "avant"), _number(request, "apres")
    if before is not None:
        after = None
    numbers, more = page(_numbers(request.user, form, before, after))
    members, board = _board(request, numbers)
    newer = more if after is not None else before is not None
    older = before is not None or after is not None if not members else after is not None or more
    wanted = form.wanted()
    context: dict[str, Any] = {
        "filters": _filters(request, form),
        "members": members,
        "board": board,
        "filtered": bool(wanted),
        "previous_url": _address(form, apres=members[0].pk) if members and newer else "",
        "next_url": _address(form, avant=members[-1].pk) if members and older else "",
        "beyond": not members and (before is not None or after is not None),
        "first_url": _address(form),
    }
    return render(request, "mentoring/directory.html", context)
