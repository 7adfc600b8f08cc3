"""What an organisation has to answer: the board of the day, the list, the answers to many."""

import csv
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careers.admin.files import neutral
from careers.applications import answers
from careers.applications.enums import ApplicationState
from careers.applications.view import applicant_name
from careers.forms.application import CancelForm, DeclineForm
from careers.forms.received import ReceivedFilterForm
from careers.models import Application, Organisation
from careers.models.answer_figures import figures_of
from careers.models.application import REMINDER_DAYS, end_of_day
from careers.views.pages import page_address, page_number
from portal.moderation.enums import State
from portal.shell.routes import Policy, route

PAGE_SIZE = 25
SHOWN = 10
# What one may answer at once: a letter and a mail each.
MOST_AT_ONCE = 50
# Both forms stand in one: their fields must not answer to the same name.
CANCELLING = "annulation"
# An organisation's file holds what it received in two years; the texts are emptied then.
LONGEST_FILE = 5000


def mine(request: HttpRequest, slug: str) -> Organisation:
    """An organisation this person writes for."""
    mine = Organisation.objects.of_member(request.user).select_related("answer_figures")
    found: Organisation = get_object_or_404(mine, slug=slug)
    return found


def others(request: HttpRequest, current: Organisation) -> list[Organisation]:
    """Every organisation of this person, to go from one to the other; empty when it is alone."""
    mine = list(
        Organisation.objects.of_member(request.user).only("slug", "name").order_by("name", "pk")
    )
    return mine if len(mine) > 1 else []


@route(Policy.ORGANISATION)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """What is due today, what is late, what waits; then the listings and their places."""
    organisation = mine(request, slug)
    now = timezone.now()
    received = Application.objects.received_by(request.user).filter(organisation=organisation)
    waiting = received.open(now=now)
    tonight = end_of_day(now, 0)
    week_old = now - timedelta(days=REMINDER_DAYS[0])
    due = Q(expires_at__lte=tonight, paused_at__isnull=True)
    late = ~due & Q(sent_at__lte=week_old, paused_at__isnull=True)
    counts = waiting.aggregate(
        due=Count("pk", filter=due),
        late=Count("pk", filter=late),
        waiting=Count("pk", filter=~due & ~late),
    )
    in_order = waiting.with_strip().order_by("expires_at", "pk")
    context: dict[str, Any] = {
        "organisation": organisation,
        "organisations": others(request, organisation),
        "counts": counts,
        "figures": figures_of(organisation),
        "due": in_order.filter(due)[:SHOWN],
        "late": in_order.filter(late)[:SHOWN],
        "waiting": in_order.filter(~due & ~late)[:SHOWN],
        "silent": received.filter(
            Q(state=ApplicationState.EXPIRED, closed_at__gt=now - timedelta(days=30))
            | Q(state__in=ApplicationState.open(), paused_at__isnull=True, expires_at__lte=now)
        ).count(),
        "listings": _listings(organisation, received, now=now),
    }
    return render(request, "careers/applications/board.html", context)


def _listings(organisation: Organisation, received: Any, *, now: Any) -> list[Any]:
    """The listings that still matter, with how many wait for each.

    Those in view until their last day; whatever became of them, those for which somebody waits.
    """
    waited_for = received.open(now=now).filter(internship=OuterRef("pk"))
    shown = organisation.internships.filter(
        Q(state=State.APPROVED, ends_on__gte=timezone.localdate(now)) | Exists(waited_for)
    )
    rows = list(shown.with_strip().order_by("apply_by", "pk")[:30])
    waiting = dict(
        received.open(now=now)
        .filter(internship__in=[one.pk for one in rows])
        .order_by()
        .values_list("internship")
        .annotate(n=Count("pk"))
    )
    return [
        {
            "internship": one,
            "waiting": waiting.get(one.pk, 0),
            "left": one.places_left,
        }
        for one in rows
    ]


