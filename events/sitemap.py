"""The public pages of this floor."""

from collections.abc import Iterator

from events.models import Festival, Meetup
from portal.shell.sitemaps import Page, named, register


def festivals() -> Iterator[Page]:
    for one in Festival.objects.order_by("slug"):
        yield Page(one.get_absolute_url, one.checked_on)


def meetups() -> Iterator[Page]:
    """Those announced and still to come."""
    for one in Meetup.objects.upcoming().order_by("-pk")[:20_000]:
        yield Page(one.get_absolute_url, one.published_at)


register("festivals", festivals)
register("rencontres", meetups)
register("agenda", named("events:festivals", "events:meetups", "events:meetups_past"))
