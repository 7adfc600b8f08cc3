"""This floor's line in the library."""

from django.utils.translation import gettext_lazy as _

from careers.library import Entry, Need, register

register(
    Entry(
        Need.MEET,
        20,
        _("Les mentors"),
        _("Des gens du métier qui ont du temps pour vos questions."),
        "mentoring:mentors",
    )
)
