from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """Where people meet."""

    ON_SITE = "on_site", _("sur place")
    ONLINE = "online", _("en ligne")
    BOTH = "both", _("sur place et en ligne")

    @classmethod
    def with_a_place(cls) -> list["Format"]:
        return [cls.ON_SITE, cls.BOTH]

    @classmethod
    def with_a_link(cls) -> list["Format"]:
        return [cls.ONLINE, cls.BOTH]


class Seat(models.TextChoices):
    """What a member holds for a meetup."""

    CONFIRMED = "confirmed", _("place confirmée")
    WAITING = "waiting", _("sur la liste d’attente")
    CANCELLED = "cancelled", _("annulée")

    @classmethod
    def active(cls) -> list["Seat"]:
        """Those who are to be told what happens to the meetup."""
        return [cls.CONFIRMED, cls.WAITING]


class Specialty(models.TextChoices):
    """What a festival shows most; the keys are those of data/festivals.json."""

    GLOBAL_SOUTH = "afrique-asie-amerique-latine", _("Afrique, Asie, Amérique latine")
    LATIN_AMERICA = "amerique-latine", _("Amérique latine")
    ANIMATION = "animation", _("animation")
    ASIA = "asie", _("Asie")
    AMERICAN = "cinema-americain", _("cinéma américain")
    BRITISH = "cinema-britannique", _("cinéma britannique")
    COMEDY = "comedie", _("comédie")
    SHORT = "court-metrage", _("court métrage")
    DOCUMENTARY = "documentaire", _("documentaire")
    EUROPE = "europe", _("Europe")
    EXPERIMENTAL = "experimental", _("expérimental")
    FANTASTIC = "fantastique", _("fantastique")
    SCHOOL_FILMS = "films-d-ecoles", _("films d’écoles")
    WOMEN = "films-de-femmes", _("films de femmes")
    FRENCH_SPEAKING = "francophonie", _("francophonie")
    INDEPENDENT = "independant", _("cinéma indépendant")
    INTERNATIONAL = "international", _("international")
    ITALY = "italie", _("Italie")
    FEATURE = "long-metrage", _("long métrage")
    PUPILS = "lyceens", _("lycéens et lycéennes")
    MARKET = "marche", _("marché professionnel")
    MEDITERRANEAN = "mediterranee", _("Méditerranée")
    MINORITIES = "minorites", _("minorités")
    MUSIC = "musique", _("musique")
    HERITAGE = "patrimoine", _("patrimoine")
    FIRST_FILMS = "premiers-films", _("premiers films")
    REPERTORY = "repertoire", _("répertoire")
    SCREENPLAY = "scenario", _("scénario")
    SERIES = "series", _("séries")
    TELEVISION = "television", _("télévision")
