"""Criteria that an offer may not set on people (Code du travail, L.1132-1, L.1142-1, L.5321-2).

After `red_flags` and `discrimination` of data/internship_law.json, read 22 November 2026.
« Jeune équipe » says nothing of the candidate and is let through; « vous êtes jeune » is not.
"""

from django.utils.translation import gettext_noop

from careers.enums import InternshipKind

from .flag_words import (
    AUDIENCE,
    CANDIDATE,
    CAST,
    LASTING,
    OLDER,
    ONE_AGE,
    ROLE,
    SEEK,
    SEX,
    STORY,
    YEARS,
)
from .flags import BLOCK, REVIEW, Flag, Form

SEXES = Flag(
    "sexe",
    gettext_noop("Une annonce ne mentionne pas le sexe, sauf pour un rôle d’interprète."),
    (
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:\S+ ){{0,2}}?(?:jeunes? )?(?:{SEX})\b"
            rf"(?! ?(?:/|-|ou|et) ?(?:(?:une? )?(?:{SEX})|[fh]\b))",
            unless=rf"(?:{SEX}) ?(?:/|ou|et) ?(?:une? )?(?:{SEX})|(?:{ROLE})",
            milder=rf"{STORY}|{CAST}",
        ),
        Form(
            BLOCK,
            r"\b(?:reserve|ouvert|destine|accessible)\w* "
            r"(?:uniquement |exclusivement |seulement )?(?:aux|a une?|a des) (?:jeunes )?"
            rf"(?:{SEX})\b"
            rf"(?! (?:/|ou|et) (?:aux |une? )?(?:{SEX}))",
            unless=ROLE,
        ),
        Form(
            BLOCK, rf"\b(?:{SEX}) (?:uniquement|seulement|exclusivement|obligatoire)", unless=ROLE
        ),
        Form(
            BLOCK,
            rf"\b(?:uniquement|exclusivement|seulement) (?:une? |des |les |aux |pour )?(?:{SEX})\b",
            unless=ROLE,
        ),
        Form(
            BLOCK,
            r"\bprofils? (?:feminin|masculin)s?\b|\bde sexe (?:feminin|masculin)",
            unless=ROLE,
        ),
        Form(
            BLOCK,
            rf"\b(?:{SEX}) de preference\b|\bde preference (?:une? |des )?(?:{SEX})\b",
            unless=ROLE,
        ),
        Form(BLOCK, r"\bsexe ?: ?(?:feminin|masculin|homme|femme|[fmh]\b)", unless=ROLE),
        Form(BLOCK, r"\((?:femme|homme)s?\)", unless=ROLE),
        Form(
            REVIEW,
            r"\bjeunes? (?:femme|homme|fille|garcon)s?\b"
            r"(?! ?(?:/|ou|et) ?(?:une? )?(?:jeunes? )?(?:femme|homme|fille|garcon))",
            unless=rf"{STORY}|{ROLE}|{CAST}",
        ),
    ),
)

AGES = Flag(
    "age",
    gettext_noop("Une annonce ne fixe pas d’âge, hors d’un dispositif légal précis."),
    (
        Form(BLOCK, YEARS, only_if=rf"\b(?:{CANDIDATE})", unless=STORY, not_after=AUDIENCE),
        Form(REVIEW, YEARS, unless=STORY, not_after=AUDIENCE),
        Form(BLOCK, OLDER, only_if=rf"\b(?:{CANDIDATE})", unless=STORY, not_after=LASTING),
        Form(BLOCK, r"\blimite d'age\b|\bage (?:maximum|maximal|max|limite|requis|souhaite)\b"),
        Form(BLOCK, rf"\bage ?: ?{ONE_AGE}\b", unless=rf"{STORY}|{ROLE}|{CAST}"),
        Form(
            BLOCK,
            r"\b(?:quelqu'un de|stagiaires?,?|personnes?|profils?,?|candidate?s?,?) (?:tres )?"
            r"jeunes?\b(?! (?:public|equipe|diplome))",
            unless=rf"{STORY}|{ROLE}|{CAST}",
        ),
        Form(BLOCK, r"\bjuniors? (?:max|uniquement|exclusivement)"),
        Form(REVIEW, r"\bjeunes? diplomes?\b"),
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:\S+ ){{0,2}}?jeunes? (?:et )?(?:stagiaire|assistant|candidat"
            r"|collaborat|recrue|personne|dynamique|motive|passionne|professionnel)\w*",
            unless=ROLE,
        ),
        Form(BLOCK, r"\bjeunes? (?:stagiaire|assistant|candidat|recrue)\w*", unless=ROLE),
        Form(
            BLOCK,
            r"\b(?:vous etes|tu es|etre|profil|candidat\w*) (?:\S+ )?jeune\b(?! diplome)",
            unless=ROLE,
        ),
        Form(
            BLOCK,
            r"\bjeunes? et (?:dynamique|motive)s?\b",
            not_after=r"(?:equipe|structure|societe|festival|association|maison|studio)s?",
        ),
    ),
    # Both are open to some ages by law.
    not_for=(InternshipKind.ALTERNANCE, InternshipKind.SERVICE_CIVIQUE),
)

