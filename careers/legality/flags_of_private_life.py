"""What an offer may not ask of somebody's life (Code du travail, L.1132-1, L.1142-1, L.5321-2).

After `red_flags` and `discrimination` of data/internship_law.json, read 22 November 2026.
"""

from django.utils.translation import gettext_noop

from .flag_words import ASKED, CAST, FAITH, ONLY, ROLE, SEEK
from .flags import BLOCK, REVIEW, Flag, Form

# Where there may be no children, and that says nothing of those of the intern.
_SET = r"\b(?:plateau|tournages?|films?|scenes?|plans?|publics?|seances?|salle|decor|figur\w+)\b"

FIT = (
    r"\b(?:parfaite|bonne|excellente|pleine) sante\b"
    r"(?! (?:financiere|economique|mentale|du |de la |des |de notre ))"
)

HEALTH = Flag(
    "sante",
    gettext_noop("La santé, le handicap et la grossesse ne se demandent pas."),
    (
        Form(
            BLOCK,
            FIT,
            only_if=r"\b(?:vous|candidat\w*|stagiaires?|profils?|etre|avoir|exige\w*|requise?"
            r"|indispensable|obligatoire)\b",
            milder=r"\bvous (?!etes|avez|serez|devez)",
            tell=True,
        ),
        Form(REVIEW, FIT, tell=True),
        Form(
            BLOCK,
            r"\bpas de (?:personnes? )?(?:handicape|malade|en situation de handicap)\w*"
            r"(?! (?:n'|ne ))",
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:sans|aucun|pas de) (?:handicap|probleme de sante|souci de sante)s?\b"
            r"(?! (?:n'|ne ))",
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:sans|aucune?|pas de) (?:maladies?|pathologies?|antecedents? medica\w+"
            r"|traitements? medica\w+)\b(?! (?:n'|ne ))",
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:non|pas|pas de femmes?|ne pas etre) enceintes?\b"
            r"|\bsans projet (?:de grossesse|de maternite|d'enfant)",
            negatable=False,
            tell=True,
        ),
        Form(BLOCK, r"\b(?:handicape\w*|malades?|femmes? enceintes?) s'abstenir\b"),
        Form(BLOCK, rf"\bpersonnes? valides?\b(?: (?:{ONLY}))"),
        Form(REVIEW, r"\bnon[ -]fumeu(?:r|se)s?\b", unless=r"\b(?:bureau|loge|vehicule|chambre)"),
        Form(REVIEW, r"\b(?:bonne|excellente) (?:condition|forme) physique\b", tell=True),
    ),
)

