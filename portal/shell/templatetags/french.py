"""Template filters for figures and dates set in French."""

from django import template

from portal.shell import french

register = template.Library()
register.filter("clock", french.clock)
register.filter("moment", french.moment, expects_localtime=True)
register.filter("euros", french.euros)
register.filter("exact_euros", french.exact_euros)
register.filter("hours", french.hours)
register.filter("day", french.day, expects_localtime=True)


@register.filter
def partial_date(value: str) -> str:
    """A date as precise as it is known: 2024, 2024-04 or 2024-04-26 → 26/04/2024."""
    return "/".join(reversed(str(value).split("-")))
