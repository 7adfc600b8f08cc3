"""Pieces of the patterns of flags_*.py, written for a folded text."""

SEEK = (
    r"recherch(?:e|ons|ant|ent)|cherch(?:e|ons|ant|ent)|recrut(?:e|ons|ent)|souhait(?:e|ons|ent)"
    r"|voulons|prefer\w+|engage(?:ons)?|besoin"
)
# Not « homme-orchestre », nor one half of « homme-femme ».
SEX = r"(?:hommes?|femmes?|filles?|garcons?|messieurs|dames?|mecs?|nanas?)(?![\w-])"
# Both are named: the offer is open to all.
BOTH = (
    rf"(?<![\w-])(?:{SEX},? ?(?:/|-|,|ou|et|comme) ?(?:(?:une?|des|les|aux|de|d'une?) )?"
    rf"(?:jeunes? )?(?:{SEX}|personne|non[ -]binaire)|hommes?-femmes?|femmes?-hommes?)"
)
# A part to be played, where the law lets an offer name a sex or an age.
ROLE = (
    r"\b(?:(?:pour|dans) (?:le|un|des|les|ce|tous les) roles?\b"
    r"|roles? (?:d'interprete|de |d'|feminin|masculin|principa|secondaire))"
)
# People who play one: words of the trade that often stand beside a description.
CAST = (
    r"\b(?:comedien\w*|acteurs?|actrices?|figurant\w*|figuration|doublures?|mannequins?"
    r"|castings?)"
)
PERSON = (
    r"salarie|personne|collegue|assistant|regisseu|titulaire|conge|arret|stagiaire|employe"
    r"|technicien|monteu|chargee\b|charge d|coordinat|directeur|directrice|administrat|responsable"
    r"|secretaire|scripte|electricien|machiniste|costumi|decorat|auxiliaire|alternant"
    r"|permanente?s?\b"
    r"|poste\b(?! (?:de montage|de travail|radio|informatique|electrique))|membre"
    r"|producteur|productrice|cheffe?\b|equipe\b(?! (?:de (?:jour|nuit)))"
)
THING = (
    r"(?:la |les |l'|un |une )?(?:batterie|materiel|lampe|piece|cartouche|fond|accessoire|pneu"
    r"|filtre|ampoule|consommable|plan|image|mot|logiciel|carte|disque|media|fichier|cable|fenetre"
    r"|camera|objectif|optique|projecteur|gelatine|micro|perruque|costume|decor|vehicule|camion"
    r"|moniteur|trepied|ecran|verre|musique|son\b|voix|comedien|acteur|actrice|figurant)"
)
COUNT = r"\d+|deux|trois|quatre|cinq|six|dix"
HEAD = (
    r"regisseu(?:r|se) (?:general|adjoint)|direct(?:eur|rice) de (?:production|la photo|post)"
    r"|cheffe? (?:operat|monteu|decorat|costum|maquill|coiff|electric|machin|de poste|op\b)"
    r"|(?:premiere?|1ere?|1re) assistant|administrat(?:eur|rice) de production|ingenieur du son"
)
CANDIDATE = (
    r"stagiaires?|candidat\w*|profils?|vous (?:etes|avez)|stages?|poste|ouvert|reserve\w*|avoir"
    r"|etre|age\w*|recherch(?:e|ons)|cherch(?:e|ons)|recrut(?:e|ons)|etudiant\w*|personne\w*"
)
# Limits of age: only ages at which one works.
_UNIT = r"(?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
ONE_AGE = (
    rf"(?:1[6-9]|[2-6]\d|dix-(?:huit|neuf)|(?:vingt|trente|quarante|cinquante)(?:[ -]{_UNIT})?)"
)
YEARS = (
    rf"(?<![\w-])(?:(?:moins|-|<) ?(?:de )?{ONE_AGE} ?ans\b"
    rf"|entre {ONE_AGE} et {ONE_AGE} ?ans\b"
    rf"|(?:de )?{ONE_AGE} ?(?:a|-|/|–) ?{ONE_AGE} ?ans\b"
    rf"|{ONE_AGE} ?ans (?:max\w*|au plus|au maximum)"
    rf"|max\w* {ONE_AGE} ?ans\b|(?<!\d )- ?(?:de )?{ONE_AGE} ?ans\b)"
    r"(?! (?:d'|de )(?:existence|experience|metier|carriere|archives?|pratique))"
)
# More than some years: an age, unless it is how long something has lasted.
OLDER = rf"\bplus de {ONE_AGE} ?ans\b(?! (?:d'|de |dans|a |que))"
SOMEBODY = (
    r"(?:vous avez|vous etes age|avoir|etre age|candidat\w*|stagiaires?|personnes?|profils?"
    r"|etudiant\w*)(?: (?:deja|age|ages|de|qui ont|ayant|est|sont|soit))*"
)
LASTING = (
    r"(?:(?:societe|association|festival|studio|structure|entreprise|maison|catalogue|archive"
    r"|materiel|camera)s?(?: \S+){0,2}|depuis|il y a|pendant|apres|avant|durant|existe|\ba)"
)
# Just before an age: a public, which may be of any.
AUDIENCE = (
    r"(?:publics?|spectateurs?|spectatrices?|enfants?|adolescents?|ados?|scolaires|collegiens"
    r"|lyceens|figurants?|figurantes?|figuration|comedien\w*|acteurs?|actrices?|roles?|ateliers?"
    r"|seances?|tarifs?|gratuit\w*|billets?|pass|abonnements?|concours|habitants?|eleves)"
    r"(?:,? (?!stagiaire|candidat|profil|recherch|cherch|recrut)\S+){0,3}"
    r"|(?:series?|films?|emissions?|programmes?|contenus?|magazines?|chaines?|documentaires?"
    r"|jeux?|cible|audience) (?:\S+ )?(?:pour|destine\w* aux|aupres d\w+) ?"
    r"(?:les |des |un public )?"
)
# Only who is meant by these may apply.
ONLY = r"uniquement|seulement|exclusivement|obligatoire\w*|imperative\w*"
FAITH = (
    r"(?:catholique|musulman|juif|juive|chretien|protestant|orthodoxe|bouddhiste|athee|croyant"
    r"|evangelique)\w*"
)
# What the law itself says of minors, or of other ways in that are open to some ages.
MINORS = (
    r"\b(?:moins de (?:16|18|seize|dix-huit) ans\b.{0,80}?\b(?:autorisation|parent|nuit|loi|mineur"
    r"|horaire|repos)|mineure?s? de moins de)"
)
OTHER_WAYS = r"\b(?:service civique|apprenti\w*|alternan\w+|mission locale|pass culture)\b"
# Asking for it is for a human eye.
ASKED = r"\b(?:precis|indiqu|mentionn|donn|communiqu)\w{1,3} (?:\S+ ){0,4}?"
ORIGIN = (
    r"(?:etrangers?|etrangeres?|arabes?|maghrebin\w*|africain\w*|asiatiques?|roms?|gitans?|blancs?"
    r"|noirs?|europeen\w*|francais\w*|caucasien\w*)"
)
