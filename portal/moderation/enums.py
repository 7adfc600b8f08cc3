from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a text stands between its author and its readers. Expiry follows from dates."""

    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("en relecture")
    APPROVED = "approved", _("publiée")
    REJECTED = "rejected", _("à corriger")
    WITHDRAWN = "withdrawn", _("retirée")

    @classmethod
    def editable_then_sendable(cls) -> list["State"]:
        """The states from which an author sends the text to be reviewed."""
        return [cls.DRAFT, cls.REJECTED, cls.WITHDRAWN]


class Outcome(models.TextChoices):
    APPROVED = State.APPROVED.value, _("Publier")
    REJECTED = State.REJECTED.value, _("Demander une correction")


class Reason(models.TextChoices):
    """Why a text is sent back. The label is what its author reads."""

    INCOMPLETE = "incomplete", _("Il manque une information dont les candidats ont besoin.")
    UNCLEAR = "unclear", _("Les missions ne disent pas assez ce que la personne fera et apprendra.")
    PAY = "pay", _("La gratification annoncée ne semble pas conforme à la durée du stage.")
    REPLACES_JOB = (
        "replaces_job",
        _("Les missions correspondent à un poste salarié, ce qu’un stage ne peut pas remplacer."),
    )
    CRITERIA = "criteria", _("Le texte mentionne un critère que la loi interdit.")
    NO_CONVENTION = (
        "no_convention",
        _("Le cadre n’est pas celui d’un stage avec convention et établissement."),
    )
    ORGANISATION = "organisation", _("Nous n’avons pas pu vérifier l’existence de la structure.")
    DUPLICATE = "duplicate", _("Le même texte existe déjà.")
    # Meetups and offers to mentor.
    VAGUE = "vague", _("On ne voit pas encore assez ce que les personnes y feront ou y trouveront.")
    SAFETY = (
        "safety",
        _("Le lieu, le cadre ou la personne à qui s’adresser ne rassurent pas encore assez."),
    )
    COMMERCIAL = (
        "commercial",
        _("Le texte vend ou demande quelque chose\u00a0: ici tout est gratuit."),
    )
    OTHER = "other", _("Une autre raison, expliquée ci-dessous.")

    @classmethod
    def of_people(cls) -> list["Reason"]:
        """Those that fit what members offer each other, where no job is at stake."""
        return [cls.VAGUE, cls.SAFETY, cls.COMMERCIAL, cls.CRITERIA, cls.DUPLICATE, cls.OTHER]

    @classmethod
    def of_listings(cls) -> list["Reason"]:
        return [one for one in cls if one not in {cls.VAGUE, cls.SAFETY, cls.COMMERCIAL}]


class ReportReason(models.TextChoices):
    UNLAWFUL = "unlawful", _("Stage illégal ou travail déguisé")
    SCAM = "scam", _("Arnaque, frais demandés, fausse structure")
    DISCRIMINATION = "discrimination", _("Discrimination")
    VIOLENCE = "violence", _("Violence, harcèlement, danger pour une personne")
    MINOR = "minor", _("Danger pour une personne de moins de 18 ans")
    UNWANTED = "unwanted", _("Messages insistants ou non désirés")
    PERSONAL_DATA = "personal_data", _("Données personnelles publiées sans accord")
    OTHER = "other", _("Autre chose")

    @classmethod
    def of_safety(cls) -> list["ReportReason"]:
        """Where somebody may be in danger (DSA, art. 18): the safety team alone reads these."""
        return [cls.VIOLENCE, cls.MINOR]


class OnTarget(models.TextChoices):
    """What a decision does to the thing reported."""

    HIDE = "hide", _("Masquer")
    CHANGE = "change", _("Demander une correction")


class OnAuthor(models.TextChoices):
    """What a decision does to whoever wrote the thing, from the lightest to the heaviest."""

    WARN = "warn", _("Avertir")
    LIMIT = "limit", _("Passer en lecture seule")
    SUSPEND = "suspend", _("Suspendre")
    BAN = "ban", _("Exclure")

    @property
    def noun(self) -> str:
        """What it is to whoever is under it: the label is the verb of whoever decides."""
        return str(
            {
                "warn": _("Avertissement"),
                "limit": _("Compte en lecture seule"),
                "suspend": _("Suspension du compte"),
                "ban": _("Fermeture du compte"),
            }[self.value]
        )

    @classmethod
    def with_an_end(cls) -> list["OnAuthor"]:
        """Those that last a number of days."""
        return [cls.LIMIT, cls.SUSPEND]


class Team(models.TextChoices):
    """The groups of staff; the value is the group's name. A person may be in several.

    Editors write what everybody reads; moderators decide on what members publish; safety reads
    what was reported of violence and of minors; validators answer for figures of law and for who
    an organisation is.
    """

    EDITOR = "Édition", _("édition")
    MODERATOR = "Modération", _("modération")
    SAFETY = "Sécurité", _("sécurité")
    VALIDATOR = "Validation", _("validation")
