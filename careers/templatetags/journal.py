"""What the pages of the journal and of the hours ask."""

from datetime import date

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.shell import french

register = template.Library()


@register.filter
def short_day(value: date, today: date) -> str:
    """3 mars; 3 mars 2025 in another year."""
    return french.day(value, year=value.year != today.year)


@register.filter
def planned(value: date, today: date) -> str:
    """When an action is planned, without a word of blame once the day has passed."""
    days = (value - today).days
    if days == 0:
        return str(_("aujourd’hui"))
    if days == 1:
        return str(_("demain"))
    if 1 < days < 15:
        return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % {"n": days}
    said = _("prévu le %s") if days < 0 else _("le %s")
    return said % short_day(value, today)


register.filter("hours", french.hours)
