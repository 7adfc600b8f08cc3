"""This floor's lines in the library."""

from django.utils.translation import gettext_lazy as _

from careers.library import Entry, Need, register
from events.models import Festival

register(
    Entry(
        Need.MEET,
        30,
        _("Les festivals"),
        _("Mois par mois : ce qu’on y montre, ce qu’on y trouve quand on débute."),
        "events:festivals",
        Festival.objects.count,
    )
)
