"""What the search finds on this floor: the festivals, and the meetups to come."""

from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from events.models import Festival, Meetup
from portal.search import registry
from portal.search.registry import Document, Source


def slugs(region: str) -> list[str]:
    return [slugify(region)] if region else []


def festival(one: Festival) -> Document:
    """Its dates are not in it: they change, and its page has them."""
    text = [
        one.newcomer_interest,
        one.specialty,
        *(str(label) for label in one.specialty_labels),
        one.city,
        one.region,
        one.usual_period,
    ]
    return Document(
        title=one.name,
        title_en=one.name_en,
        url=one.get_absolute_url(),
        names=[one.short_name, one.name_en] if one.name_en else [one.short_name],
        text="\n".join(filter(None, text)),
        excerpt="\n".join(filter(None, [one.specialty, one.newcomer_interest])),
        line=" · ".join(filter(None, [one.city, one.usual_period])),
        regions=slugs(one.region),
        place=registry.by_title(one.short_name),
    )


def meetup(one: Meetup) -> Document:
    """Neither its address nor its link: those are for whoever comes."""
    text = [one.description, one.city, one.region, str(one.where_label)]
    if one.festival:
        text.append(one.festival.name)
    return Document(
        title=one.title,
        url=one.get_absolute_url(),
        text="\n".join(filter(None, text)),
        excerpt=one.description,
        line=one.slugline,
        regions=slugs(one.region),
        until=one.starts_at,
        place=registry.soonest_first(one.starts_at),
    )


def upcoming(viewer: Any, now: datetime) -> Any:
    return Meetup.objects.upcoming(now=now)


registry.register(
    Source(
        key="festival",
        order=28,
        label=_("Festival"),
        plural=_("Festivals"),
        model=Festival,
        queryset=lambda: Festival.objects.all(),
        document=festival,
    ),
    Source(
        key="rencontre",
        many=True,
        order=32,
        label=_("Rencontre"),
        plural=_("Rencontres à venir"),
        model=Meetup,
        queryset=lambda: Meetup.objects.upcoming().select_related("festival"),
        visible=upcoming,
        document=meetup,
        depends=[(Festival, "festival")],
    ),
)
