"""What the pages of the library ask."""

from django import template
from django.utils.formats import number_format

from portal.shell.french import NBSP

register = template.Library()


@register.filter
def whole_euros(amount: int) -> str:
    """22 215 €: an amount without cents."""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)}{NBSP}€"
