"""Festivals and meetups as schema.org knows them: what their public pages show, no more."""

from typing import Any

from django.conf import settings

from events.models import Edition, Festival, Meetup

Data = dict[str, Any]
SCHEMA = "https://schema.org/"


def meetup(meetup: Meetup) -> Data:
    """An announced meetup. Never its link, nor who hosts or comes."""
    page = f"{settings.SITE_URL}{meetup.get_absolute_url()}"
    places: list[Data] = []
    if meetup.on_site:
        places.append(
            {
                "@type": "Place",
                "name": meetup.place or meetup.city,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": meetup.address,
                    "addressLocality": meetup.city,
                    "addressCountry": "FR",
                },
            }
        )
    if meetup.online:
        places.append({"@type": "VirtualLocation", "url": page})
    mode = "Mixed" if len(places) == 2 else "Online" if meetup.online else "Offline"
    cancelled = meetup.cancelled_at is not None
    return {
        "@type": "Event",
        "name": meetup.title,
        "description": meetup.description,
        "startDate": meetup.starts_at.isoformat() if meetup.starts_at else "",
        "endDate": meetup.ends_at.isoformat() if meetup.ends_at else "",
        "eventStatus": f"{SCHEMA}{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode",
        "location": places,
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": meetup.capacity,
        "organizer": {
            "@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL,
        },
        "url": page,
    }  # fmt: skip


def edition(festival: Festival, edition: Edition | None) -> Data:
    """A festival's next edition when its first day is known; else nothing is claimed."""
    if edition is None or edition.starts_on is None:
        return {}
    return {
        "@type": "Festival",
        "name": f"{festival.name} {edition.year}",
        "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat() if edition.ends_on else "",
        "location": {
            "@type": "Place",
            "name": festival.city,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": festival.city,
                "addressCountry": festival.country,
            },
        },
        "url": festival.website,
        "mainEntityOfPage": f"{settings.SITE_URL}{festival.get_absolute_url()}",
    }
