"""What the guide's templates ask of a role."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from careers.enums import Confidence, HardSide, Phase
from portal.moderation.enums import State

register = template.Library()


@register.filter
def trust(role: Any, section: str) -> str:
    """The Confidence of one section of a guide."""
    return str(role.trust(section))


@register.filter
def linked(text: str, linker: Any) -> Any:
    """A plain text with the words of the trade linked, where a page mentions them first."""
    return linker.link(text)


@register.filter
def sourced(sources: list[Any]) -> str:
    """The Confidence of a claim about the future: verified in part when it has a source."""
    return Confidence.MIXED if sources else Confidence.GENERAL_KNOWLEDGE


@register.filter
def phases(values: list[str]) -> str:
    """préparation, tournage."""
    labels = dict(Phase.choices)
    return ", ".join(str(labels.get(value, value)) for value in values)


@register.filter
def hard_side(value: str) -> str:
    """The name of one hard side."""
    return str(dict(HardSide.choices).get(value, value))


@register.filter
def place_and_length(internship: Any) -> str:
    """Marseille · 4 mois."""
    return " · ".join(part for part in (internship.city, internship.duration_label) if part)


@register.filter
def host_and_period(internship: Any) -> str:
    """Les Films du contrechamp — du 1er février au 31 mai 2027."""
    parts = (internship.organisation.name, internship.period_label)
    return " — ".join(part for part in parts if part)


@register.filter
def state_tags(internship: Any) -> list[dict[str, Any]]:
    """The state of one's own listing, as a tag: full, or closed when its deadline has passed."""
    if internship.state == State.APPROVED and not internship.is_open():
        full = internship.is_full
        return [{"kind": "neutral", "text": _("complète") if full else _("close")}]
    kinds = {State.APPROVED: "ok", State.REJECTED: "error", State.SUBMITTED: "warn"}
    kind = kinds.get(State(internship.state), "neutral")
    return [{"kind": kind, "text": internship.get_state_display()}]
