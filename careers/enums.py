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


class SkillLevel(models.TextChoices):
    """How far one says to be in a skill."""

    NO = "no", _("pas encore")
    SOME = "some", _("un peu")
    YES = "yes", _("oui")


class Phase(models.TextChoices):
    DEVELOPMENT = "developpement", _("développement")
    PREPARATION = "preparation", _("préparation")
    SHOOT = "tournage", _("tournage")
    POST = "postproduction", _("postproduction")
    RELEASE = "diffusion", _("diffusion")


class Duration(models.TextChoices):
    """How long: the law counts two months for the pay, whose longest two are 62 days."""

    SHORT = "courte", _("2 mois ou moins")
    LONG = "longue", _("plus de 2 mois")


class AlertRhythm(models.TextChoices):
    """How often somebody hears of what a search has found since."""

    INSTANT = "now", _("Dès la publication")
    DAILY = "daily", _("Une fois par jour")
    WEEKLY = "weekly", _("Une fois par semaine")


class StudyLevel(models.TextChoices):
    """Which studies a listing is thought for. Never an age."""

    ANY = "tous", _("Tous niveaux d’études")
    SECONDARY = "lycee", _("Lycée, CAP, bac professionnel")
    BAC_2 = "bac2", _("Bac + 1 ou + 2 (BTS, première année d’école)")
    BAC_3 = "bac3", _("Bac + 3 (licence, bachelor)")
    BAC_5 = "bac5", _("Bac + 4 ou + 5 (master, grande école)")


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


class InternshipKind(models.TextChoices):
    """What one signs to come and learn; each has its own law, only the first is an internship."""

    STAGE = "stage", _("Stage conventionné")
    IMMERSION = "immersion", _("Immersion (PMSMP)")
    CDDU = "cddu", _("CDDU débutant")
    ALTERNANCE = "alternance", _("Alternance")
    SERVICE_CIVIQUE = "service-civique", _("Service civique")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("responsable")
    MEMBER = "member", _("collègue")


class SchoolStatus(models.TextChoices):
    """Who runs a school, as data/schools.json says it."""

    PUBLIC = "public", _("Publique")
    ASSOCIATION = "association", _("Associative")
    CHAMBER = "consulaire", _("Consulaire (chambre de commerce)")
    PRIVATE = "prive", _("Privée")
    NETWORK = "reseau", _("Réseau d’établissements")
    BELGIAN = "public-belge", _("Publique belge")


class SchoolLevel(models.TextChoices):
    """What one leaves a school with, or enters it without."""

    NO_DIPLOMA = "sans-diplome", _("Sans diplôme")
    AFTER_BAC = "post-bac", _("Après le bac")
    BTS = "bts", _("BTS")
    LICENCE = "licence", _("Licence")
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    SPECIALISATION = "specialisation", _("Spécialisation")
    CONTINUING = "formation-continue", _("Formation continue")


class Domain(models.TextChoices):
    """What a school teaches, in the words of data/schools.json."""

    SCENARIO = "scenario", _("Scénario")
    WRITING = "ecriture", _("Écriture")
    DIRECTING = "realisation", _("Réalisation")
    CONTINUITY = "scripte", _("Scripte")
    PRODUCTION = "production", _("Production")
    LOCATIONS = "regie", _("Régie")
    IMAGE = "image", _("Image")
    PHOTOGRAPHY = "photographie", _("Photographie")
    SOUND = "son", _("Son")
    SETS = "decor", _("Décor")
    TECHNIQUE = "technique", _("Technique de plateau")
    EDITING = "montage", _("Montage")
    POST = "postproduction", _("Postproduction")
    VFX = "vfx", _("Effets visuels")
    ANIMATION = "animation", _("Animation")
    MOTION = "motion-design", _("Motion design")
    GAMES = "jeu-video", _("Jeu vidéo")
    DOCUMENTARY = "documentaire", _("Documentaire")
    SERIES = "series", _("Séries")
    ACTING = "jeu", _("Jeu d’acteur")
    DISTRIBUTION = "distribution", _("Distribution")
    EXHIBITION = "distribution-exploitation", _("Distribution et exploitation")
    HERITAGE = "patrimoine", _("Patrimoine")
    HISTORY = "histoire-analyse", _("Histoire et analyse")


