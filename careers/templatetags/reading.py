"""What the pages of the library ask."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from careers import ways_in
from careers.markdown import DOUBT, doubt
from portal.shell.french import NBSP

register = template.Library()


@register.filter
def whole_euros(amount: int) -> str:
    """22 215 €: an amount without cents."""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)}{NBSP}€"


@register.filter
def doubts(text: str) -> SafeString:
    """A sentence of a data file, each `{à vérifier}` as the mark that every page shows."""
    mark = mark_safe(f" {doubt()}") if DOUBT.search(text) else ""  # noqa: S308
    return format_html_join(mark, "{}", ((part,) for part in DOUBT.split(text)))


@register.filter
def way_title(slug: str) -> str:
    """How a lawful way in is called."""
    return ways_in.title(slug)
