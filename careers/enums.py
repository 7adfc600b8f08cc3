from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """How far into a career a role usually comes."""

    ENTRY = "entry", _("Débuter")
    INTERMEDIATE = "intermediate", _("Confirmé")
    HEAD = "head", _("Chef de poste")
    EXECUTIVE = "executive", _("Direction / entreprise")


class Confidence(models.TextChoices):
    """How sure a fact is; everything but VERIFIED is shown with a mark."""

    VERIFIED = "verified", _("vérifié")
    MIXED = "mixed", _("vérifié en partie")
    GENERAL_KNOWLEDGE = "general_knowledge", _("à vérifier")
    NOT_FOUND = "not_found", _("introuvable")


class StepKind(models.TextChoices):
    """What one arrow from a role to another means."""

    SEED = "seed", _("évolution")
    USUAL = "usual", _("évolution courante")
    LATERAL = "lateral", _("passerelle")


class Phase(models.TextChoices):
    DEVELOPMENT = "developpement", _("développement")
    PREPARATION = "preparation", _("préparation")
    SHOOT = "tournage", _("tournage")
    POST = "postproduction", _("postproduction")
    RELEASE = "diffusion", _("diffusion")


class HardSide(models.TextChoices):
    """What a role asks of a life, said before choosing it."""

    HOURS = "horaires", _("Horaires")
    NIGHTS = "nuits", _("Nuits")
    TRAVEL = "deplacements", _("Déplacements")
    LICENCE = "permis", _("Permis")
    MONEY = "argent", _("Argent")
    INSECURITY = "precarite", _("Précarité")
    BODY = "physique", _("Corps")
    PRESSURE = "pression", _("Pression")
    SOLITUDE = "solitude", _("Solitude")
    PRIVATE_LIFE = "vie-privee", _("Vie privée")
    RISKS = "risques", _("Risques")
    HIERARCHY = "hierarchie", _("Hiérarchie")


class Exposure(models.TextChoices):
    """How much of a role's tasks AI already touches, as the data's authors judge it."""

    LOW = "low", pgettext_lazy("exposition", "faible")
    MODERATE = "moderate", pgettext_lazy("exposition", "modérée")
    HIGH = "high", pgettext_lazy("exposition", "forte")


class AgreementMatch(models.TextChoices):
    """Whether the collective agreement lists the role."""

    EXACT = "exact", _("fonction inscrite dans la grille")
    EQUIVALENT = "equivalent", _("fonction voisine")
    NONE = "none", _("absente des grilles lues")


class OrganisationKind(models.TextChoices):
    FILM = "film", _("Société de production cinéma")
    AUDIOVISUAL = "audiovisual", _("Société de production audiovisuelle")
    ANIMATION = "animation", _("Studio d’animation ou d’effets visuels")
    TECHNICAL = "technical", _("Prestataire technique, loueur, laboratoire")
    DISTRIBUTION = "distribution", _("Distribution, vente, exploitation")
    FESTIVAL = "festival", _("Festival")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Autre structure")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("responsable")
    MEMBER = "member", _("collègue")
