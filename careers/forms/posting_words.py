"""What the fields of a listing are called and explain, and how that follows from its kind."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careers.enums import InternshipKind

LABELS: dict[str, Any] = {
    "kind": _("Type d’annonce"),
    "has_agreement": _(
        "Nous signons une convention avec l’établissement et la personne avant le premier jour"
    ),
    "in_curriculum": _("Le stage s’inscrit dans un cursus"),
    "production_title": _("Titre du film ou du projet"),
    "production_title_hidden": _("Garder ce titre caché"),
    "production_phase": _("Étape du film pendant le stage"),
    "hourly_pay": _("Gratification (€ par heure)"),
    "weekly_hours": _("Heures par semaine"),
    "presence_hours": _("Heures de présence en tout"),
    "departement": _("Département (lieu)"),
    "remote": _("Télétravail éventuel"),
    "benefits": _("Transports, repas, hébergement"),
    "headcount": _("Effectif de la structure"),
    "interns_present": _("Stagiaires déjà prévus à ces dates"),
    "tutor_interns": _("Stagiaires que cette personne suit déjà"),
    "first_on_post": _("Personne n’a encore été en stage sur ce poste"),
    "previous_starts_on": _("Stage précédent, premier jour"),
    "previous_ends_on": _("Stage précédent, dernier jour"),
    "previous_weekly_hours": _("Stage précédent, heures par semaine"),
    "previous_left_early": _("La personne est partie avant la fin, de son fait"),
    "team_complete": _("Postes déjà pourvus dans l’équipe"),
    "team_complete_by": _("Chef·fe de poste qui s’y engage"),
    "vhss_contact": _("Référent·e violences et harcèlement (VHSS)"),
    "accessibility": _("Aménagements possibles"),
}
HELP: dict[str, Any] = {
    "title": _("Par exemple\u00a0: Stage assistant·e de production, documentaire."),
    "has_agreement": _(
        "Stage conventionné seulement. Convention signée à trois (Code de l’éducation, L.124-1)."
    ),
    "in_curriculum": _(
        "Stage conventionné seulement. Dans le supérieur, au moins 200 heures d’enseignement par "
        "an, dont 50 en présence (D.124-2)."
    ),
    "production_title": _("Si l’annonce est liée à un film précis."),
    "production_title_hidden": _(
        "Seules la modération et votre structure le voient. Les autres lisent l’étape, le lieu et "
        "les dates."
    ),
    "missions": _("Ce que la personne fera, au quotidien. Un stage ne remplace jamais un poste."),
    "learning": _("Ce qu’elle saura faire en partant."),
    "level": _("Un niveau d’études, jamais un âge."),
    "remote": _("Par exemple\u00a0: un jour par semaine, après le premier mois."),
    "weekly_hours": _("35 pour un temps plein."),
    "presence_hours": _(
        "Si vous les connaissez\u00a0: jours fériés et interruptions déduits, comme dans la "
        "convention."
    ),
    "benefits": _(
        "Ce que la structure prend en charge\u00a0: les transports comme pour ses salariés "
        "(L.124-13), les repas sur le tournage, un logement…"
    ),
    "places": _("Trois stagiaires au plus par personne qui encadre."),
    "how_to_apply": _(
        "On candidate sur ce site. Ajoutez ici ce qu’il faut préparer\u00a0: un lien, des images. "
        "Visible des membres connectés seulement."
    ),
    "tutor_name": _("La personne qui accueille, montre et répond. Trois stagiaires au plus."),
    "tutor_role": _("Par exemple\u00a0: régisseuse générale."),
    "tutor_interns": _(
        "Aux mêmes dates. Les places de vos autres annonces publiées ici sont comptées d’office."
    ),
    "headcount": _("Le nombre de salariés, dont dépend celui des stagiaires (R.124-10)."),
    "interns_present": _(
        "Sans les places de vos annonces publiées ici, qui sont comptées d’office."
    ),
    "first_on_post": _(
        "Sinon, dites quand a eu lieu le dernier stage\u00a0: sur un même poste, il faut attendre "
        "un tiers de sa durée (L.124-11). Stage conventionné seulement."
    ),
    "previous_weekly_hours": _(
        "Seulement s’il était à temps partiel\u00a0: le délai suit sa durée de présence."
    ),
    "team_complete": _(
        "Nommez les postes, pas les personnes\u00a0: «\u00a0régisseuse générale, adjoint, deux "
        "auxiliaires\u00a0». L’annonce dira que la personne n’en remplace aucun."
    ),
    "team_complete_by": _("Son nom et sa fonction. Demandez-lui son accord avant."),
    "vhss_contact": _("Un nom et une fonction, ou la cellule d’écoute de la branche."),
    "accessibility": _("Accès du lieu, horaires adaptés, matériel, langue des signes…"),
}
PAY_WORDS: dict[str, tuple[Any, Any]] = {
    InternshipKind.STAGE: (
        LABELS["hourly_pay"],
        _(
            "Au-delà de 44 jours ou 308 heures de présence, elle est due dès la première heure "
            "(L.124-6)\u00a0; le contrôle en dit le minimum à vos dates. Écrivez 0 s’il n’y en a "
            "pas."
        ),
    ),
    InternshipKind.CDDU: (
        _("Salaire brut (€ par heure)"),
        _("Au moins le minimum que la convention collective prévoit pour cette fonction."),
    ),
    InternshipKind.IMMERSION: (
        _("Rémunération (€ par heure)"),
        _("Rien à écrire pour une immersion\u00a0: la personne garde son statut et ses droits."),
    ),
    InternshipKind.ALTERNANCE: (
        _("Rémunération (€ par heure)"),
        _("Rien à écrire si vous suivez le barème légal, selon l’âge et l’année de formation."),
    ),
    InternshipKind.SERVICE_CIVIQUE: (
        _("Rémunération (€ par heure)"),
        _("Rien à écrire pour un service civique\u00a0: l’indemnité est fixée par l’État."),
    ),
}
# Asked of an internship only; shown to the others with a word about it.
OF_STAGE = (
    "first_on_post", "previous_starts_on", "previous_ends_on", "previous_weekly_hours",
    "previous_left_early",
)  # fmt: skip
NOT_A_STAGE = _("Rien à dire ici pour ce type d’annonce.")


def dress(fields: dict[str, Any], *, kind: str) -> None:
    """Give the fields of a form the words of a kind of listing."""
    if "hourly_pay" in fields:
        fields["hourly_pay"].label, fields["hourly_pay"].help_text = PAY_WORDS[kind]
    if kind == InternshipKind.STAGE:
        return
    for name in OF_STAGE:
        if name in fields:
            fields[name].help_text = NOT_A_STAGE
