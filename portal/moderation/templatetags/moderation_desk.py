from typing import Any

from django import template

from portal.moderation import waiting as waits

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting(context: dict[str, Any]) -> list[waits.Line]:
    """What waits for this member of the team (`{% waiting as lines %}`)."""
    return waits.lines(context["request"].user)
