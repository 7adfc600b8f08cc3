"""The festivals: as a list, month by month, one by one, and as a calendar file."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from careers.enums import Confidence
from events import calendars, dates, jsonld, month_sheet
from events.forms.festival import FestivalFilterForm
from events.models import Edition, Festival, Meetup
from portal.shell import ics
from portal.shell.opengraph import share
from portal.shell.routes import Policy, route

# The first month of which an edition is known, and how far ahead one may leaf.
FIRST_MONTH = date(2026, 1, 1)
MONTHS_AHEAD = 24
MEETUPS_SHOWN = 10
PUBLIC_SECONDS = 3600


def row(festival: Festival, *, today: date) -> dict[str, Any]:
    """A line of the list: its next known dates, or when it usually is, and how sure that is."""
    edition = festival.next_edition(today=today)
    return {
        "festival": festival,
        "when": edition.dates_label if edition else festival.usual_label,
        "tags": edition_tags(edition) if edition else trust_tags(festival.trust("usual_period")),
        "month": month_of(festival, edition, today=today),
        "first": (edition.starts_on or edition.ends_on) if edition else None,
    }


def edition_row(edition: Edition) -> dict[str, Any]:
    """A line about one edition, past ones too."""
    return {
        "festival": edition.festival,
        "when": edition.dates_label,
        "tags": edition_tags(edition),
    }


def edition_tags(edition: Edition) -> list[dict[str, Any]]:
    return trust_tags(edition.confidence) or [{"kind": "ok", "text": _("dates annoncées")}]


def trust_tags(level: str) -> list[dict[str, Any]]:
    """The confidence component, as the tag of a strip."""
    if level == Confidence.VERIFIED:
        return []
    mixed = level == Confidence.MIXED
    return [{"kind": "warn", "text": _("vérifié en partie") if mixed else _("à vérifier")}]


def usual_note(festival: Festival) -> str:
    """When it usually is and where, with the doubt there is about it."""
    city = festival.city if festival.city != festival.short_name else ""
    doubts = [tag["text"] for tag in trust_tags(festival.trust("usual_period"))]
    return ", ".join(part for part in (city, festival.usual_period, *doubts) if part)


def month_of(festival: Festival, edition: Edition | None, *, today: date) -> date | None:
    """Under which coming month a festival stands; None when even its usual one is unknown."""
    this_month = dates.month_of(today)
    if edition:
        known = edition.starts_on or edition.ends_on or today
        return max(dates.month_of(known), this_month)
    if festival.usual_month is None:
        return None
    return next(
        month for month in dates.coming_months(today) if month.month == festival.usual_month
    )


@route(Policy.PUBLIC, shared=True)
def festivals(request: HttpRequest) -> HttpResponse:
    """Every festival by month from the present one on, or those that match the filters."""
    today = timezone.localdate()
    everything = list(Festival.objects.with_editions())
    form = FestivalFilterForm(request.GET, everything, today=today)
    found = form.found()
    rows = [row(festival, today=today) for festival in found]
    rows.sort(key=lambda line: (line["first"] or date.max, line["festival"].short_name))
    months = sorted({line["month"] for line in rows if line["month"]})
    kept = form.kept()
    context = {
        "months": [
            {
                "label": dates.month_label(month),
                "slug": dates.month_slug(month),
                "url": month_address(month),
                "rows": [line for line in rows if line["month"] == month],
            }
            for month in months
        ],
        "unknown": [line for line in rows if line["month"] is None],
        "count": len(found),
        "groups": form.groups(),
        "words": form.words,
        "words_kept": [{"name": "q", "value": form.words}] if form.words else [],
        "kept": kept,
        "active": len(kept),
        "checked_on": max((one.checked_on for one in everything if one.checked_on), default=None),
    }
    return render(request, "events/festivals.html", context)


@route(Policy.PUBLIC, shared=True)
def festival_month(request: HttpRequest, month: str = "") -> HttpResponse:
    """One month: the known editions on their days, and apart those usually in it, undated."""
    today = timezone.localdate()
    shown = dates.read_month(month) if month else dates.month_of(today)
    last = dates.add_months(dates.month_of(today), MONTHS_AHEAD)
    if shown is None or not FIRST_MONTH <= shown <= last:
        raise Http404
    end = dates.last_day(shown)
    editions = list(Edition.objects.between(shown, end).select_related("festival"))
    usual = Festival.objects.filter(usual_month=shown.month).with_editions()
    undated = [one for one in usual if not one.is_dated_in(shown.year)]
    before, after = dates.add_months(shown, -1), dates.add_months(shown, 1)
    context = {
        "label": dates.month_label(shown),
        "start": shown.isoweekday(),
        "days": month_sheet.days(shown, editions, today=today) if editions else [],
        "rows": [edition_row(edition) for edition in editions],
        "undated": [
            {"title": one.short_name, "url": one.get_absolute_url(), "note": usual_note(one)}
            for one in undated
        ],
        "is_past": end < today,
        "nothing": "" if editions else nothing_known(undated),
        "previous_url": month_address(before) if before >= FIRST_MONTH else "",
        "previous_label": dates.month_label(before),
        "next_url": month_address(after) if after <= last else "",
        "next_label": dates.month_label(after),
    }
    return render(request, "events/festival_month.html", context)


def month_address(month: date) -> str:
    return reverse("events:festival_month", args=[dates.month_slug(month)])


def nothing_known(undated: list[Festival]) -> str:
    """What a month without any date says."""
    if undated:
        return _("Aucune date annoncée pour ce mois.")
    return _("Aucun festival connu ce mois-ci. Le mois d’avant ou d’après en a peut-être.")


@route(Policy.PUBLIC, shared=True)
def festival(request: HttpRequest, slug: str) -> HttpResponse:
    """One festival: what it is, why go as a newcomer, its editions, the meetups during it."""
    today = timezone.localdate()
    shown = get_object_or_404(Festival.objects.with_editions(), slug=slug)
    following = shown.next_edition(today=today)
    month = month_of(shown, following, today=today)
    editions = [
        {
            "edition": one,
            "is_over": one.is_over(today=today),
            "accreditation_open": one.accreditation_is_open(today=today),
        }
        for one in shown.editions.all()
    ]
    meetups = Meetup.objects.upcoming().filter(festival=shown).with_strip()
    context = {
        "festival": shown,
        "jsonld": jsonld.edition(shown, following),
        "share": share("festival", slug, title=shown.name, description=shown.specialty),
        "next": following,
        "coming": [one for one in editions if not one["is_over"]],
        "past": [one for one in editions if one["is_over"]],
        "meetups": meetups.order_by("starts_at", "pk")[:MEETUPS_SHOWN],
        "month_url": month_address(month) if month else "",
    }
    return render(request, "events/festival.html", context)


@route(Policy.PUBLIC, shared=True)
def festival_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """A festival's known dates and its public meetups, to be subscribed to."""
    shown = get_object_or_404(Festival.objects.with_editions(), slug=slug)
    made = ics.calendar(shown.short_name, calendars.of_festival(shown, now=timezone.now()))
    response = ics.respond(made, filename=shown.slug)
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