class AidKind(models.TextChoices):
    GRANT = "subvention", _("Subvention")
    ADVANCE = "avance", _("Avance remboursable")
    BONUS = "majoration", _("Majoration")
    TAX_CREDIT = "credit_impot", _("Crédit d’impôt")
    CROWDFUNDING = "crowdfunding", _("Financement participatif")
    SUPPORT = "accompagnement", _("Accompagnement")
    TRAINING = "formation", _("Formation")
    SOCIAL = "social", _("Protection sociale")


class AidPhase(models.TextChoices):
    """When an aid helps."""

    WRITING = "ecriture", _("Écrire")
    PRODUCTION = "production", _("Produire et tourner")
    RELEASE = "diffusion", _("Montrer un film fini")
    NETWORK = "reseau", _("Rencontrer le métier")
    CAREER = "carriere", _("Durer dans le métier")


class AidScope(models.TextChoices):
    NATIONAL = "national", _("Partout en France")
    REGIONAL = "regional", _("Selon la région")


class Audience(models.TextChoices):
    """Who may ask for an aid, in a few words one can filter by."""

    AUTHOR = "auteur", _("Auteur·rice")
    DIRECTOR = "realisateur", _("Réalisateur·rice")
    TECHNICIAN = "technicien", _("Technicien·ne")
    PERFORMER = "artiste", _("Artiste-interprète")
    VIDEO_MAKER = "createur-video", _("Vidéaste sur internet")
    PROJECT_OWNER = "porteur", _("Toute personne qui porte un projet")
    COMPANY = "societe", _("Société de production")
    ASSOCIATION = "association", _("Association")


class AssociationKind(models.TextChoices):
    TRADE = "association_metier", _("Association de métier")
    EMPLOYEES = "syndicat_salaries", _("Syndicat de salariés")
    EMPLOYERS = "syndicat_employeurs", _("Syndicat d’employeurs")
    COLLECTIVE = "collectif", _("Collectif")
    BODY = "organisme", _("Organisme du secteur")
    ASSOCIATION = "association", _("Association d’entraide")


class QuestionTheme(models.TextChoices):
    """What a frequent question is about."""

    START = "debuter", _("Débuter")
    INTERNSHIPS = "stages", _("Stages")
    TRAINING = "formation", _("Formation")
    CONTRACTS = "contrats", _("Contrats")
    MONEY = "argent", _("Argent")
    NETWORK = "reseau", _("Réseau")
    SAFETY = "securite", _("Sécurité")
    PORTAL = "portail", _("Ce portail")


class SheetTheme(models.TextChoices):
    """What a practical sheet helps to do."""

    START = "debuter", _("Débuter")
    INTERNSHIP = "stage", _("Trouver un stage")
    CONTRACT = "contrat", _("Signer un contrat")
    FUNDING = "financer", _("Financer un film")
    SHOOTING = "tourner", _("Tourner")
    PROTECTION = "protection", _("Se protéger")
    PERSEVERANCE = "perseverer", _("Persévérer")
    WATCH = "veille", _("Suivre ce qui change")


class SheetKind(models.TextChoices):
    """How a practical sheet is read."""

    SHEET = "fiche", _("Fiche")
    FIRST_DAY = "premier-jour", _("Premier jour")
    CHECKLIST = "checklist", _("Liste à cocher")
    RIGHTS = "droits", _("Vos droits")
    STORY = "recit", _("Récit")


class VerificationMethod(models.TextChoices):
    """How it is checked who an organisation is; the three together make it verified."""

    SIRET = "siret", _("SIRET")
    DOMAIN = "domain", _("adresse à son domaine")
    HUMAN = "human", _("relecture")