LOOKS = Flag(
    "apparence-origine",
    gettext_noop(
        "L’apparence et l’origine ne se demandent pas ; pour une langue, écrivez un niveau."
    ),
    (
        Form(
            BLOCK,
            r"\b(?:bonne|excellente|parfaite|tres bonne) presentation\b"
            r"(?! (?:de |des |du |d'|orale|ecrite|visuelle))",
        ),
        Form(
            BLOCK, r"\bpresentation (?:soignee|impeccable|irreprochable)\b(?! (?:de |des |du |d'))"
        ),
        Form(BLOCK, r"\bphysique (?:agreable|avantageux|attrayant|soigne)\b|\btaille mannequin\b"),
        Form(
            BLOCK,
            r"\bapparence (?:physique|soignee|agreable)\b",
            unless=rf"{ROLE}|{STORY}",
            milder=CAST,
        ),
        Form(
            BLOCK,
            r"\btypes? (?:europeen|caucasien|africain|asiatique|maghrebin|mediterraneen|nordique)",
            unless=rf"{ROLE}|{STORY}",
            milder=CAST,
        ),
        Form(BLOCK, r"\blangue maternelle\b", unless=STORY),
        Form(
            REVIEW,
            r"\b(?:francais|anglais|espagnol|allemand|italien)e? (?:natif|native|maternel)\w*",
        ),
        Form(
            BLOCK,
            r"\b(?:cv|candidature|dossier|lettre) (?:\+|avec|et|accompagne d') ?(?:une |votre )?"
            r"photo\b(?!graph)",
        ),
        Form(
            BLOCK, r"\b(?:joindre|joignez) (?:une |votre |vos )?photos?\b(?! (?:de |du |des |d'))"
        ),
        Form(REVIEW, r"\bcostaude?s?\b", unless=rf"{STORY}|{ROLE}|{CAST}"),
        Form(
            BLOCK,
            r"\bphotos? (?:est |sont )?(?:exigee|obligatoire|demandee|requise|recente|indispensable"
            r"|souhaitee|d'identite)s?\b(?! (?:de |des |du |d'))",
            unless=r"\b(?:travaux|portfolio|realisations|decors?|costumes?|raccords?|reperages?"
            r"|accessoires)\b",
        ),
        Form(
            BLOCK,
            r"\b(?:joindre|joignez|envoye[rz]|fournir|ajoute[rz]) (?:\S+ ){0,3}?(?:une|votre|vos) "
            r"photos?\b(?! (?:de |des |du |d'))",
            unless=r"\b(?:travaux|portfolio|realisations|projets?|decors?|costumes?|raccords?)\b",
        ),
        Form(
            BLOCK,
            r"\b(?:de )?nationalite (?:francaise|europeenne)\b|\bfrancaise? de souche\b",
            unless=rf"\b(?:films?|oeuvres?|coproduction|agrement|production)\b|{STORY}",
        ),
    ),
)

HEALTH = Flag(
    "sante",
    gettext_noop("La santé, le handicap et la grossesse ne se demandent pas."),
    (
        Form(BLOCK, r"\b(?:parfaite|bonne|excellente) sante\b"),
        Form(
            BLOCK,
            r"\b(?:sans|aucun|pas de) (?:handicap|probleme de sante)s?\b(?! (?:n'|ne ))",
            negatable=False,
        ),
        Form(
            BLOCK,
            r"\b(?:non|pas|pas de femmes?) enceintes?\b"
            r"|\bsans projet (?:de grossesse|de maternite)",
        ),
        Form(REVIEW, r"\b(?:bonne|excellente) (?:condition|forme) physique\b"),
    ),
)

