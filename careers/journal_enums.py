"""The words of the private journal of applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalKind(models.TextChoices):
    """What one asks for."""

    INTERNSHIP = "stage", _("Stage")
    APPRENTICESHIP = "alternance", _("Alternance")
    CONTRACT = "contrat", _("Contrat ou renfort")
    SCHOOL = "ecole", _("École, concours, formation")
    FUNDING = "aide", _("Aide ou financement")
    FESTIVAL = "festival", _("Film envoyé à un festival")
    VOLUNTEERING = "benevolat", _("Bénévolat en association")
    OTHER = "autre", _("Autre chose")


class JournalFound(models.TextChoices):
    """How one heard of it."""

    LISTING = "annonce", _("Une annonce")
    NETWORK = "reseau", _("Quelqu’un m’en a parlé")
    SPONTANEOUS = "spontanee", _("Personne\u00a0: j’ai écrit de moi-même")
    MEETING = "rencontre", _("Une rencontre, un festival")
    SCHOOL = "ecole", _("Mon école")
    AGENCY = "organisme", _("France Travail, la mission locale")
    OTHER = "autre", _("Autrement")


class JournalState(models.TextChoices):
    """Where an application stands: what happened last, whatever came before."""

    TO_PREPARE = "a-preparer", _("à préparer")
    SENT = "envoyee", _("envoyée")
    FOLLOWED_UP = "relancee", _("relancée")
    INTERVIEW = "entretien", _("entretien")
    REFUSED = "refusee", _("refusée")
    SILENT = "silence", _("sans réponse")
    ACCEPTED = "acceptee", _("acceptée")

    @classmethod
    def noes(cls) -> list["JournalState"]:
        """Those after which one may want to change something."""
        return [cls.REFUSED, cls.SILENT]

    @classmethod
    def over(cls) -> list["JournalState"]:
        return [cls.REFUSED, cls.SILENT, cls.ACCEPTED]


class JournalMove(models.TextChoices):
    """What happened on a day: a state reached, or something one did for it."""

    SENT = JournalState.SENT.value, JournalState.SENT.label
    FOLLOWED_UP = JournalState.FOLLOWED_UP.value, JournalState.FOLLOWED_UP.label
    INTERVIEW = JournalState.INTERVIEW.value, JournalState.INTERVIEW.label
    REFUSED = JournalState.REFUSED.value, JournalState.REFUSED.label
    SILENT = JournalState.SILENT.value, JournalState.SILENT.label
    ACCEPTED = JournalState.ACCEPTED.value, JournalState.ACCEPTED.label
    DONE = "fait", _("action faite")
