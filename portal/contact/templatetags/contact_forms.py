"""The forms of an answer, for the pages of upper floors too."""

from django import template

from portal.contact.forms import DeclineForm

register = template.Library()


@register.simple_tag
def decline_form() -> DeclineForm:
    return DeclineForm()