BELIEFS = Flag(
    "opinions",
    gettext_noop("Les convictions, les opinions et l’engagement syndical ne se demandent pas."),
    (
        Form(
            BLOCK,
            r"\b(?:catholique|musulmane?|juive?|juif|chretienne?|protestante?)s? pratiquant",
            unless=rf"{STORY}|{ROLE}",
        ),
        Form(REVIEW, r"\b(?:hetero|homo)sexuel", unless=rf"{STORY}|{ROLE}"),
        Form(BLOCK, r"\b(?:sans|pas de) (?:signes? religieux|voile)\b|\bnon syndiques?\b"),
        Form(BLOCK, r"\bsans (?:affiliation|engagement) (?:politique|syndical)e?\b"),
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:\S+ ){{0,3}}?"
            r"(?:catholique|musulman|juif|juive|chretien|protestant)\w*",
            unless=rf"{ROLE}|{STORY}",
            milder=CAST,
        ),
    ),
)

ADDRESS = Flag(
    "adresse",
    gettext_noop("Le lieu de résidence est un critère interdit : dites plutôt où l’on travaille."),
    (
        Form(
            REVIEW,
            r"\b(?:habit(?:er|ant|ez)|resid(?:er|ant|ez)|domicilie\w*) (?:imperativement |deja "
            r"|obligatoirement )?(?:a|en|au|aux|dans|sur|pres|proche|ile|la|le|l')\b",
            unless=STORY,
        ),
        Form(REVIEW, r"\b(?:habiter|resider|residence) (?:imperative\w*|obligatoire\w*)"),
    ),
)

FAMILY = Flag(
    "situation-famille",
    gettext_noop("La situation de famille ne se demande pas."),
    (
        Form(
            BLOCK,
            r"\bsans (?:enfants?|charges? (?:de famille|familiales?)|attaches?"
            r"|contraintes? (?:familiales?|personnelles?))\b",
            not_after=r"(?:tournage|film|scene|plan|sequence|seance|salle|projection)s?"
            r"(?: (?:est|se|fait|avec|ou|et|a lieu|du jour))*",
            unless=STORY,
        ),
        Form(
            BLOCK,
            r"\bpas (?:de|d') ?(?:contraintes? (?:familiales?|personnelles?)|charges? de famille"
            r"|enfants? a charge)\b",
            negatable=False,
        ),
        Form(BLOCK, r"\bcelibataires?\b", unless=rf"{STORY}|{ROLE}|{CAST}"),
        Form(
            BLOCK,
            r"\bsituation (?:de famille|familiale|maritale) ?(?::|a preciser|exigee|demandee)",
        ),
    ),
)

PREDATORY = Flag(
    "casting-masque",
    gettext_noop(
        "Un stage ne demande ni photos du corps ni rendez-vous privé : c’est un signal de danger."
    ),
    (
        Form(
            BLOCK,
            r"\bphotos? (?:\S+ ){0,2}?(?:en )?"
            r"(?:maillot|bikini|lingerie|sous-vetement|nue?s?\b|denude)",
        ),
        Form(
            BLOCK,
            r"\b(?:rendez-vous|entretien|rencontre|casting|essai)s? (?:\S+ ){0,3}?(?:a (?:mon|notre"
            r"|votre|son) domicile|a domicile|chez (?:moi|vous)\b|a l'hotel"
            r"|dans (?:ma|une) chambre)",
        ),
        Form(
            BLOCK,
            r"\bphotos? (?:de plain[ -]pied|en pied|de (?:votre )?(?:corps|silhouette))\b",
            unless=r"\b(?:comedien|figurant|costum|acteur|actrice)",
        ),
        Form(BLOCK, r"\b(?:vos|tes) mensurations\b"),
    ),
)

OF_PEOPLE = (SEXES, AGES, LOOKS, HEALTH, BELIEFS, ADDRESS, FAMILY, PREDATORY)
