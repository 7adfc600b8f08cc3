"""Wordings that make of an intern somebody who holds a post, and what an intern may not do.

After `red_flags` of data/internship_law.json, read 22 November 2026, as in flags_of_work.py.
"""

from django.utils.translation import gettext_noop

from careers.enums import InternshipKind

from .flag_words import COUNT, HEAD, PERSON, THING
from .flags import BLOCK, REVIEW, Flag, Form

# What else may be reinforced on a set.
LIT = (
    r"\b(?:lumieres?|soleil|projecteurs?|lampes?|couture|tissus?|coutures|micros?|ambiance|camera"
    r"|musique|gelatines?|reflecteurs?|poly)\b"
)

LEAVE = (
    r"\b(?:conge|arret)s? (?:de |pour )?"
    r"(?:maternite|paternite|parental|maladie|sabbatique|mat|pat)\b"
)
RIGHTS = r"\b(?:benefici|avantage|mutuelle|droit|respecte)"
BACK = (
    r"(?<!jusqu'au )(?<!en attendant le )(?:retour|reven\w+|revient|rentr\w+) "
    r"(?:de|du|d'un) ?(?:son|sa)?"
)

STANDING_IN = Flag(
    "remplacement",
    gettext_noop(
        "Remplacer une personne, absorber un surcroît d’activité ou tenir un emploi saisonnier : "
        "ces motifs sont interdits pour un stage."
    ),
    (
        Form(
            BLOCK,
            r"\bremplac(?:ement|er|e|ez|era|erez|ant) (?:de |du |des |d'|pour |temporaire\w* )*"
            rf"(?:une? |la |le |les |l'|notre |nos |ma |mon )?(?:co-)?(?:{PERSON})",
            not_after=r"\bne",
        ),
        Form(
            BLOCK,
            r"\b(?:en|(?:poste|stage|mission|contrat) de) remplacement\b(?! (?:de |du |des |d'))",
            unless=r"\b(?:camera|materiel|batterie|vehicule|objectif|optique|lampe|costume)s?\b",
        ),
        Form(
            REVIEW,
            r"\b(?:en|(?:poste|stage|mission|contrat) de) remplacement (?:de |du |des |d')"
            rf"(?!{THING})",
        ),
        Form(
            REVIEW,
            r"\b(?:pour )?un remplacement\b(?! (?:de |du |des |d'))",
            unless=r"\b(?:camera|materiel|batterie|vehicule|objectif|optique|lampe|costume)s?\b",
        ),
        Form(
            BLOCK,
            r"\bremplac(?:er|ez|era|erez|eras|es) (?:\S+ ){1,5}?"
            r"(?:pendant|durant|le temps de|jusqu'a|lors de) (?:son|sa|ses|leurs?|le|les|la) "
            r"(?:conge|absence|arret|vacance|retour|maladie|grossesse|maternite)\w*",
        ),
        Form(REVIEW, rf"\b(?:vous|tu) remplac(?:ez|erez|es|eras) (?!pas\b|(?:le |du )?{THING})\w+"),
        Form(
            BLOCK,
            rf"\b(?:supplee[rz]?|a la place|prendr\w+ la place|faire l'interim) (?:de |du |d')?"
            rf"(?:une? |la |le |les |l'|notre |nos )?(?:{PERSON})",
        ),
        Form(REVIEW, r"\b(?:assur\w+|faire) l'interim\b|\bse substitu\w+ a\b"),
        Form(
            REVIEW,
            r"\b(?:suite au|apres le|depuis le) depart de (?:notre|nos|l'|la |le )(?:\w+)?"
            r"|\b(?:manque de personnel|en sous-effectif|en attendant (?:le|un) recrutement"
            r"|en attendant de recruter|le temps de (?:recruter|trouver quelqu'un))\b",
        ),
        Form(
            BLOCK,
            r"\b(?:pallier|couvrir|compenser|combler) (?:a )?(?:l'|une |des |les |le |un |son )?"
            r"(?:absences?|departs?|conges?)\b",
        ),
        Form(
            REVIEW,
            r"\b(?:(?:prendr\w+|reprendr\w+|reprenez|occup(?:er|ez|erez)|tiendr\w+) le poste"
            r"|(?:prenez|prendr\w+) (?:la suite|la releve)) (?:de |du |d')",
        ),
        Form(
            BLOCK,
            r"\bpendant (?:les|ses|leurs) (?:conges|vacances) (?:de |du |des |d')"
            rf"(?:une? |la |le |les |l'|notre |nos )?(?:{PERSON})",
        ),
        Form(
            BLOCK,
            rf"{LEAVE} (?:(?:de |d')(?:notre|nos|l'|la|une?)? ?(?:{PERSON})|de (?:notre|nos) )"
            rf"|\b(?:pour|pendant|durant|le temps d[eu]|jusqu'au retour de|cause de|suite a"
            rf"|raison de"
            rf"|son|sa|leur) (?:un |le |son |sa )?{LEAVE}",
            unless=RIGHTS,
            not_after=BACK,
            tell=True,
        ),
        Form(REVIEW, LEAVE, unless=RIGHTS, not_after=BACK, tell=True),
        Form(
            BLOCK,
            r"\ben (?:l'|son )absence (?:(?:de |du |des |d')"
            rf"(?:une? |la |le |les |l'|notre |nos )?(?:{PERSON}))",
        ),
        Form(
            BLOCK,
            r"(?<!\bde )\bsurcroit\b|\bsurcroit (?:\w+ )?(?:de travail|d'activite)"
            r"|\b(?:job|emploi|boulot)s? d'ete\b",
        ),
        Form(
            BLOCK,
            r"\b(?:pic|surcharge|hausse|accroissement|augmentation|afflux) (?:temporaire )?"
            r"(?:d'activite|de travail|d'affluence)",
        ),
        Form(
            BLOCK,
            r"\b(?:emploi|job|poste|contrat|travail|stage|mission|renfort|stagiaire)s? saisonni\w+",
        ),
        Form(
            BLOCK,
            r"\bpour (?:toute )?la (?:haute saison|saison (?:estivale|touristique|d'ete|d'hiver"
            r"|des (?:tournages|festivals)))",
        ),
        Form(
            BLOCK,
            r"\ben renfort (?:ponctuel\w* |temporaire\w* )?(?:de |du |des |d'|sur |pour "
            r"|pendant |a )"
            r"(?:la |le |les |l'|notre |nos )?(?:regie|equipe|tournage|production|plateau|assistant"
            r"|machinerie|deco|montage|saison|festival|ete\b|jours?|periode)",
        ),
        Form(
            BLOCK,
            r"\b(?:vous|tu|stagiaires?|poste|stage|mission|recherch\w+|cherch\w+) (?:(?!pas\b"
            r"|ni\b|jamais\b|sans\b)\S+ ){0,4}?"
            r"en renfort\b",
            milder=LIT,
        ),
        Form(REVIEW, r"\ben renfort\b", unless=LIT),
        Form(
            BLOCK,
            r"\brenforts? (?:tournage|regie|d'equipe|ponctuel|temporaire|d'ete|de l'equipe"
            r"|de tournage|pour (?:le|un) tournage)",
        ),
        Form(REVIEW, r"\brenforce(?:r|z|rez) (?:l'|notre |nos |les |son )(?:equipe|effectif)s?\b"),
        Form(REVIEW, r"\b(?:occuper|tenir|pourvoir) (?:un|le|ce) poste (?:permanent|vacant|de )"),
        Form(REVIEW, r"\bposte (?:permanent|vacant)\b"),
    ),
    # A contract of employment may be one for a replacement or a peak.
    not_for=(InternshipKind.CDDU, InternshipKind.ALTERNANCE),
)

