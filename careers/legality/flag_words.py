"""Pieces of the patterns of flags_of_*.py, written for a folded text."""

SEEK = (
    r"recherch(?:e|ons|ant|ent)|cherch(?:e|ons|ant|ent)|recrut(?:e|ons|ent)|souhait(?:e|ons|ent)"
    r"|voulons|prefer\w+|engage(?:ons)?|besoin d'"
)
SEX = r"hommes?|femmes?|filles?|garcons?|messieurs|dames?"
# A story told: what it says of its people says nothing of the intern.
STORY = (
    r"\b(?:raconte\w*|synopsis|pitch|histoire d|portrait d|suit (?:le|la|une?|deux|trois)|heroines?"
    r"|heros|personnages?|incarn\w+"
    r"|(?:film|documentaire|serie|fiction|metrage)s? (?:sur|autour|qui)"
    r"|met en scene|film ?:)"
)
# A part to be played, where the law lets an offer name a sex or an age.
ROLE = (
    r"\b(?:(?:pour|dans) (?:le|un|des|les|ce|tous les) roles?\b"
    r"|roles? (?:d'interprete|de |d'|feminin|masculin|principa|secondaire))"
)
# People who play one: words of the trade that often stand beside a description.
CAST = r"\b(?:comedien\w*|acteurs?|actrices?|figurant\w*|figuration|doublures?|mannequins?)"
PERSON = (
    r"salarie|personne|collegue|assistant|regisseu|titulaire|conge|arret|stagiaire|employe"
    r"|technicien|monteu|charge|coordinat|directeur|directrice|administrat|responsable|secretaire|scripte"
    r"|electricien|machiniste|costumi|decorat|auxiliaire|alternant|permanent|equipe\b|poste\b"
    r"|membre|producteur|productrice|cheffe?\b"
)
THING = (
    r"(?:la |les |l')?(?:batterie|materiel|lampe|piece|cartouche|fond|accessoire|pneu|filtre"
    r"|ampoule|consommable|plan|image|mot|logiciel|carte|disque|media|fichier|cable|fenetre)"
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
ONE_AGE = r"(?:1[6-9]|[2-6]\d)"
YEARS = (
    rf"(?<![\w-])(?:moins de {ONE_AGE} ?ans\b|entre {ONE_AGE} et {ONE_AGE} ?ans\b"
    rf"|(?:de )?{ONE_AGE} ?(?:a|-|/|–) ?{ONE_AGE} ?ans\b"
    rf"|{ONE_AGE} ?ans (?:max\w*|au plus|minimum|revolus)"
    rf"|max\w* {ONE_AGE} ?ans\b|(?<!\d )- ?(?:de )?{ONE_AGE} ?ans\b)"
)
# More than some years: an age, unless it is how long something has lasted.
OLDER = rf"\bplus de {ONE_AGE} ?ans\b(?! (?:d'|de |dans|a |que))"
LASTING = (
    r"(?:(?:societe|association|festival|studio|structure|entreprise|maison|catalogue|archive"
    r"|materiel|camera)s?(?: \S+){0,2}|depuis|il y a|pendant|apres|avant|durant|existe|\ba)"
)
# Just before an age: a public, which may be of any.
AUDIENCE = (
    r"(?:publics?|spectateurs?|enfants?|adolescents?|ados?|scolaires|collegiens|lyceens|figurants?|comediens?|acteurs?|roles?|ateliers?"
    r"|seances?)(?: (?!stagiaire|candidat|profil|recherch|cherch|recrut)\S+){0,3}"
)
