"""The meetups about a role, in its guide."""

import re

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from careers import hub
from careers.models import Role
from careers.words import fold
from events import when
from events.models import Meetup

# The nearest ones; a meetup has no role, its title says what it is about.
READ, SHOWN = 100, 3
SHORTEST_WORD = 4


def words_of(role: Role) -> set[str]:
    """The words by which a title speaks of a role or of its department."""
    names = [role.title_masculine, role.title_feminine, role.department.label]
    words = {word for name in names for word in words_in(name)}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


@hub.register
def meetups(request: HttpRequest, role: Role) -> hub.Row:
    wanted = words_of(role)
    coming = Meetup.objects.upcoming().order_by("starts_at", "pk")
    about = [
        one
        for one in coming.only("pk", "title", "starts_at", "city")[:READ]
        if wanted & words_in(one.title)
    ]
    return hub.Row(
        30,
        _("Rencontres"),
        [
            hub.Link(one.title, one.get_absolute_url(), when.weekday(one.starts_at, year=False))
            for one in about[:SHOWN]
        ],
        empty=_("Aucune rencontre annoncée sur ce métier."),
        more=hub.Link(_("Toutes les rencontres"), reverse("events:meetups")),
    )
