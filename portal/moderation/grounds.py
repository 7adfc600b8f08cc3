"""The reasons of a decision, each tied to a clause of the terms or to an article of law.

The clauses are those of templates/shell/terms.html. The numbers of the articles are general
knowledge of the trade, to be verified on Légifrance by the validators before they are relied upon.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why the moderators act. The label is what the person concerned reads."""

    VIOLENCE = "violence", _("Menaces, violence ou harcèlement")
    SEXUAL = "sexual", _("Propos ou avances à caractère sexuel non désirés")
    MINOR = "minor", _("Mise en danger d’une personne de moins de 18 ans")
    DISCRIMINATION = "discrimination", _("Discrimination ou propos haineux")
    SCAM = "scam", _("Arnaque, argent demandé ou fausse structure")
    DISGUISED_WORK = "disguised_work", _("Stage qui remplace un poste, ou travail non déclaré")
    PERSONAL_DATA = "personal_data", _("Données d’une autre personne sans son accord")
    IMPERSONATION = "impersonation", _("Identité ou structure usurpée")
    UNWANTED = "unwanted", _("Messages insistants ou non désirés")
    COMMERCIAL = "commercial", _("Publicité ou vente")
    FALSE_REPORTS = "false_reports", _("Signalements abusifs et répétés")
    UNTRUE = "untrue", _("Renseignements inexacts")
    NOTHING = "nothing", _("Rien de contraire aux règles")


# What each ground rests on, in the words of the letter.
BASES = {
    Ground.VIOLENCE: _(
        "Conditions d’utilisation, article 6\u00a0; Code pénal, articles 222-17 (menaces) et "
        "222-33-2-2 (harcèlement)"
    ),
    Ground.SEXUAL: _(
        "Conditions d’utilisation, article 6\u00a0; Code pénal, article 222-33 (harcèlement sexuel)"
    ),
    Ground.MINOR: _(
        "Conditions d’utilisation, articles 2 et 6\u00a0; Code pénal, articles 227-22 et 227-22-1"
    ),
    Ground.DISCRIMINATION: _(
        "Conditions d’utilisation, articles 3 et 6\u00a0; Code pénal, articles 225-1 et 225-2"
    ),
    Ground.SCAM: _(
        "Conditions d’utilisation, articles 1 et 3\u00a0; Code pénal, article 313-1 (escroquerie)"
    ),
    Ground.DISGUISED_WORK: _(
        "Conditions d’utilisation, article 3\u00a0; Code de l’éducation, article L.124-7"
    ),
    Ground.PERSONAL_DATA: _("Conditions d’utilisation, article 6\u00a0; RGPD, article 6"),
    Ground.IMPERSONATION: _(
        "Conditions d’utilisation, articles 2 et 6\u00a0; Code pénal, article 226-4-1"
    ),
    Ground.UNWANTED: _("Conditions d’utilisation, article 6"),
    Ground.COMMERCIAL: _("Conditions d’utilisation, articles 1 et 6"),
    Ground.FALSE_REPORTS: _(
        "Conditions d’utilisation, article 5\u00a0; règlement (UE) 2022/2065, article 23"
    ),
    Ground.UNTRUE: _("Conditions d’utilisation, article 2"),
    Ground.NOTHING: _("Conditions d’utilisation, article 6"),
}


def basis(ground: str) -> str:
    """The clause and the article that a ground rests on."""
    return str(BASES[Ground(ground)])
