"""Where a placement stands, and the three sides of an agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementState(models.TextChoices):
    """Computed from the application and the dates, never stored."""

    OFF = "off", _("annulé")
    AHEAD = "ahead", _("à venir")
    RUNNING = "running", _("en cours")
    OVER = "over", _("terminé")


class Side(models.TextChoices):
    """Who signs a « convention de stage » (Code de l’éducation, L.124-1)."""

    INTERN = "intern", _("stagiaire")
    HOST = "host", _("structure d’accueil")
    SCHOOL = "school", _("établissement")


class AttestationState(models.TextChoices):
    ASKED = "asked", _("demandée")
    CONFIRMED = "confirmed", _("signée")
    DECLINED = "declined", _("refusée")
    EXPIRED = "expired", _("sans réponse")
    CANCELLED = "cancelled", _("demande reprise")
    WITHDRAWN = "withdrawn", _("retirée")

    @classmethod
    def signed(cls) -> list["AttestationState"]:
        """Those that a tutor confirmed, taken back since or not."""
        return [cls.CONFIRMED, cls.WITHDRAWN]

    @classmethod
    def answered(cls) -> list["AttestationState"]:
        """Those that a tutor answered."""
        return [cls.CONFIRMED, cls.DECLINED, cls.WITHDRAWN]
