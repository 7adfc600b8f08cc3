"""Wordings against the law of internships and of work.

After `red_flags` of data/internship_law.json, read 22 November 2026. A form's action is « block »
where the data says so and the words leave little doubt, else « review ».
"""

from django.utils.translation import gettext_noop

from careers.enums import InternshipKind

from .flag_words import COUNT, HEAD, PERSON, STORY, THING
from .flags import ALL_BUT_STAGE, BLOCK, REVIEW, Flag, Form

VOLUNTEER = Flag(
    "benevole",
    gettext_noop(
        "Des horaires et des consignes font un lien de subordination : c’est un stage conventionné "
        "ou un contrat, pas du bénévolat."
    ),
    (
        Form(
            BLOCK,
            r"\b(?:stages?|stagiaires?|missions?|postes?|assistanat|tournage|travail|annonce|offre)"
            r" (?:(?:est|sont|sera|reste|restera|entierement|totalement|purement|100 ?%) )*"
            r"benevoles?\b",
        ),
        Form(BLOCK, r"\ba titre (?:\w+ )?benevole\b"),
        Form(BLOCK, r"\ben tant que benevoles?\b", unless=r"\b(?:experience|engagement|deja)\b"),
        Form(
            BLOCK,
            r"\b(?:c'est|sera|reste|s'agit|base|forme|stage|tournage|mission|poste) "
            r"(?:du |d'un |de |en |un )?benevolat\b",
        ),
        Form(BLOCK, r"\b(?:offre|annonce) de benevolat\b|\bbenevolat (?:uniquement|total|accepte)"),
        Form(
            BLOCK,
            r"\b(?:recherch(?:e|ons)|cherch(?:e|ons)|recrut(?:e|ons)) (?:\S+ ){0,4}?benevoles?\b",
            unless=r"\b(?:coordon|encadr|accueill|planning|equipes? de benevoles)",
        ),
        Form(
            BLOCK,
            r"\b(?:pas de|sans|aucun|zero) (?:budget|moyens?) (?:pour )?(?:vous )?"
            r"(?:payer|remunerer|gratifier|salaires?|remuneration)",
        ),
        Form(
            REVIEW,
            r"\bbenevolat\b",
            unless=r"\b(?:experience|engagement|associati\w+|gestion|coordination|responsable"
            r"|charge|pole|service|charte|planning|accueil|recrutement|suivi|statut)\b",
        ),
        Form(
            REVIEW,
            r"\bbenevole\b",
            unless=r"\b(?:experience|engagement|associati\w+|equipe|referent|chaque|gestion"
            r"|coordination|responsable|charge|pole|planning|accueil|recrutement|suivi)\b",
        ),
        Form(REVIEW, r"\bpas de budget\b"),
        Form(
            REVIEW,
            r"\b(?:en echange|contre|remunere|paye)\w* (?:d'une?|de|par|en|une?|de la|la) "
            r"(?:visibilite|credit|mention|experience|carte de visite)",
        ),
    ),
)

UNPAID = Flag(
    "non-remunere-plus-2-mois",
    gettext_noop("Un emploi se paie ; un stage de plus de 308 h aussi, dès la première heure."),
    (
        Form(REVIEW, r"\bnon[ -](?:remunere|gratifie|paye|indemnise)\w*"),
        Form(
            REVIEW,
            r"\b(?:pas|jamais) (?:de |d')?(?:remunere|gratifie|indemnise|remuneration|gratification"
            r"|indemnite|salaire)\w*",
        ),
        Form(REVIEW, r"\b(?:vous n'etes|stages?|stagiaires?|mission) (?:non |pas )payee?s?\b"),
        Form(
            REVIEW,
            r"\b(?:sans|aucune?|zero) (?:remuneration|gratification|indemnites?|salaire"
            r"|contrepartie financiere)",
        ),
        Form(
            REVIEW,
            r"\b(?:uniquement|seulement|simplement|juste) (?:un )?defra(?:ye|iement)\w*"
            r"|\bdefra(?:ye|iement)\w* (?:uniquement|seulement|seul)\b",
        ),
        Form(REVIEW, r"\b(?:gratification|remuneration) ?: ?(?:0|zero|neant|aucune|non)\b"),
    ),
    # Neither is paid by the organisation.
    not_for=(InternshipKind.IMMERSION, InternshipKind.SERVICE_CIVIQUE),
)

