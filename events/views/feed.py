"""The announced meetups as a feed, for feed readers and other sites."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext_lazy as _

from events.models import Meetup, MeetupQuerySet
from portal.shell import ics
from portal.shell.routes import Policy, route

LENGTH = 50
PUBLIC_SECONDS = 900


class MeetupFeed(Feed):
    """The latest meetups still to come: as their public page says them, without names."""

    feed_type = Atom1Feed
    title = _("Premier Clap\u00a0: les rencontres")
    subtitle = _("Les rencontres à venir, relues par la modération. Toujours gratuites.")
    link = reverse_lazy("events:meetups")

    def items(self) -> MeetupQuerySet:
        # By number: the latest written first, without sorting all those to come.
        found: MeetupQuerySet = Meetup.objects.upcoming().with_strip().order_by("-pk")[:LENGTH]
        return found

    def item_title(self, item: Any) -> str:
        # Atom titles are plain text here: escaped once, by the writer of the feed.
        return ics.line(str(item))

    def item_description(self, item: Any) -> str:
        facts = f"{item.when_label}\n{item.where_label}\n\n{item.description}"
        return linebreaks(escape(ics.lines(facts)))

    def item_guid(self, item: Any) -> str:
        return ics.iri("rencontre", item.pk)

    def item_pubdate(self, item: Any) -> datetime | None:
        published: datetime | None = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime:
        return item.decided_at or item.published_at or timezone.now()


@route(Policy.PUBLIC, shared=True)
def meetup_feed(request: HttpRequest) -> HttpResponse:
    """/rencontres/flux.atom"""
    response = MeetupFeed()(request)
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
