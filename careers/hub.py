"""What one finds in a role now, of every floor: the « Maintenant » sheet of its guide.

Each floor registers, in a module named `hub`, a function of the request and the role that returns a
`Row`, or None when it has nothing to say:

    @hub.register
    def mentors(request, role):
        return Row(20, _("Mentors"), [Link(_("9 disponibles"), "/mentorat/?metier=...")])

A provider asks the database a constant number of questions, and answers for what this person may
see.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers import sheets
from careers.listing import rows as rows_of
from careers.models import Opening, Role

INTERNSHIPS_SHOWN = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    label: Any
    url: str
    note: Any = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet. `empty` is said when there is no link; `more` leads on from it."""

    position: int
    term: Any
    links: Sequence[Link]
    empty: Any = ""
    more: Link | None = None


Provider = Callable[[HttpRequest, Role], Row | None]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    _providers.append(provider)
    return provider


def rows(request: HttpRequest, role: Role) -> list[Row]:
    found = (provider(request, role) for provider in _providers)
    return sorted((row for row in found if row), key=lambda row: row.position)


@register
def internships(request: HttpRequest, role: Role) -> Row:
    opened = Opening.objects.checked(today=timezone.localdate()).filter(role=role.slug)
    first = opened.order_by("-exposure", "-pk").values_list(rows_of.columns()[0], flat=True)
    return Row(
        10,
        _("Stages"),
        [
            Link(line["title"], line["url"], line["city"])
            for line in first[:INTERNSHIPS_SHOWN]
            if line
        ],
        empty=_("Aucun stage ouvert dans ce métier aujourd’hui."),
        more=Link(_("Voir les autres"), f"{reverse('careers:internships')}?metier={role.slug}"),
    )


@register
def reading(request: HttpRequest, role: Role) -> Row:
    """The practical sheets about this role, and the way to the library."""
    found = [Link(sheet.title, sheet.get_absolute_url()) for sheet in sheets.of_role(role.slug)]
    library = Link(_("Toute la bibliothèque"), reverse("careers:library"))
    return Row(40, _("Ressources"), found, more=library)