@route(Policy.ORGANISATION)
def received_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything received, filtered, and the form that answers several at once."""
    return _list(request, mine(request, slug))


def _list(request: HttpRequest, organisation: Organisation, **bound: Any) -> HttpResponse:
    received = Application.objects.received_by(request.user).filter(organisation=organisation)
    form = ReceivedFilterForm(request.GET, organisation=organisation, user=request.user)
    found = form.filter(received).with_strip()
    number = page_number(request)
    start = (number - 1) * PAGE_SIZE
    order = F("sent_at").desc() if form.over else F("expires_at").asc()
    rows = list(found.order_by(order, "pk")[start : start + PAGE_SIZE + 1])
    context: dict[str, Any] = {
        "organisation": organisation,
        "organisations": others(request, organisation),
        "form": form,
        "query": request.GET.urlencode(),
        "applications": rows[:PAGE_SIZE],
        "answerable": any(one.is_open() for one in rows[:PAGE_SIZE]),
        "count": found.count(),
        "decline_form": DeclineForm(),
        "cancel_form": CancelForm(prefix=CANCELLING),
        "chosen": set(),
        "previous_url": page_address(request, number - 1) if number > 1 else "",
        "next_url": page_address(request, number + 1) if len(rows) > PAGE_SIZE else "",
        **bound,
    }
    return render(request, "careers/applications/received_list.html", context)


@route(Policy.ORGANISATION, "POST")
def answer_many(request: HttpRequest, slug: str) -> HttpResponse:
    """Decline, or call off, several at once: each person gets a letter of their own."""
    organisation = mine(request, slug)
    texts = [text for text in request.POST.getlist("candidature") if text.isascii()]
    numbers = {int(text) for text in texts if text.isdigit() and len(text) < 19}
    received = Application.objects.received_by(request.user).filter(organisation=organisation)
    chosen = list(received.filter(pk__in=list(numbers)[:MOST_AT_ONCE]).order_by("pk"))
    cancelling = request.POST.get("acte") == "annuler"
    form: Any = (
        CancelForm(request.POST, prefix=CANCELLING) if cancelling else DeclineForm(request.POST)
    )
    bound = {"cancel_form" if cancelling else "decline_form": form}
    if not chosen:
        form.is_valid()
        form.add_error(None, _("Cochez au moins une candidature."))
        return _list(request, organisation, **bound)
    if not form.is_valid():
        return _list(request, organisation, chosen={one.pk for one in chosen}, **bound)
    act = answers.cancel if cancelling else answers.decline
    try:
        count = act(applications=chosen, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _list(request, organisation, chosen={one.pk for one in chosen}, **bound)
    messages.success(
        request,
        ngettext(
            "%(n)s réponse est partie, avec sa raison.",
            "%(n)s réponses sont parties, chacune à sa personne.",
            count,
        )
        % {"n": count},
    )
    return redirect(
        f"{reverse('careers:received_list', args=[slug])}?{request.POST.get('query', '')[:300]}"
    )


@route(Policy.ORGANISATION)
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Names, states and dates as CSV for a spreadsheet: no motivation, and no cell is a formula."""
    organisation = mine(request, slug)
    received = Application.objects.received_by(request.user).filter(organisation=organisation)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="candidatures-{organisation.slug}.csv"'
    response["Cache-Control"] = "no-store, private"
    response.write("\ufeff")  # Without it, spreadsheets read the accents wrong.
    writer = csv.writer(response)
    heads = (
        _("Annonce"), _("Candidat·e"), _("État"), _("Envoyée le"), _("Lue le"),
        _("Répondre avant le"), _("Réponse le"), _("Raison"), _("Suivie par"),
    )  # fmt: skip
    writer.writerow([str(head) for head in heads])
    for one in received.with_strip().order_by("-sent_at", "-pk")[:LONGEST_FILE]:
        reason = one.reason_choice
        cells = [
            one.title,
            applicant_name(one),
            one.state_label,
            _iso(one.sent_at),
            _iso(one.first_read_at),
            one.last_day.isoformat() if one.last_day else "",
            _iso(one.answered_at),
            str(reason.label) if reason else "",
            one.assigned_to.display_name if one.assigned_to else "",
        ]
        writer.writerow([neutral(cell) for cell in cells])
    return response


def _iso(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
