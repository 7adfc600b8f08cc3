"""What would make a page more useful, said as things to do. Nobody is graded: no percentage."""

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.sight import OwnView, ProfileView


@dataclasses.dataclass(frozen=True, slots=True)
class NextStep:
    text: Any
    url: str


def next_steps(page: ProfileView | OwnView, *, count: int = 2) -> list[NextStep]:
    """The first things to add to a page, those that help most to be found first."""
    missing = (
        (
            not (page.roles_wanted or page.roles_held),
            _("Cochez un métier, exercé ou visé\u00a0: c’est par là que l’on cherche."),
            "presentation",
        ),
        (not page.headline, _("Dites en une ligne ce que vous faites."), "presentation"),
        (
            not page.departement,
            _("Donnez votre département\u00a0: on cherche souvent près d’un décor."),
            "lieu",
        ),
        (not page.looking_for, _("Dites ce que vous cherchez."), "echanges"),
        (
            not page.offers,
            _("Dites ce que vous proposez\u00a0: une langue, un permis, une région."),
            "echanges",
        ),
        (not page.availability, _("Donnez vos disponibilités."), "lieu"),
        (
            not page.experience,
            _("Racontez une expérience, même à l’école ou dans un autre métier."),
            "presentation",
        ),
        (not page.pieces, _("Ajoutez une image, un PDF ou un lien, et votre rôle."), "portfolio"),
        (not page.skills, _("Cochez ce que vous sauriez montrer demain."), "savoir-faire"),
        (not page.languages, _("Cochez vos langues de travail."), "savoir-faire"),
    )
    return [
        NextStep(
            text,
            reverse("mentoring:portfolio")
            if part == "portfolio"
            else reverse("mentoring:profile_edit", args=[part]),
        )
        for wanted, text, part in missing
        if wanted
    ][:count]
