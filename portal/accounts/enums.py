from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeBand(models.TextChoices):
    """What the site knows of a member's age: never a birth date.

    Under 15 nobody can register alone (loi Informatique et Libertés, art. 45: below that age the
    consent is given jointly with a parent), so that band is refused and never stored.
    """

    MINOR = "15-17", _("15 à 17 ans")
    ADULT = "adult", _("18 ans ou plus")


class Document(models.TextChoices):
    """The texts a member accepts."""

    TERMS = "terms", _("conditions d’utilisation")
    PRIVACY = "privacy", _("politique de confidentialité")
    RULES = "rules", _("règles du site")


class Act(models.TextChoices):
    """What is counted each day, see `limits`."""

    TEXT = "text", _("textes envoyés à la relecture")
    FILE = "file", _("pièces ajoutées à une page")


# The version in force of each text, which sign-up records.
CURRENT_VERSIONS = {
    Document.TERMS: "2026-11-28",
    Document.PRIVACY: "2026-11-28",
    Document.RULES: "2026-11-29",
}
