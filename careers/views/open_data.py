from datetime import date, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from careers import open_data, sheets
from careers.sheets import Sheet
from portal.shell.routes import Policy, route

PUBLIC_SECONDS = 3600
LENGTH = 50


@route(Policy.PUBLIC, shared=True)
def data(request: HttpRequest) -> HttpResponse:
    """What may be reused, under which licence, and where it is."""
    sets = [
        {
            "dataset": one,
            "json": reverse("open_library:dataset", args=[one.slug, "json"]),
            "csv": reverse("open_library:dataset", args=[one.slug, "csv"]),
            "checked_on": one.checked_on(),
        }
        for one in open_data.DATASETS.values()
    ]
    context = {"sets": sets, "licence_url": open_data.LICENCE_URL}
    return render(request, "careers/open_data.html", context)


@route(Policy.PUBLIC, shared=True)
def dataset(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One set, as JSON or CSV."""
    found = open_data.DATASETS.get(slug)
    if found is None or form not in {"json", "csv"}:
        raise Http404
    response: HttpResponse
    if form == "json":
        response = JsonResponse(open_data.as_json(found), json_dumps_params={"ensure_ascii": False})
    else:
        response = HttpResponse(open_data.as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="premier-clap-{slug}.{form}"'
    # For a page of another site to read them; there is no session here to abuse.
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response


class SheetFeed(Feed):
    """The practical sheets, the latest first."""

    feed_type = Atom1Feed
    title = _("Premier Clap\u00a0: les fiches pratiques")
    subtitle = _("Les nouvelles fiches, avec leur date et leurs sources.")
    link = reverse_lazy("careers:sheets")
    author_name = settings.SITE_NAME

    def items(self) -> list[Sheet]:
        return sorted(sheets.all_sheets(), key=lambda one: (one.published, one.slug))[::-1][:LENGTH]

    def item_title(self, item: Sheet) -> str:
        return item.title

    def item_description(self, item: Sheet) -> str:
        return item.summary

    def item_author_name(self, item: Sheet) -> str:
        return item.author

    def item_pubdate(self, item: Sheet) -> datetime:
        return _noon(item.published)

    def item_updateddate(self, item: Sheet) -> datetime:
        return _noon(item.checked_on)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@route(Policy.PUBLIC, shared=True)
def sheet_feed(request: HttpRequest) -> HttpResponse:
    """/ressources/fiches/flux.atom"""
    response = SheetFeed()(request)
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
