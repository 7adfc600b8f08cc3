from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MemberKind(models.TextChoices):
    """What brings someone here; chosen by themselves, checked by nobody."""

    NEWCOMER = "newcomer", _("Personne qui débute")
    PROFESSIONAL = "professional", _("Professionnel·le")
    COMPANY = "company", _("Structure, société")
    SCHOOL = "school", _("École, formation")


class Practice(models.TextChoices):
    """How much one has done, as one says oneself."""

    STARTING = "starting", _("débute")
    SOME = "some", _("quelques expériences")
    CONFIRMED = "confirmed", _("confirmé·e")


class Visibility(models.TextChoices):
    """Who sees a part of a page, from the widest audience to the narrowest."""

    PUBLIC = "public", _("tout le monde, même sans compte")
    MEMBERS = "members", _("les membres")
    CONTACTS = "contacts", _("mes contacts")
    NOBODY = "nobody", _("personne d’autre que moi")

    @classmethod
    def shown_to_members(cls) -> list["Visibility"]:
        return [cls.PUBLIC, cls.MEMBERS]

    @classmethod
    def for_minors(cls) -> list["Visibility"]:
        """What a member of 15 to 17 chooses from for their page."""
        return [cls.CONTACTS, cls.NOBODY]


class Sight(models.IntegerChoices):
    """How near the person who looks stands; a nearer one sees what a farther one sees."""

    PUBLIC = 0, pgettext_lazy("regard", "tout le monde")
    MEMBER = 1, pgettext_lazy("regard", "un·e membre")
    CONTACT = 2, pgettext_lazy("regard", "un de vos contacts")
    SELF = 3, pgettext_lazy("regard", "vous")


class Mobility(models.TextChoices):
    DEPARTEMENT = "departement", _("mon département")
    REGION = "region", _("ma région")
    FRANCE = "france", _("toute la France")
    ABROAD = "abroad", _("la France et l’étranger")


class Seeking(models.TextChoices):
    INTERNSHIP = "internship", _("un stage")
    APPRENTICESHIP = "apprenticeship", _("une alternance")
    FIRST_SHOOT = "first-shoot", _("un premier plateau")
    JOB = "job", _("un contrat")
    TEAM = "team", _("une équipe pour un projet")
    MENTOR = "mentor", _("un·e mentor")
    ADVICE = "advice", _("des conseils")
    INTERNS = "interns", _("des stagiaires")


class Offering(models.TextChoices):
    """What a newcomer, too, can lend to a shoot."""

    LANGUAGES = "languages", _("mes langues")
    LICENCE = "licence", _("mon permis")
    EQUIPMENT = "equipment", _("du matériel")
    REGION = "region", _("ma région, mes lieux")
    SKILLS = "skills", _("mes compétences")
    TIME = "time", _("un coup de main")
    ADVICE = "advice", _("mes conseils")


class Licence(models.TextChoices):
    B = "b", _("permis B")
    BE = "be", _("permis BE (remorque)")
    C = "c", _("permis C (poids lourd)")
    D = "d", _("permis D (transport de personnes)")
    A = "a", _("permis A (moto)")
    BOAT = "bateau", _("permis bateau")
    CACES_LIFT = "caces-nacelle", _("CACES nacelle")
    CACES_TRUCK = "caces-chariot", _("CACES chariot élévateur")
    ELECTRICAL = "habilitation-electrique", _("habilitation électrique")
    HEIGHT = "hauteur", _("travail en hauteur")
    FIRST_AID = "secourisme", _("secourisme")
    FIRE = "ssiap", _("SSIAP (sécurité incendie)")
    DRONE = "drone", _("télépilotage de drone")


class Language(models.TextChoices):
    FRENCH = "fr", _("français")
    FRENCH_SIGN = "lsf", _("langue des signes française")
    ENGLISH = "en", _("anglais")
    SPANISH = "es", _("espagnol")
    GERMAN = "de", _("allemand")
    ITALIAN = "it", _("italien")
    PORTUGUESE = "pt", _("portugais")
    ARABIC = "ar", _("arabe")
    BERBER = "ber", _("berbère")
    TURKISH = "tr", _("turc")
    POLISH = "pl", _("polonais")
    ROMANIAN = "ro", _("roumain")
    RUSSIAN = "ru", _("russe")
    UKRAINIAN = "uk", _("ukrainien")
    CHINESE = "zh", _("chinois")
    JAPANESE = "ja", _("japonais")
    VIETNAMESE = "vi", _("vietnamien")
    WOLOF = "wo", _("wolof")
    BAMBARA = "bm", _("bambara")
    BRETON = "br", _("breton")
    OCCITAN = "oc", _("occitan")
    CREOLE = "crp", _("créole")


class PortfolioKind(models.TextChoices):
    IMAGE = "image", _("image")
    PDF = "pdf", _("PDF")
    LINK = "link", _("lien")
