"""Tags for what machines read of a page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from portal.shell.jsonld import element

register = template.Library()


@register.simple_tag
def jsonld(data: dict[str, Any]) -> SafeString:
    return element(data)
