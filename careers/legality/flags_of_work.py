"""Wordings against the law of internships and of work.

After `red_flags` of data/internship_law.json, read 22 November 2026. A form's action is « block »
where the data says so and the words leave little doubt, else « review ».
"""

from django.utils.translation import gettext_noop

from careers.enums import InternshipKind

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
            milder=r"\b(?:cherch|recherch|recrut)\w* (?:aussi |encore )?(?:des|ses) benevoles\b",
        ),
        Form(BLOCK, r"\b(?:travail\w*|intervenir|venir|participer) benevolement\b"),
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
        Form(REVIEW, r"\bpas de budget\b(?! (?:effets|pour (?:les|des|la|le|l')))"),
        Form(
            REVIEW,
            r"\b(?:en echange|contre|remunere|paye)\w* (?:d'une?|de|par|en|une?|de la|la) "
            r"(?:visibilite|credit|mention|experience|carte de visite)",
        ),
    ),
)

# What is not paid back may be a journey or a meal.
EXPENSE = (
    r"(?:transports?|trajets?|repas|hebergement|logement|deplacements?|frais|kilometres?|pauses?"
    r"|billets?|nuitees?)(?: \S+){0,2}"
)
NOT_EXPENSE = (
    r"(?! (?:de |d'|pour (?:le |les )?)?(?:transport|repas|deplacement|logement|panier|kilometri))"
)

UNPAID = Flag(
    "non-remunere-plus-2-mois",
    gettext_noop("Un emploi se paie ; un stage de plus de 308 h aussi, dès la première heure."),
    (
        Form(
            REVIEW, r"\bnon[ -](?:remunere|gratifie|paye|indemnise|defraye)\w*", not_after=EXPENSE
        ),
        Form(
            REVIEW,
            r"\b(?:pas|jamais|ni) (?:de |d')?(?:remunere|gratifie|indemnise|remuneration"
            rf"|gratification|indemnite|salaire|payee?s?\b)\w*{NOT_EXPENSE}",
            not_after=EXPENSE,
        ),
        Form(
            REVIEW,
            r"\b(?:missions?|stages?|postes?|travail) gratuite?s?\b"
            r"|\btravaill\w+ gratuitement\b",
        ),
        Form(
            REVIEW,
            r"\bne (?:pouvons|peut|pourrons|pourra) (?:pas |vous )*(?:payer|remunerer|gratifier)\b"
            r"|\bne (?:pay|remuner|gratifi)ons pas\b",
            negatable=False,
        ),
        Form(REVIEW, r"\b(?:vous n'etes|stages?|stagiaires?|mission) (?:non |pas )payee?s?\b"),
        Form(
            REVIEW,
            r"\b(?:sans|aucune?|zero) (?:remuneration|gratification|indemnites?|salaire"
            rf"|contrepartie financiere)\b{NOT_EXPENSE}",
        ),
        Form(
            REVIEW,
            r"\b(?:uniquement|seulement|simplement|juste) (?:un )?defra(?:ye|iement)\w*"
            r"|\bdefra(?:ye|iement)\w* (?:uniquement|seulement|seul)\b",
        ),
        Form(
            REVIEW,
            r"\b(?:gratification|remuneration|salaire) ?[:?] ?(?:0|zero|neant|aucune?|non|pas)\b",
        ),
    ),
    # Neither is paid by the organisation.
    not_for=(InternshipKind.IMMERSION, InternshipKind.SERVICE_CIVIQUE),
)

