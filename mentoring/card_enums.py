from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardField(models.TextChoices):
    """What of their page a member lets a card show, beside their name."""

    HEADLINE = "headline", _("ma présentation en une ligne")
    ROLES = "roles", _("mes métiers")
    PLACE = "place", _("ma ville et ma région")
    EMAIL = "email", _("mon adresse e-mail montrée")
    PHONE = "phone", _("mon téléphone")
    LINKS = "links", _("mes liens")
    PAGE = "page", _("l’adresse de ma page, quand elle est ouverte à tout le monde")

    @classmethod
    def for_member(cls, member: Any) -> list["CardField"]:
        """Those a member chooses from: a person of 15 to 17 hands out no direct way to them."""
        direct = {cls.EMAIL, cls.PHONE, cls.LINKS} if member.is_minor else set()
        return [field for field in cls if field not in direct]