BELIEFS = Flag(
    "opinions",
    gettext_noop("Les convictions, les opinions et l’engagement syndical ne se demandent pas."),
    (
        Form(
            BLOCK,
            r"\b(?:catholique|musulmane?|juive?|juif|chretienne?|protestante?)s? pratiquant",
            unless=ROLE,
            tell=True,
        ),
        Form(REVIEW, r"\b(?:hetero|homo)sexuel", unless=ROLE, tell=True),
        Form(
            BLOCK,
            r"\b(?:sans|pas de) (?:signes? religieux|voile|foulard|kippa)\b|\bnon syndiques?\b",
            negatable=False,
            unless=r"\b(?:images?|pellicule|negatif|objectif|optique|rideau|bateau|contraste"
            r"|photos?"
            r"|tirages?|figur\w+|mariee)\b",
            tell=True,
        ),
        Form(BLOCK, r"\bsans (?:affiliation|engagement) (?:politique|syndical)e?\b"),
        Form(
            BLOCK,
            rf"\b(?:{SEEK}) (?:\S+ ){{0,3}}?{FAITH}",
            unless=ROLE,
            milder=CAST,
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b{FAITH} (?:s'abstenir|exclus\b|{ONLY}|de preference)|\bsyndique\w* s'abstenir\b"
            rf"|\b(?:{ONLY}) (?:des |les |aux |pour les )?{FAITH}",
            milder=r"\b(?:films?|eglises?|chants?|musiques?|cinema|cimetieres?|rites?)\b",
        ),
        Form(
            BLOCK,
            rf"\bde (?:confession|religion) {FAITH}",
            unless=ROLE,
            milder=CAST,
            tell=True,
        ),
        Form(REVIEW, rf"\b(?:pas de |ni )(?:{FAITH})\b", negatable=False, tell=True),
    ),
)

_LIVE = r"(?:habit(?:er|ant|ez|e)|resid(?:er|ant|ez|e)|vivre|log(?:er|eant)|domicilie\w*)"

ADDRESS = Flag(
    "adresse",
    gettext_noop("Le lieu de résidence est un critère interdit : dites plutôt où l’on travaille."),
    (
        Form(
            REVIEW,
            r"\b(?:habit(?:er|ant|ez)|resid(?:er|ant|ez)|domicilie\w*) (?:imperativement |deja "
            r"|obligatoirement )?(?:a|en|au|aux|dans|sur|pres|proche|ile|la|le|l')\b",
            tell=True,
        ),
        Form(
            REVIEW,
            rf"\b{_LIVE} (?:\S+ ){{0,5}}?(?:imperati|obligatoire|exige|indispensable|necessaire)\w*"
            rf"|\b(?:imperati\w+|obligatoirement|devez|doit|devra|devrez) {_LIVE}\b",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:habiter|resider|vous habitez|vous residez) (?:paris|lyon|marseille|lille"
            r"|bordeaux"
            r"|nantes|toulouse|rennes|strasbourg|montpellier|nice|grenoble|montreuil)\b",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:habiter|resider|residence) (?:\S+ ){0,4}?(?:imperati|obligatoire|exige)\w*",
        ),
        Form(
            REVIEW,
            r"\b(?:vous etes|etre|stagiaire|candidat\w*|candidatures?|profils?) basee?s? "
            r"(?:a|en|sur|dans|au) \w+",
        ),
        Form(
            REVIEW,
            r"\b(?:parisien|francilien|lyonnais|marseillais|lillois|provincial|provinciaux"
            rf"|banlieusard)\w* (?:{ONLY}|de preference|s'abstenir)",
        ),
    ),
)

FAMILY = Flag(
    "situation-famille",
    gettext_noop("La situation de famille ne se demande pas."),
    (
        Form(
            BLOCK,
            r"\bsans (?:enfants?|charges? (?:de famille|familiales?)|attaches?"
            r"|(?:contraintes?|obligations?) (?:familiales?|personnelles?))\b",
            not_after=r"(?:tournage|film|scene|plan|sequence|seance|salle|projection|decor"
            r"|version)s?"
            r"(?: (?:est|se|fait|avec|ou|et|a lieu|du jour|tourne\w*|jou\w+|existe))*|avec "
            r"(?:ou|et)",
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:pas|aucune?) ?(?:de |d')? ?(?:(?:contraintes?|obligations?) "
            r"(?:familiales?|personnelles?)|charges? de famille|enfants? a charge)\b",
            negatable=False,
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:vous etes|etre) (?:en couple|mariee?s?|divorcee?s?)\b|\ben couple s'abstenir\b",
        ),
        Form(BLOCK, r"\bvous n'avez pas d'enfants?\b", negatable=False),
        Form(REVIEW, r"\bpas d'enfants?\b", negatable=False, unless=_SET, tell=True),
        Form(
            BLOCK,
            r"\bnon[ -]mariee?s?\b|\bpas (?:etre )?mariee?s\b|\bpas (?:etre )?mariee\b",
            unless=ROLE,
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\bcelibataires?\b",
            only_if=r"\b(?:vous|bienvenu|de preference|uniquement|profil|stagiaire|candidat|exige"
            rf"|sans enfant|{SEEK})|^celibataires?(?:\W|$)",
            unless=rf"{ROLE}|{CAST}",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\bcelibataires?\b",
            unless=rf"{ROLE}|{CAST}|\b(?:decors?|appartements?|chambres?|studios?|enterrements?)\b",
            tell=True,
        ),
        Form(REVIEW, ASKED + r"situation (?:de famille|familiale|maritale)\b"),
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

OF_PRIVATE_LIFE = (HEALTH, BELIEFS, ADDRESS, FAMILY, PREDATORY)
