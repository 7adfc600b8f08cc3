"""The rules of the site, edition by edition, and the texts a member has yet to accept."""

import dataclasses
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import CURRENT_VERSIONS, Document
from portal.accounts.models import Consent


@dataclasses.dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its text is the template `rules/<version>.html`, never changed afterwards.

    `changes`: what differs from the edition before, a sentence each.
    """

    version: str
    changes: tuple[Any, ...]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.version)

    @property
    def template(self) -> str:
        return f"rules/{self.version}.html"


# The latest first. A new one is a template, a line here and CURRENT_VERSIONS[Document.RULES].
EDITIONS = (
    Edition(
        "2026-11-29",
        (
            _(
                "Nouveau\u00a0: un contenu signalé par plusieurs membres de confiance est masqué "
                "en attendant qu’une personne le lise. Le reste se décide toujours à la main."
            ),
            _("Contester passe par le lien de la lettre, et non plus par une réponse au courriel."),
        ),
    ),
    Edition(
        "2026-11-28",
        (
            _("Première édition. Elle réunit ce que disaient les conditions et les formulaires."),
            _("Nouveau\u00a0: les limites des premiers jours, et comment elles tombent."),
        ),
    ),
)


def find(version: str) -> Edition | None:
    return next((one for one in EDITIONS if one.version == version), None)


def owed(user: Any) -> list[Document]:
    """The texts whose version in force this member has not accepted."""
    given = set(Consent.objects.filter(user=user.pk).values_list("document", "version"))
    return [one for one in Document if (one.value, CURRENT_VERSIONS[one]) not in given]
