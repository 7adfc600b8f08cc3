from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What somebody of the team did. The value is hashed with the row: never change one."""

    MEASURE_PROPOSED = "measure_proposed", _("mesure proposée")
    MEASURE_SENT_BACK = "measure_sent_back", _("proposition écartée")
    MEASURE_TAKEN = "measure_taken", _("mesure prise")
    MEASURE_LIFTED = "measure_lifted", _("mesure levée")
    APPEAL_DECIDED = "appeal_decided", _("recours décidé")
    PUBLICATION_DECIDED = "publication_decided", _("publication décidée")
    CASE_OPENED = "case_opened", _("dossier ouvert")
    CASE_TAKEN_OVER = "case_taken_over", _("dossier repris à un·e collègue")
    CASE_NOTED = "case_noted", _("note de dossier")
    CASE_READ = "case_read", _("dossier de sécurité lu")
    TEXTS_READ = "texts_read", _("textes joints lus")
    VERIFICATION_ANSWERED = "verification_answered", _("vérification répondue")
    TEAM_CHANGED = "team_changed", _("équipe ou droits modifiés")
    ADDED = "added", _("fiche ajoutée")
    CHANGED = "changed", _("fiche modifiée")
    DELETED = "deleted", _("fiche supprimée")
    ROLLED_BACK = "rolled_back", _("fiche ramenée à une version")
    IMPORTED = "imported", _("import")
    AUTO_HIDDEN = "auto_hidden", _("contenu masqué automatiquement")
    WORDS_EMPTIED = "words_emptied", _("mots effacés du journal")
