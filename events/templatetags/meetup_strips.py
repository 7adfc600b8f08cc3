"""What the strips of meetups ask."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from events.enums import Seat
from portal.moderation.enums import State

register = template.Library()


@register.filter
def strip_meta(meetup: Any) -> str:
    """Le Comptoir du 7e — pendant Cannes."""
    parts = [meetup.place] if meetup.on_site and meetup.place else []
    if meetup.festival:
        parts.append(_("pendant %(festival)s") % {"festival": meetup.festival.short_name})
    return " — ".join(parts)


@register.filter
def seat_tags(meetup: Any) -> list[dict[str, Any]]:
    """Seats left, and who may come: what decides whether one reads on."""
    tags = [{"kind": "warn" if meetup.full else "ok", "text": meetup.places_label}]
    if meetup.minors_welcome:
        tags.append({"kind": "", "text": _("dès 15\u00a0ans")})
    if meetup.alcohol_free:
        tags.append({"kind": "", "text": _("sans alcool")})
    return tags


@register.filter
def held_tags(seat: Any) -> list[dict[str, Any]]:
    """What one holds oneself."""
    if seat.meetup.cancelled_at:
        return [{"kind": "error", "text": _("annulée")}]
    if seat.state == Seat.CONFIRMED:
        return [{"kind": "ok", "text": _("place confirmée")}]
    return [
        {"kind": "warn", "text": _("liste d’attente\u00a0: %(rank)s") % {"rank": ordinal(seat)}}
    ]


@register.filter
def hosted_tags(meetup: Any) -> list[dict[str, Any]]:
    """Where one's own meetup stands."""
    if meetup.cancelled_at:
        return [{"kind": "error", "text": _("annulée")}]
    if meetup.state == State.APPROVED and meetup.has_begun():
        return [{"kind": "", "text": _("passée")}]
    kinds = {State.APPROVED: "ok", State.REJECTED: "error", State.SUBMITTED: "warn"}
    tags = [{"kind": kinds.get(State(meetup.state), ""), "text": meetup.get_state_display()}]
    if meetup.published_at:
        taken = {"taken": meetup.seats_taken, "capacity": meetup.capacity}
        tags.append({"kind": "", "text": _("%(taken)s places prises sur %(capacity)s") % taken})
    return tags


@register.filter
def ordinal(seat: Any) -> str:
    """1re, 3e: one's place in the queue."""
    return _("1re") if seat.rank == 1 else _("%(rank)se") % {"rank": seat.rank}


@register.filter
def readable_url(meetup: Any) -> str:
    """Its page, as long as whoever is registered can open it."""
    readable = meetup.state in {State.APPROVED, State.SUBMITTED}
    return meetup.get_absolute_url() if readable else ""
