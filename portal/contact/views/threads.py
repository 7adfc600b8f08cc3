"""A conversation: its latest messages, the place to answer, the way out."""

import dataclasses
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.faces import Face
from portal.contact import actions
from portal.contact.forms import MessageForm
from portal.contact.models import Message, Participation, Thread
from portal.contact.people import People
from portal.shell import french, interrupted
from portal.shell.routes import Policy, route

PAGE_SIZE = 50


def _mine(request: HttpRequest, pk: int) -> Thread:
    """A conversation that this member takes part in."""
    return get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _page(thread: Thread, before: int | None) -> tuple[list[Message], bool]:
    """At most PAGE_SIZE messages as they were written, and whether there are older ones."""
    found = thread.messages.select_related("author").order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE_SIZE + 1])
    return rows[:PAGE_SIZE][::-1], len(rows) > PAGE_SIZE


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A message as one of the two reads it."""

    pk: int
    created_at: datetime
    day: str
    clock: str
    name: str
    url: str
    shown_text: str
    mine: bool
    is_new: bool
    report_url: str


def _shown(message: Message, *, gone: bool, mine: bool) -> str:
    """What is read of a message: nothing of whoever is gone, a sentence of what was hidden."""
    if gone:
        return ""
    if message.hidden_at is not None and not mine:
        return _("Message masqué par la modération.")
    return message.text


def _lines(rows: list[Message], *, place: Participation, people: People) -> list[Line]:
    """The messages with their speakers; a new day opens with a slugline."""
    lines: list[Line] = []
    last_day = ""
    for message in rows:
        mine = message.author_id == place.user_id
        face = Face(str(place.user)) if mine else people.face(message.author)
        local = timezone.localtime(message.created_at)
        day = french.day(local.date())
        # Whoever is gone for the reader leaves the page of a member who was erased.
        gone = not mine and people.is_gone(message.author)
        line = Line(
            pk=message.pk,
            created_at=message.created_at,
            day=_("Int. messagerie — %s") % day if day != last_day else "",
            clock=french.clock(f"{local:%H:%M}"),
            name=face.name,
            url=face.url,
            shown_text=_shown(message, gone=gone, mine=mine),
            mine=mine,
            is_new=not mine and message.created_at > place.last_read_at,
            report_url="" if mine else reverse("moderation:report", args=["message", message.pk]),
        )
        lines.append(line)
        last_day = day
    return lines


def _post(request: HttpRequest, pk: int, form: MessageForm) -> HttpResponse | None:
    # Whoever takes no part in it is refused while its row is held: no need to read it before.
    thread = Thread(pk=pk)
    try:
        actions.post(thread=thread, by=request.user, text=form.cleaned_data["text"], key=form.key())
    except actions.Unreachable as absent:
        raise Http404 from absent
    except actions.Closed as closed:
        messages.error(request, closed.messages[0])
        return redirect(thread)
    except ValidationError as wrong:
        form.add_error("text", wrong)
        return None
    return redirect(thread.get_absolute_url() + "#suite")


@route(Policy.OWNER, "GET", "POST")
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a conversation and answer. Reading writes nothing: « lu » is a form of its own."""
    user: Any = request.user
    form = MessageForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        answer = _post(request, pk, form)
        if answer:
            return answer
    found = _mine(request, pk)
    places = list(Participation.objects.filter(thread=found).select_related("user"))
    mine = next(place for place in places if place.user_id == user.pk)
    other = next((place for place in places if place is not mine), None)
    person = other.user if other else None
    people = People(user, [person])
    before = _number(request.GET.get("avant", ""))
    rows, older = _page(found, before)
    shown = _lines(rows, place=mine, people=people)
    context = {
        "thread": found,
        "face": people.face(person),
        "other": None if people.is_gone(person) else person,
        "blocked": people.is_blocked(person),
        "left": mine.left_at is not None,
        "open": (
            mine.left_at is None
            and other is not None
            and other.left_at is None
            and not people.is_gone(person)
            and not people.is_blocked(person)
        ),
        "closed_text": actions.Closed().messages[0],
        "minor": user.is_minor or (person is not None and person.is_minor),
        "shown": shown,
        "unread": any(line.is_new for line in shown),
        "last_pk": shown[-1].pk if shown else 0,
        "older_url": f"?avant={shown[0].pk}" if older else "",
        "latest": before is None,
        "form": form,
    }
    return render(request, "contact/thread.html", context)


@route(Policy.OWNER, "POST")
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember that the messages up to the one named were read."""
    found = _mine(request, pk)
    last = _number(request.POST.get("jusque", ""))
    message = found.messages.filter(pk=last or 0).first()
    if message:
        actions.mark_read(thread=found, by=request.user, until=message.created_at)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=200)
    return redirect(found)


@route(Policy.OWNER, "POST")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a conversation, for both."""
    actions.leave(thread=_mine(request, pk), by=request.user)
    messages.success(
        request, _("Conversation close. Vous la retrouvez avec celles que vous avez quittées.")
    )
    return redirect("contact:inbox")
