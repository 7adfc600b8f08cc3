"""What the pages of mentoring ask of a mentorship."""

from typing import Any

from django import template

from portal.accounts.faces import gone

register = template.Library()


@register.filter
def name_in(person: Any, known: Any) -> str:
    """The name of whoever wrote a line, from the faces already read."""
    return (known.get(person.pk) or gone()).name if person is not None else gone().name