ALONE = Flag(
    "autonomie-totale",
    gettext_noop("Cela ressemble à un emploi : un stagiaire apprend, il n’est pas seul."),
    (
        Form(
            REVIEW,
            r"\ben (?:complete|totale|pleine|parfaite|toute) autonomie\b"
            r"|\bautonomie (?:complete|totale)\b|\b(?:totalement|completement|100 ?%) autonomes?\b",
        ),
        Form(
            REVIEW,
            r"\b(?:vous|tu) (?:serez|etes|seras|es) (?:\w+ )?seule? (?:en charge|a|pour|sur)\b"
            r"|\bger(?:er|ez|es) seule?\b",
        ),
        Form(
            REVIEW,
            rf"\bexperience (?:de |d'au moins |d'environ )(?:{COUNT}) ans\b",
            unless=r"\b(?:tuteur|tutrice|equipe|societe|nous|notre|fondat)",
        ),
        Form(REVIEW, r"\bseule? responsables?\b|\bsous (?:votre|sa) seule responsabilite\b"),
        Form(REVIEW, r"\bpostes?[ -]cles?\b|\bprofils? (?:confirmes?|seniors?|experimentes?)\b"),
        Form(
            REVIEW,
            r"\b(?:minimum|au moins|justifi\w+|vous avez|avoir|dispos\w+|exig\w+|demand\w+) "
            rf"(?:\S+ ){{0,3}}?(?:{COUNT}) (?:ans|annees) (?:minimum )?"
            r"(?:d'|de )(?:experience|pratique)",
            unless=r"\b(?:tuteur|tutrice|equipe|societe|nous|notre|fondat)",
        ),
        Form(REVIEW, r"\bdebutante?s? s'abstenir\b"),
        Form(
            REVIEW,
            r"\bexperience (?:\S+ ){0,3}?(?:exige|obligatoire|indispensable|imperative|requise)\w*",
        ),
    ),
    not_for=(InternshipKind.CDDU,),
)

