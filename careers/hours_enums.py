"""The kinds of work a newcomer counts towards the 507 hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counts(models.TextChoices):
    """Whether hours enter the total; what nobody has checked never does."""

    YES = "oui", _("compte")
    CHECK = "a-verifier", _("à vérifier")
    NO = "non", _("ne compte pas")


class WorkNature(models.TextChoices):
    """What the hours were; said in full in data/hours_507.json."""

    ANNEX_8 = "annexe-8", _("Contrat, annexe 8 (technique)")
    ANNEX_10 = "annexe-10", _("Contrat, annexe 10 (artistes)")
    GENERAL = "regime-general", _("Contrat, régime général")
    UNKNOWN = "inconnu", _("Contrat, je ne sais pas lequel")
    TRAINING = "formation", _("Formation suivie")
    TEACHING = "enseignement", _("Heures d’enseignement données")
    LEAVE = "arret", _("Maladie, maternité, accident du travail")
    INTERNSHIP = "stage", _("Stage")
    VOLUNTEERING = "benevolat", _("Bénévolat, film d’école ou d’amis")

    @property
    def counts(self) -> Counts:
        if self in {self.ANNEX_8, self.ANNEX_10}:
            return Counts.YES
        return Counts.NO if self in {self.INTERNSHIP, self.VOLUNTEERING} else Counts.CHECK