NO_AGREEMENT = Flag(
    "sans-convention",
    gettext_noop("Un stage sans convention, ou hors d’un cursus, est interdit."),
    (
        Form(BLOCK, r"\b(?:hors|sans) (?:la |toute |une )?convention\b(?! collective)"),
        Form(BLOCK, r"\bstages? (?:hors cursus|sans ecole)\b"),
        Form(
            BLOCK,
            r"\bpas de convention\b",
            unless=r"\b(?:pas de stage|collective)",
            negatable=False,
        ),
        Form(
            BLOCK,
            r"\bconvention (?:de stage |tripartite )?(?:est |n'est )?(?:non|pas) (?:obligatoire"
            r"|necessaire|exige|requise|demande|indispensable)\w*",
        ),
        Form(
            BLOCK, r"\bconvention (?:de stage |tripartite )?(?:facultative|optionnelle|si possible)"
        ),
        Form(BLOCK, r"\b(?:pas|nul|aucun) besoin (?:de |d'une )convention\b", negatable=False),
        Form(BLOCK, r"\bavec ou sans convention\b", negatable=False),
        Form(BLOCK, r"\bon s'arrange(?:ra)?\b"),
    ),
    not_for=ALL_BUT_STAGE,
)

SOLD_AGREEMENT = Flag(
    "convention-fournie",
    gettext_noop(
        "La convention vient de l’établissement où l’on suit sa formation : une convention fournie "
        "par un tiers cache souvent un faux cursus."
    ),
    (
        Form(
            REVIEW,
            r"\b(?:nous|on|structure|societe|production|association) (?:vous |pouvons |peut )*"
            r"(?:fourni\w+|propos\w+|vend\w*|procur\w+) (?:la |une |votre |des )?conventions?\b",
        ),
        Form(
            REVIEW,
            r"\bconventions? (?:de stage )?(?:fournies?|payantes?|offertes?|vendues?)\b"
            r"(?! par (?:l'|votre|son|ton|leur))",
        ),
        Form(
            REVIEW,
            r"\b(?:acheter|payer) (?:une|sa|votre) convention\b|\bconvention (?:\w+ )?facile\b"
            r"|\bconvention (?:de stage )?(?:d'un|par un|via un|aupres d'un) (?:organisme|site)\b",
        ),
    ),
    not_for=ALL_BUT_STAGE,
)

TOO_LONG = Flag(
    "plus-de-6-mois",
    gettext_noop("Un stage ne dépasse pas six mois, soit 924 h de présence."),
    (
        Form(
            BLOCK,
            r"\bstages? (?:\S+ ){0,3}?(?:de |d'|: ?|sur |pendant )"
            r"(?:(?:7|8|9|1[0-9]|2[0-4]|sept|huit|neuf|dix|onze|douze|dix-huit) mois|un an)\b",
        ),
        Form(
            BLOCK,
            r"\bduree (?:du stage )?(?:: ?|de )"
            r"(?:(?:7|8|9|1[0-9]|2[0-4]|sept|huit|neuf|dix|onze|douze) mois|un an)\b",
        ),
    ),
    not_for=ALL_BUT_STAGE,
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
            rf"(?:une? |la |le |les |l'|notre |nos |ma |mon )?(?:{PERSON})",
        ),
        Form(
            BLOCK,
            r"\b(?:en|(?:poste|stage|mission|contrat) de) remplacement\b"
            rf"(?! (?:de |du |des |d')(?:{THING}))",
        ),
        Form(REVIEW, r"\b(?:pour )?un remplacement\b"),
        Form(BLOCK, r"\bpallier (?:a )?(?:l'|une |des |les |son )?absences?\b"),
        Form(
            BLOCK,
            r"\bpendant (?:les|ses|leurs) (?:conges|vacances) (?:de |du |des |d')"
            rf"(?:une? |la |le |les |l'|notre |nos )?(?:{PERSON})",
        ),
        Form(
            BLOCK,
            r"\b(?:conge|arret)s? (?:de )?(?:maternite|paternite|parental|maladie|sabbatique)",
            unless=r"\b(?:benefici|avantage|mutuelle|droit)",
        ),
        Form(
            BLOCK,
            r"\ben (?:l'|son )absence (?:(?:de |du |des |d')"
            rf"(?:une? |la |le |les |l'|notre |nos )?(?:{PERSON}))",
        ),
        Form(BLOCK, r"\bsurcroit\b|\b(?:job|emploi|boulot)s? d'ete\b"),
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
            r"\ben renfort\b|\brenforts? (?:tournage|regie|d'equipe|ponctuel|temporaire|d'ete|de "
            r"l'equipe|de tournage|pour (?:le|un) tournage)",
        ),
        Form(REVIEW, r"\brenforcer (?:l'|notre |nos |les |son )(?:equipe|effectif)s?\b"),
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

