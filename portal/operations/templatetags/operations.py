"""Figures of the state page, as a person reads them."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.operations import readings
from portal.operations.enums import Health
from portal.shell.french import NBSP

register = template.Library()
UNITS = ((86_400, "j"), (3_600, "h"), (60, "min"), (1, "s"))


@register.filter
def duration(seconds: float) -> str:
    """4 ms, 12 s, 3 h, 2 j: one unit is enough to see whether something is wrong."""
    if seconds < 1:
        return f"{seconds * 1000:.0f}{NBSP}ms"
    size, unit = next(one for one in UNITS if seconds >= one[0])
    return f"{seconds / size:.0f}{NBSP}{unit}"


@register.filter
def figure(reading: readings.Reading) -> str:
    """The value of a reading in its unit."""
    if reading.value is None:
        return _("jamais") if reading.none_is_late else _("rien")
    if reading.unit == readings.AGE:
        return _("il y a %(time)s") % {"time": duration(reading.value)}
    if reading.unit == readings.SIZE:
        size = number_format(reading.value / 1e9, decimal_pos=1)
        return _("%(size)s\u00a0Go libres") % {"size": size}
    return number_format(reading.value, decimal_pos=0, force_grouping=True)


@register.simple_tag
def health(state: Health | bool) -> SafeString:
    """In words, beside a colour that not everybody sees."""
    if isinstance(state, bool):
        state = Health.GOOD if state else Health.BAD
    return format_html('<span class="state-{}">{}</span>', state.value, state.label)
