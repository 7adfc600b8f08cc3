"""Criteria that an offer may not set on people (Code du travail, L.1132-1, L.1142-1, L.5321-2).

After `red_flags` and `discrimination` of data/internship_law.json, read 22 November 2026.
« Jeune équipe » says nothing of the candidate and is let through; « vous êtes jeune » is not.
"""

from django.utils.translation import gettext_noop

from careers.enums import InternshipKind

from .flag_words import (
    ASKED,
    AUDIENCE,
    BOTH,
    CANDIDATE,
    CAST,
    LASTING,
    MINORS,
    OLDER,
    ONE_AGE,
    ONLY,
    ORIGIN,
    OTHER_WAYS,
    ROLE,
    SEEK,
    SEX,
    SOMEBODY,
    YEARS,
)
from .flags import BLOCK, REVIEW, Flag, Form

_FREE = rf"{BOTH}|{ROLE}"
# The feminine alone, where the word has a masculine.
_WOMEN = (
    r"(?:etudiantes|candidates|assistantes|apprenties|alternantes|comediennes|regisseuses"
    r"|monteuses|techniciennes|realisatrices|scenaristes femmes)"
)
# What else is sorted by men and women on a set.
_ROOMS = r"\b(?:vestiaires?|loges?|costumes?|coiffures?|maquillage|toilettes|sanitaires|tailles?)\b"

SEXES = Flag(
    "sexe",
    gettext_noop("Une annonce ne mentionne pas le sexe, sauf pour un rôle d’interprète."),
    (
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:\S+ ){{0,2}}?(?:jeunes? )?{SEX}"
            rf"(?! ?(?:/|-|ou|et) ?(?:(?:une? )?{SEX}|[fh]\b))",
            unless=_FREE,
            milder=CAST,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:reserve|ouvert|destine|accessible)\w* "
            rf"(?:(?:{ONLY}) )?(?:aux|a une?|a des) (?:jeunes )?"
            rf"{SEX}(?! (?:/|ou|et) (?:aux |une? )?{SEX})",
            unless=_FREE,
            not_after=r"(?:club|ecole|bar|lieu|prison|monde|metier|sport)s?",
        ),
        Form(BLOCK, rf"(?<![\w-]){SEX} (?:{ONLY})", unless=rf"{_FREE}|{_ROOMS}"),
        Form(
            BLOCK,
            rf"\b(?:uniquement|exclusivement|seulement) (?:une? |des |les |aux |pour )?{SEX}",
            unless=rf"{_FREE}|{_ROOMS}",
        ),
        Form(
            BLOCK,
            rf"\b{_WOMEN} (?:\S+ ){{0,3}}?(?:{ONLY})|\breserve\w* (?:(?:{ONLY}) )?aux {_WOMEN}"
            rf"|\b(?:{ONLY}) (?:aux |des |pour )?(?:les )?{_WOMEN}",
            unless=rf"\b(?:etudiants|candidats|assistants|tous)\b|{ROLE}|{CAST}",
        ),
        Form(
            BLOCK,
            rf"\b(?<!si )(?:vous (?:etes|serez|soyez)|tu (?:es|seras)|il faut etre|devez etre) "
            rf"(?:une? )?(?:jeune )?{SEX}",
            unless=rf"{_FREE}|\bque vous soyez\b",
        ),
        Form(REVIEW, rf"\bsi vous etes (?:une? )?(?:jeune )?{SEX}", unless=_FREE),
        Form(
            BLOCK,
            r"\bprofils? (?:feminin|masculin)s?\b(?! (?:et|ou|/) )"
            r"|\b(?<!et )(?<!ou )de sexe (?:feminin|masculin)\b(?! (?:et|ou) )",
            unless=ROLE,
            tell=True,
        ),
        Form(
            BLOCK,
            rf"(?<![\w-]){SEX},? de preference\b|\bde preference,? (?:une? |des )?{SEX}",
            unless=_FREE,
        ),
        Form(
            BLOCK,
            rf"(?<![\w-]){SEX} (?:souhaite|exige|demande|voulu|privilegie|recherche)e?s?\b",
            unless=rf"{_FREE}|{_ROOMS}",
            milder=CAST,
            tell=True,
        ),
        Form(REVIEW, rf"\bidealement,? (?:une? )?(?:jeune )?{SEX}", unless=_FREE, tell=True),
        Form(
            REVIEW,
            r"\b(?:convien\w+|convenir|adapte|ideal|idealement|destine)\w* (?:\w+ )?(?:a|pour) "
            rf"une? (?:jeune )?{SEX}",
            unless=_FREE,
            tell=True,
        ),
        Form(BLOCK, r"\bsexe ?: ?(?:feminin|masculin|homme|femme|[fmh]\b)", unless=_FREE),
        Form(
            BLOCK,
            r"\b(?:stagiaires?|stages?|assistante?s?|candidate?s?|postes?|profils?|etudiante?s?"
            r"|secretaires?) (?:\S+ ){0,4}?\((?:femme|homme)s?\)",
            unless=ROLE,
        ),
        Form(REVIEW, r"\((?:femme|homme)s?\)", unless=rf"{ROLE}|{_ROOMS}|{CAST}", tell=True),
        Form(REVIEW, r"\b(?:stagiaires?|assistante?s?|stages?) (?:\S+ ){0,3}?\([fh]\)(?! ?/)"),
        Form(BLOCK, r"(?<![/\w-])[fh] (?:uniquement|exclusivement|only)\b"),
        Form(
            BLOCK,
            r"\b(?:femmes?|hommes?|garcons?|filles?|meres? de famille|peres? de famille)"
            r"(?: \w+)? s'abstenir\b",
        ),
        # JH, JF: the shorthand of small ads, an age and a sex in two letters.
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:une? )?j\.?[hf]\b"
            r"|\bj\.?[hf]\.? ?(?:ou|/|et|,|-) ?j\.?[hf]\b"
            r"|(?<![.\w])j[hf] (?:serieu|dynamique|motive|souriant|etudiant|bonne|sympa|dispo"
            r"|\d\d ?ans|uniquement|de \d|pour (?:stage|assist|aide))\w*",
            unless=ROLE,
        ),
        Form(
            REVIEW,
            r"\bjeunes? (?:femme|homme|fille|garcon)s?\b"
            r"(?! ?(?:/|ou|et) ?(?:une? )?(?:jeunes? )?(?:femme|homme|fille|garcon))",
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(REVIEW, rf"\b(?:pas de|pas d'|sans|aucune?) {SEX}", negatable=False, tell=True,
             unless=r"\b(?:plateau|scene|film|vestiaire|doublure|figura|roles?)"),
    ),
)  # fmt: skip