SALARIED_POST = Flag(
    "poste-conventionne",
    gettext_noop(
        "C’est une fonction salariée de la convention collective : un stage accompagne une "
        "personne à ce poste, il ne le tient pas."
    ),
    (
        Form(
            REVIEW, rf"\bstag(?:e|iaire)s? ?(?:- |: |\()?(?:d'|de |en |comme |poste de )?(?:{HEAD})"
        ),
        Form(REVIEW, r"\bstag(?:e|iaire)s? (?:d'|en )?auxiliaire\b"),
        Form(
            REVIEW,
            r"\bauxiliaire (?:de |a la )(?:regie|realisation) (?:pendant|durant|sur|pour) "
            r"(?:tout|la totalite|l'integralite|l'ensemble|la duree)",
        ),
    ),
    not_for=(InternshipKind.CDDU,),
)

DANGER = Flag(
    "taches-dangereuses",
    gettext_noop("Un stagiaire ne fait pas de tâche dangereuse : dites ce qu’il fait vraiment."),
    (
        Form(
            REVIEW,
            r"\b(?:travail|travaux) en hauteur\b|\bnacelles?\b|\bechafaudages?\b|\bpyrotechni\w+"
            r"|\bexplosifs?\b|\bhaute tension\b|\bamiante\b|\btronconneuses?\b",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:manipul|port|transport|gestion|gerer)\w* (?:d'|des |de |les |l')(?:armes?\b"
            r"|artifices?|produits (?:chimiques|dangereux|toxiques))",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:conduite|conduire) (?:d'|des |un |une |de )"
            r"(?:engins?|chariot|poids lourds?|nacelle)",
        ),
        Form(REVIEW, r"\b(?:executer|realiser|faire) (?:des |une |les )cascades?\b", tell=True),
    ),
)

LONG_DAYS = Flag(
    "heures",
    gettext_noop("Une journée aussi longue dépasse ce que la loi permet d’ordinaire : à vérifier."),
    (Form(REVIEW, r"\b1[1-6] ?h(?:eures)? (?:par|/) ?jour(?:nee)?s?\b"),),
)

NIGHTS = Flag(
    "heures-nuit-mineur",
    gettext_noop("Une personne mineure ne travaille pas la nuit, ni de longues journées."),
    (
        Form(REVIEW, r"\b(?:travail|tournages?|horaires?|journees?|presence) (?:de|la) nuit\b"),
        Form(REVIEW, r"\bnuits (?:prevues|possibles|frequentes)\b|\b(?:des|les|quelques) nuits\b"),
        Form(REVIEW, r"\b1[0-6] ?h(?:eures)? (?:par|/) ?jour"),
    ),
)

OF_POST = (STANDING_IN, ALONE, SALARIED_POST, DANGER, LONG_DAYS, NIGHTS)