SELF_EMPLOYED = Flag(
    "micro-entrepreneur",
    gettext_noop("Un stage, comme un emploi, ne se facture pas."),
    (
        Form(
            BLOCK,
            r"\b(?:statut|en|comme|etre|avoir|qu'|cherche|recherche|stagiaire) ?(?:d'|de |une? |le "
            r"statut (?:d'|de ))?(?:auto|micro)[ -]?entrep\w+",
        ),
        Form(REVIEW, r"\b(?:auto|micro)[ -]?entrep\w+"),
        Form(
            BLOCK,
            r"\b(?:paye|paiement|remuner|regl|indemnis)\w* (?:sur|contre|par) factures?",
        ),
        Form(BLOCK, r"\bvous (?:nous )?factur(?:ez|erez)\b"),
        Form(BLOCK, r"\b(?:stage|stagiaire|mission|poste|statut) (?:en |de )?free-?lance"),
    ),
)

CHARGED = Flag(
    "paiement-candidat",
    gettext_noop("On ne fait rien payer à qui cherche un stage ou un emploi."),
    (
        Form(
            BLOCK,
            r"\b(?:verser|deposer|demand\w+|cheque de|prevoir) (?:une )?caution\b",
            unless=r"\b(?:materiel|loueur|location|camera|vehicule|decor)",
        ),
        Form(
            BLOCK,
            r"\bcaution (?:d'un montant |de |: ?)\d",
            unless=r"\b(?:materiel|loueur|location|camera|vehicule|decor)",
        ),
        Form(
            BLOCK,
            r"\bfrais (?:de dossier|d'inscription|de participation|d'adhesion|administratifs)\b",
            unless=r"\b(?:festival|films?|courts?|marche|ecole|universite)s?\b",
        ),
        Form(BLOCK, r"\bstages? payants?\b|\bpayer (?:votre|le|son|ce) stage\b"),
        Form(
            BLOCK,
            r"\bformation (?:payante|a payer|a (?:votre|sa) charge)\b"
            r"|\bparticipation financiere (?:demandee|de )",
        ),
    ),
)

DANGER = Flag(
    "taches-dangereuses",
    gettext_noop("Un stagiaire ne fait pas de tâche dangereuse : dites ce qu’il fait vraiment."),
    (
        Form(
            REVIEW,
            r"\b(?:travail|travaux) en hauteur\b|\bnacelles?\b|\bechafaudages?\b|\bpyrotechni\w+"
            r"|\bexplosifs?\b|\bhaute tension\b|\bamiante\b|\btronconneuses?\b",
            unless=STORY,
        ),
        Form(
            REVIEW,
            r"\b(?:manipul|port|transport|gestion|gerer)\w* (?:d'|des |de |les |l')(?:armes?\b"
            r"|artifices?|produits (?:chimiques|dangereux|toxiques))",
            unless=STORY,
        ),
        Form(
            REVIEW,
            r"\b(?:conduite|conduire) (?:d'|des |un |une |de )"
            r"(?:engins?|chariot|poids lourds?|nacelle)",
        ),
        Form(REVIEW, r"\b(?:executer|realiser|faire) (?:des |une |les )cascades?\b", unless=STORY),
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

OF_WORK = (
    VOLUNTEER, UNPAID, NO_AGREEMENT, SOLD_AGREEMENT, TOO_LONG, STANDING_IN, ALONE, SALARIED_POST,
    SELF_EMPLOYED, CHARGED, DANGER, LONG_DAYS, NIGHTS,
)  # fmt: skip