_WHO = (
    r"(?:stagiaire|assistant|candidat|collaborat|recrue|personne|dynamique|motive|passionne"
    r"|professionnel|talent)\w*"
)

AGES = Flag(
    "age",
    gettext_noop("Une annonce ne fixe pas d’âge, hors d’un dispositif légal précis."),
    (
        Form(
            BLOCK,
            YEARS,
            only_if=rf"\b(?:{CANDIDATE})",
            not_after=AUDIENCE,
            unless=MINORS,
            milder=OTHER_WAYS,
            tell=True,
        ),
        Form(REVIEW, YEARS, not_after=AUDIENCE, unless=MINORS, tell=True),
        Form(
            BLOCK,
            r"\bnee?s? (?:apres|avant|entre|a partir de) (?:19|20)\d\d\b",
            only_if=rf"\b(?:vous|quelqu'un|candidat\w*|stagiaires?|profils?|personnes?|{SEEK})",
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(REVIEW, ASKED + r"(?:votre |son |l')(?:age|date de naissance)\b"),
        Form(
            BLOCK,
            rf"\b{SOMEBODY} (?:\S+ )?{OLDER}",
            not_after=LASTING,
            unless=rf"{CAST}|{ROLE}",
            tell=True,
        ),
        Form(REVIEW, rf"\bpas {OLDER[2:]}", not_after=AUDIENCE, negatable=False, tell=True),
        Form(
            BLOCK,
            rf"{OLDER}(?:,? (?:s'abstenir|exclus?|refuses?|non admis)|\)? (?:{ONLY}))",
            negatable=False,
        ),
        Form(REVIEW, r"\b(?:16|18|seize|dix-huit) ans (?:minimum|revolus|au moins)\b", tell=True),
        Form(
            BLOCK,
            r"\b(?!16|18)[1-6]\d ?ans (?:minimum|revolus)\b",
            unless=r"\b(?:permis|louer|loueur|assurance|metier|experience|carriere)\b",
            milder=CAST,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:age\w*|stagiaires?|candidat\w*|profils?|vous avez|avoir|personnes?|etudiant\w*"
            rf"|jeunes?) (?:\S+ )?entre {ONE_AGE} et {ONE_AGE}(?= ?(?:$|[.,;:!)]|ans))",
            not_after=AUDIENCE,
            unless=rf"{CAST}|{ROLE}",
            tell=True,
        ),
        Form(
            REVIEW,
            rf"\bentre {ONE_AGE} et {ONE_AGE}(?= ?(?:$|\n|[.,;:!)]))",
            not_after=rf"{AUDIENCE}|heures?|scenes?|plans?|sequences?|jours?",
            tell=True,
        ),
        Form(BLOCK, r"\blimite d'age\b|\bage (?:maximum|maximal|max|limite|requis|souhaite)\b"),
        Form(BLOCK, rf"\bage ?: ?{ONE_AGE}\b", unless=rf"{ROLE}|{CAST}", tell=True),
        Form(
            BLOCK,
            r"\b(?:vous avez|vous etes dans|avoir|age\w* de) (?:entre )?la (?:petite )?"
            r"(?:vingtaine|trentaine|quarantaine)\b",
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:quelqu'un de|stagiaires?,?|personnes?|profils?,?|candidate?s?,?) (?:tres )?"
            r"jeunes?\b(?! (?:public|equipe|diplome|cinema|creation))",
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(BLOCK, r"\bjuniors? (?:max|uniquement|exclusivement)"),
        Form(BLOCK, r"\b(?:seniors?|retraite\w*|quadra\w*|quinqua\w*|vieux) s'abstenir\b"),
        Form(REVIEW, r"\bjeunes? diplomes?\b"),
        Form(
            BLOCK, rf"\b(?:{SEEK}) (?:\S+ ){{0,2}}?jeunes? (?:et )?{_WHO}", unless=ROLE, tell=True
        ),
        Form(
            BLOCK,
            r"(?:^|\n|[.!?] )(?:une? )?jeunes? (?:stagiaire|assistant|candidat|recrue)\w*",
            unless=ROLE,
            tell=True,
        ),
        Form(
            REVIEW,
            r"\bjeunes? (?:stagiaire|assistant|candidat|recrue)\w*",
            unless=ROLE,
            not_after=r"(?:nos|ces|anciens|anciennes|forme|formation) ?(?:de|des)?",
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:vous etes|tu es|soyez|etre|profil|candidat\w*) (?:\S+ )?jeune\b"
            r"(?! (?:diplome|public|creation|cinema|equipe))",
            unless=ROLE,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\bjeunes? et (?:dynamique|motive)s?\b",
            not_after=r"(?:equipe|structure|societe|festival|association|maison|studio)s?",
            tell=True,
        ),
    ),
    # Both are open to some ages by law.
    not_for=(InternshipKind.ALTERNANCE, InternshipKind.SERVICE_CIVIQUE),
)

_BODY = (
    r"(?:sexy|jolies?|mince|svelte|seduisante?|elancee?|attirante?|bien de sa personne|bien faite?"
    r"|de grande taille|beaux? gosses?)\b"
)
_OWN_WORK = (
    r"\b(?:travaux|portfolio|realisations|projets?|decors?|costumes?|raccords?|reperages?"
    r"|accessoires)\b"
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
            r"(?! (?:de |des |du |d'|orale|ecrite|visuelle|aux? |publique))",
        ),
        Form(
            BLOCK, r"\bpresentation (?:soignee|impeccable|irreprochable)\b(?! (?:de |des |du |d'))"
        ),
        Form(BLOCK, r"\bphysique (?:agreable|avantageux|attrayant|soigne)\b|\btaille mannequin\b"),
        Form(
            BLOCK,
            r"\bapparence (?:physique |tres )?(?:soignee|agreable|jeune)\b|\bapparence physique\b",
            unless=ROLE,
            milder=CAST,
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?:vous etes|{SEEK}|stagiaire|profil|assistante?) (?:\S+ ){{0,3}}?{_BODY}",
            unless=ROLE,
            milder=CAST,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:jolie?|belle|beau|charmante?|mince|sexy) (?:et \w+ )?(?:stagiaire"
            r"|assistante?)\b",
            unless=ROLE,
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:vous etes|etre) (?:d'origine \w+|(?:francais|europeen)(?:e|ne)?)\b(?! par)",
            tell=True,
        ),
        Form(REVIEW, ASKED + r"(?:votre |vos |la )?(?:nationalite|origines?|lieu de naissance)\b"),
        Form(
            REVIEW,
            r"\b(?:sans|aucun|pas de|ni) (?:tatouage|piercing|barbe|surpoids)s?\b",
            negatable=False,
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(
            BLOCK,
            r"\btypes? (?:europeen|caucasien|africain|asiatique|maghrebin|mediterraneen|nordique)",
            unless=ROLE,
            milder=CAST,
            tell=True,
        ),
        Form(BLOCK, r"\blangues? maternelles?\b", tell=True),
        Form(
            REVIEW,
            r"\b(?:francais|anglais|espagnol|allemand|italien)e? (?:natif|native|maternel)\w*"
            r"|\b(?:anglo|franco|hispano|germano)phones? nati\w+|\b(?:sans |pas d')accent\b",
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:cv|candidature|dossier|lettre) (?:\+|avec|et|accompagne d') ?(?:une |votre )?"
            r"photo\b(?!graph)",
        ),
        Form(
            BLOCK, r"\b(?:joindre|joignez) (?:une |votre |vos )?photos?\b(?! (?:de |du |des |d'))"
        ),
        Form(REVIEW, r"\bcostaude?s?\b", unless=rf"{ROLE}|{CAST}", tell=True),
        Form(
            BLOCK,
            r"\bphotos? (?:est |sont )?(?:exigee|obligatoire|demandee|requise|recente|indispensable"
            r"|souhaitee|d'identite)s?\b(?! (?:de |du |des |d'))",
            unless=_OWN_WORK,
        ),
        Form(
            BLOCK,
            r"\b(?:joindre|joignez|envoye[rz]|fournir|ajoute[rz]) (?:\S+ ){0,3}?(?:une|votre|vos) "
            r"photos?\b(?! (?:de |du |des |d'))",
            unless=_OWN_WORK,
        ),
        Form(
            BLOCK,
            r"\b(?:de )?nationalite (?:francaise|europeenne)\b|\bfrancaise?s? de souche\b"
            r"|\borigine (?:francaise|europeenne|africaine|maghrebine) "
            r"(?:exigee|souhaitee|uniquement|de preference|obligatoire)",
            unless=r"\b(?:films?|oeuvres?|coproduction|agrement|production)\b",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b{ORIGIN} (?:s'abstenir|exclus\b|de preference|bienvenus? uniquement)",
        ),
        Form(
            REVIEW,
            rf"(?<!des )\b{ORIGIN} (?:uniquement|exclusivement|seulement)",
            unless=r"\b(?:films?|courts?|metrages?|balance|cartons?|sous-titr\w+|production\w*"
            r"|cinemas?|catalogue|lieux|cartes|murs?|images?)\b",
        ),
        Form(
            REVIEW,
            r"\bressortissante?s? (?:europeen|francais|de l'union|ue|de l'ue)\w*|\bpapiers "
            r"francais",
        ),
        Form(BLOCK, rf"\b(?:pas d'|pas de |ni d'|aucun )(?:{ORIGIN}) (?:svp|dans l'equipe|merci)",
             negatable=False, tell=True),
        Form(REVIEW, r"\b(?:pas d'|pas de )(?:etrangers?|arabes?|noirs?|roms?|asiatiques?)\b",
             negatable=False, tell=True, unless=r"\b(?:image|pellicule|etalonnage|ecran)"),
    ),
)  # fmt: skip

OF_PEOPLE = (SEXES, AGES, LOOKS)
