"""The words of mentoring."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MentorFormat(models.TextChoices):
    """How a mentor helps; each is a yes or no of the offer (`by_<value>`)."""

    MESSAGE = "message", _("par messages")
    CALL = "call", _("par appels")
    REVIEW = "review", _("en relisant CV et portfolios")
    VISIT = "visit", _("en ouvrant une porte de plateau ou de bureau")


class MentorTopic(models.TextChoices):
    """What one asks a mentor about."""

    TRADE = "trade", _("comprendre un métier de l’intérieur")
    PATH = "path", _("choisir sa voie, ou en changer")
    APPLYING = "applying", _("CV, lettre, premier appel")
    PORTFOLIO = "portfolio", _("portfolio et bande démo")
    FIRST_DAY = "first_day", _("premiers jours sur un plateau")
    PROJECT = "project", _("porter un premier film")
    RIGHTS = "rights", _("contrats, statuts, droits")
    NETWORK = "network", _("rencontrer des gens du métier")
    KEEP_GOING = "keep_going", _("tenir après des refus")


class MeetingFormat(models.TextChoices):
    """Where the two meet. A first meeting, and any with a 15-17, is remote or in public."""

    CALL = "call", _("par téléphone")
    VIDEO = "video", _("en visio")
    PUBLIC = "public", _("dans un lieu public")
    WORKPLACE = "workplace", _("sur un lieu de travail")

    @classmethod
    def safe(cls) -> list["MeetingFormat"]:
        return [cls.CALL, cls.VIDEO, cls.PUBLIC]