NO_AGREEMENT = Flag(
    "sans-convention",
    gettext_noop("Un stage sans convention, ou hors d’un cursus, est interdit."),
    (
        Form(
            BLOCK,
            r"\b(?:hors|sans)[ -](?:la |toute |une )?convention\b(?! collective)",
            unless=r"\b(?:pas de stage|aucun stage|ne (?:commence|demarre|debute|peut|peuvent|pourr"
            r"|sera)|impossible|refus)",
        ),
        Form(BLOCK, r"\bse passer (?:de |d'une )convention\b"),
        Form(BLOCK, r"\bstages? (?:hors cursus|sans ecole)\b"),
        Form(BLOCK, r"\bconventions? (?:de stage )?(?:\S+ ){0,2}?\? ?(?:non|pas) ?[,.!]"),
        Form(
            BLOCK,
            r"\bconventions? (?:de stage )?(?:\S+ ){0,2}?(?:obligatoire|necessaire|exigee) \? ?"
            r"(?:non|pas)\b",
        ),
        Form(REVIEW, r"\b(?:sans|pas de|aucun) contrat\b", unless=r"\bconvention"),
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
        Form(
            BLOCK,
            r"\bon s'arrange(?:ra)?\b(?! (?:pour|sur|avec|selon) "
            r"(?:les |vos |l'|le |la )(?:horaire|date|planning|transport|repas|heure|jour|logement"
            r"|trajet|covoiturage))",
        ),
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

TOO_MANY = r"(?:(?:7|8|9|1[0-9]|2[0-4]|sept|huit|neuf|dix|onze|douze|dix-huit) mois|un an)"

TOO_LONG = Flag(
    "plus-de-6-mois",
    gettext_noop("Un stage ne dépasse pas six mois, soit 924 h de présence."),
    (
        Form(
            BLOCK,
            r"\bstages? (?:(?!contrat|cdd|cdi|suivi|puis|apres|tourn|film|serie|formation|annee"
            rf"|alternan)\S+ ){{0,3}}?(?:de |d'|: ?|sur |pendant )(?:\d ?(?:a|-|ou) "
            rf"?)?{TOO_MANY}\b",
        ),
        Form(
            BLOCK,
            rf"\bduree (?:(?:du|de) stage (?:: ?|de )|: ?)(?:\d ?(?:a|-|ou) ?)?{TOO_MANY}\b",
        ),
        Form(
            REVIEW,
            rf"\bduree de {TOO_MANY}\b",
            not_after=r"(?:films?|production|tournage|contrat|serie)\S*(?: \S+){0,4}",
        ),
        Form(BLOCK, r"\bstages? (?:\S+ )?(?:de |d'une duree de )?plus de (?:six|6) mois\b"),
    ),
    not_for=ALL_BUT_STAGE,
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
        Form(REVIEW, r"\b(?:vous|avoir|disposer) (?:\S+ ){0,5}?siret\b"),
        Form(
            BLOCK,
            r"\b(?:paye|paiement|remuner|regl|indemnis)\w* (?:sur|contre|par) factures?",
            unless=r"\b(?:loueurs?|prestataires?|fournisseurs?|traiteurs?|clients?|devis)\b",
        ),
        Form(BLOCK, r"\bstages? facture\w*"),
        Form(BLOCK, r"\bvous (?:nous factur|factur(?:ez|erez) (?:vos|votre))\w*"),
        Form(
            REVIEW,
            r"\bvous factur(?:ez|erez)\b",
            unless=r"\b(?:clients?|diffuseurs?|comptable|coproduct)",
        ),
        Form(BLOCK, r"\b(?:stage|stagiaire|mission|poste|statut) (?:en |de )?free-?lance"),
    ),
)

HIRED = r"\b(?:materiel|loueur|location|camera|vehicule|decor)"

CHARGED = Flag(
    "paiement-candidat",
    gettext_noop("On ne fait rien payer à qui cherche un stage ou un emploi."),
    (
        Form(
            BLOCK,
            r"\b(?:verser|deposer|demand\w+|cheque de|prevoir) (?:une )?caution\b",
            unless=HIRED,
        ),
        Form(
            BLOCK,
            r"\bcaution (?:\S+ )?(?:d'un montant de |de |: ?)\d[\d.,]*(?: ?(?:€|euros?))?",
            unless=HIRED,
        ),
        Form(
            BLOCK,
            r"\b(?:payer|verser|regler) (?:\S+ ){0,2}?\d+ ?(?:€|euros?) (?:de |pour |d')"
            r"(?:la |le |l'|votre )?(?:formation|inscription|dossier|stage|place)",
            unless=HIRED,
        ),
        Form(BLOCK, r"\bdepot de garantie (?:de|:|demande)\b", unless=rf"{HIRED}|\blogement\b"),
        Form(BLOCK, r"\bcaution (?:exigee|demandee|obligatoire|requise)\b", unless=HIRED),
        Form(
            BLOCK,
            r"\bfrais (?:de dossier|d'inscription|de participation|d'adhesion|administratifs"
            r"|de candidature|de formation)\b",
            unless=r"\b(?:festival|films?|courts?|marche|ecole|universite)s?\b|\bpris en charge\b"
            r"|\ba notre charge\b|\brembours\w+|\boffert",
            milder=r"\b(?:suivi|suivre|gestion|gerer|classer|saisir)\b",
        ),
        Form(
            BLOCK,
            r"\b(?:vous|candidats?|stagiaires?) (?:\S+ ){0,3}?(?:vers|pay|regl)(?:er|ez|erez"
            r"|era|e) "
            r"(?:\S+ ){0,2}?\d+ ?(?:€|euros?)",
            milder=rf"\b(?:figurant|facture|fournisseur|note de frais)\w*|{HIRED}",
        ),
        Form(
            REVIEW,
            r"\b(?:adhesion|cotisation|participation aux frais|contribution) "
            r"(?:\S+ ){0,2}?(?:de |: ?)\d+ ?(?:€|euros?)",
            unless=r"\b(?:transports?|repas|notre|logement|navigo)\b",
        ),
        Form(BLOCK, r"\bstages? payants?\b|\bpayer (?:votre|le|son|ce) stage\b"),
        Form(
            BLOCK,
            r"\bformation (?:payante|a payer|a (?:votre|sa) charge)\b"
            r"|\bparticipation financiere (?:demandee|de )",
        ),
    ),
)

OF_WORK = (
    VOLUNTEER, UNPAID, NO_AGREEMENT, SOLD_AGREEMENT, TOO_LONG, SELF_EMPLOYED, CHARGED,
)  # fmt: skip
