"""The states of an application, and the reasons given when one ends."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    SENT = "sent", _("envoyée")
    READ = "read", _("lue")
    STUDIED = "studied", _("à l’étude")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("déclinée")
    WITHDRAWN = "withdrawn", _("retirée")
    CANCELLED = "cancelled", _("annulée par la structure")
    EXPIRED = "expired", _("sans réponse")

    @classmethod
    def open(cls) -> list["ApplicationState"]:
        """Those the organisation has still to answer."""
        return [cls.SENT, cls.READ, cls.STUDIED]

    @classmethod
    def alive(cls) -> list["ApplicationState"]:
        """Those of which an applicant has one at most for a listing."""
        return [cls.DRAFT, *cls.open(), cls.ACCEPTED]

    @classmethod
    def closed(cls) -> list["ApplicationState"]:
        return [cls.DECLINED, cls.WITHDRAWN, cls.CANCELLED, cls.EXPIRED]

    @classmethod
    def answers(cls) -> list["ApplicationState"]:
        """Those that an organisation answered, for its answer rate."""
        return [cls.ACCEPTED, cls.DECLINED, cls.CANCELLED]


class DeclineReason(models.TextChoices):
    """Why an organisation says no. None of them is a criterion that the law forbids.

    Neither the distance nor the place where somebody lives: « lieu de résidence » is one (Code du
    travail, L.1132-1).
    """

    ADVANCED = "advanced", _("profil trop avancé pour ce stage")
    PROFILE = "profile", _("un autre profil correspondait mieux")
    FILLED = "filled", _("places pourvues")
    DATES = "dates", _("les dates ne s’accordent pas")
    MOBILITY = "mobility", _("déplacements ou permis nécessaires")
    SCHOOL = "school", _("pas de convention possible pour ces dates")
    SKILLS = "skills", _("un savoir-faire de départ est nécessaire")
    OTHER = "other", _("autre raison, que je précise")

    @property
    def kindly(self) -> Any:
        """What the applicant reads: what it means, and what it does not."""
        return KINDLY[self]

    @property
    def next_step(self) -> Any:
        """What the applicant may do with it."""
        return NEXT_STEPS[self]


KINDLY = {
    DeclineReason.ADVANCED: _(
        "Vous en savez déjà plus que ce que ce stage peut vous apprendre."
    ),
    DeclineReason.PROFILE: _(
        "La place va à une personne dont le parcours collait de plus près à ces missions. Cela "
        "dit quelque chose de ce stage, pas de votre valeur."
    ),
    DeclineReason.FILLED: _("Toutes les places sont pourvues. Rien à voir avec votre dossier."),
    DeclineReason.DATES: _("Vos dates et celles du tournage ou du bureau ne se croisent pas."),
    DeclineReason.MOBILITY: _(
        "Ce stage demande des déplacements, ou un permis, que votre dossier n’indique pas."
    ),
    DeclineReason.SCHOOL: _(
        "La convention ne peut pas être signée pour ces dates ou cette durée."
    ),
    DeclineReason.SKILLS: _("Ce stage suppose un savoir-faire que l’on n’aura pas le temps de "
                            "vous montrer."),
    DeclineReason.OTHER: _("La structure vous l’explique avec ses mots."),
}  # fmt: skip
NEXT_STEPS = {
    DeclineReason.ADVANCED: _(
        "Visez le poste d’après\u00a0: la fiche métier dit par où l’on y entre."
    ),
    DeclineReason.PROFILE: _("Relisez votre motivation avec un mentor, puis candidatez ailleurs."),
    DeclineReason.FILLED: _("D’autres stages du même métier sont ouverts\u00a0: regardez-les."),
    DeclineReason.DATES: _("Indiquez vos disponibilités sur votre page\u00a0: on les lit d’abord."),
    DeclineReason.MOBILITY: _(
        "Ajoutez à votre page vos permis, et jusqu’où vous vous déplacez."
    ),
    DeclineReason.SCHOOL: _("Demandez à votre école quelles périodes et durées elle signe."),
    DeclineReason.SKILLS: _("La fiche métier liste les savoir-faire à prendre, et où les prendre."),
    DeclineReason.OTHER: _("Lisez, gardez ce qui sert, et candidatez ailleurs."),
}  # fmt: skip


class CancelReason(models.TextChoices):
    """Why an organisation calls off an internship for somebody, accepted or not."""

    PROJECT = "project", _("le projet est annulé")
    POSTPONED = "postponed", _("le projet est repoussé")
    TUTOR = "tutor", _("plus personne ne peut encadrer")
    AGREEMENT = "agreement", _("la convention n’a pas été signée")
    CLOSED = "gone", _("la structure a quitté le site")
    HIDDEN = "hidden", _("l’annonce n’est plus sur le site")
    OTHER = "cancel-other", _("autre raison, que je précise")

    @classmethod
    def offered(cls) -> list["CancelReason"]:
        """Those an organisation gives itself; the others are the site's."""
        return [one for one in cls if one not in {cls.CLOSED, cls.HIDDEN}]


class WithdrawReason(models.TextChoices):
    """Why an applicant takes an application back; saying it is optional."""

    ELSEWHERE = "elsewhere", _("j’ai trouvé autre chose")
    DATES = "my-dates", _("mes dates ont changé")
    CONDITIONS = "conditions", _("les conditions ne me vont pas")
    MISTAKE = "mistake", _("je me suis trompé·e d’annonce")
    # Written by the site: another organisation said yes, or the account is leaving.
    FOUND = "found", _("a trouvé une place")
    LEFT = "left", _("a quitté le site")

    @classmethod
    def offered(cls) -> list["WithdrawReason"]:
        return [cls.ELSEWHERE, cls.DATES, cls.CONDITIONS, cls.MISTAKE]


REASONS = {
    ApplicationState.DECLINED: DeclineReason,
    ApplicationState.CANCELLED: CancelReason,
    ApplicationState.WITHDRAWN: WithdrawReason,
}
