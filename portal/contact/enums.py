from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """What became of a request. A pending one past its date counts as expired everywhere."""

    PENDING = "pending", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("déclinée")
    EXPIRED = "expired", _("restée sans réponse")
    WITHDRAWN = "withdrawn", _("retirée")

    @classmethod
    def answered(cls) -> list["RequestState"]:
        """The states that one of the two people chose."""
        return [cls.ACCEPTED, cls.DECLINED, cls.WITHDRAWN]


class DeclineReason(models.TextChoices):
    """A ready sentence for whoever would rather not look for words."""

    NO_TIME = "no_time", _("Je n’ai pas la disponibilité en ce moment.")
    NOT_THE_ONE = "not_the_one", _("Je ne suis pas la bonne personne pour cela.")
    RATHER_NOT = "rather_not", _("Je préfère ne pas donner suite, bonne route à vous.")
