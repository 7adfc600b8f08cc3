"""The wordings of flags_of_work.py and flags_of_post.py in English.

The site is read, and written, in both languages: these forms join those of the French flags of the
same name, whose reasons and kinds of offer they share.
"""

from .flag_words_in_english import HIRED, LONG, PERSON, SEEKS
from .flags import BLOCK, REVIEW, Form

ENGLISH_OF_WORK: dict[str, tuple[Form, ...]] = {
    "benevole": (
        Form(
            BLOCK,
            r"\b(?:volunteer|voluntary) (?:unpaid )?(?:intern(?:ship)?|position|role|job|basis|post"
            r"|assistant|runner)s?\b",
            unless=r"\b(?:experience|coordinat|supervis|previous)\w*",
        ),
        Form(BLOCK, r"\bas a volunteer\b", unless=r"\b(?:experience|already|previous)\b"),
        Form(
            BLOCK,
            rf"\b{SEEKS} (?:\S+ ){{0,3}}?volunteers?\b",
            unless=r"\b(?:coordinat|supervis|manage|look after|welcome)\w*",
        ),
        Form(BLOCK, r"\b(?:work|working) for free\b"),
        Form(
            BLOCK,
            r"\b(?:no|without|zero) (?:budget|money) (?:to pay|for (?:wages|pay|salar))\w*",
            negatable=False,
        ),
        Form(REVIEW, r"\bvolunteering\b", unless=r"\b(?:experience|festivals?|charity)\b"),
        Form(
            REVIEW,
            r"\b(?:paid|pay|payment|in exchange|in return) (?:in|for|with) (?:a |an )?(?:exposure"
            r"|visibility|credits?\b|experience|screen credit)",
        ),
    ),
    "non-remunere-plus-2-mois": (
        Form(REVIEW, r"\b(?:unpaid|non[ -]paid|unsalaried|unremunerated)\b(?! (?:breaks?|leave))"),
        Form(
            REVIEW,
            r"\b(?:no|without|zero) (?:any )?(?:pay|salary|wages?|stipend|remuneration|allowance"
            r"|compensation)\b",
            negatable=False,
            unless=r"\b(?:no internship\b(?! agreement| contract)|never|illegal|forbidden)\b",
        ),
        Form(REVIEW, r"(?:\b(?:not|never)|n't) (?:be |get )?paid\b", negatable=False),
        Form(
            REVIEW,
            r"\b(?:cannot|can not|do not|unable to|can't|don't|won't) pay (?:you|interns)\b",
            negatable=False,
        ),
        Form(REVIEW, r"\b(?:expenses only|only (?:travel )?expenses)\b"),
    ),
    "sans-convention": (
        Form(
            BLOCK,
            r"\b(?:no|without (?:an? |any )?) ?(?:internship |school |training )?"
            r"(?:agreement|convention)\b",
            negatable=False,
            unless=r"\b(?:no internship\b(?! agreement| contract)|cannot|can't|never|refuse"
            r"|we do not|collective|until)\b",
        ),
        Form(
            BLOCK,
            r"\b(?:agreement|convention) (?:is )?(?:not (?:required|needed|necessary|mandatory)"
            r"|optional)\b",
            negatable=False,
        ),
        Form(BLOCK, r"\b(?:internship without school|no need for an? (?:internship )?agreement)\b"),
        Form(
            REVIEW,
            r"\b(?:no|without (?:an? |any )?) ?(?:internship |written |work )?contract\b",
            negatable=False,
            unless=r"\b(?:agreement|no internship\b(?! contract))\b",
        ),
    ),
    "plus-de-6-mois": (
        Form(
            BLOCK,
            rf"\b(?:{LONG}[ -]months?|(?:one|a)[ -]year)(?:[ -]long)? internships?\b"
            rf"|\binternships? (?:of |for |lasting |: ?)(?:\d ?(?:to|-) ?)?(?:{LONG} months"
            rf"|a year)\b"
            r"|\binternships? (?:of )?(?:more than|over) (?:six|6) months\b",
        ),
    ),
    "remplacement": (
        Form(
            BLOCK,
            r"\b(?:replac(?:e|ing|ement)|stand(?:ing)? in|fill(?:ing)? in|cover(?:ing)?"
            r"|substitute) "
            rf"(?:of |for )?(?:our|the|a|an|my) (?:\S+ ){{0,2}}?{PERSON}s?\b"
            r"(?!'s (?:chair|desk|mic|costume))",
        ),
        Form(
            BLOCK,
            r"\b(?:maternity|paternity|parental|sick)[ -](?:leave|cover)\b",
            unless=r"\b(?:benefits?|rights?|insurance|entitled)\b",
            not_after=r"(?<!until the )(?:return\w*|back|came back|comes back) from(?: her| "
            r"his| their)?",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\byou(?:'ll| will| would)? (?:be )?replac(?:e|ing) "
            r"(?!(?:the|a|an|used|any|old|dead) |batter|card|lens|bulb)\w+",
        ),
        Form(BLOCK, r"\bin the absence of (?:our|the|a) (?:\S+ )?" + PERSON + r"\b"),
        Form(BLOCK, r"\b(?:summer|seasonal) (?:jobs?|work|position|employment)\b"),
        Form(
            BLOCK,
            r"\b(?:peak|surge|increase|rise) (?:of|in) (?:activity|workload|work)\b",
        ),
        Form(
            REVIEW,
            r"\b(?:reinforce|strengthen) (?:our|the) (?:team|crew)\b|\bextra (?:pair of )?hands\b"
            r"|\bunderstaffed\b|\bshort[ -]staffed\b|\bvacant (?:post|position)\b",
        ),
    ),
    "autonomie-totale": (
        Form(
            REVIEW,
            r"\b(?:fully|totally|completely) (?:autonomous|independent)\b|\bin (?:full|total"
            r"|complete)"
            r" autonomy\b|\bsole(?:ly)? responsib\w+|\bon your own\b|\bunsupervised\b",
        ),
        Form(
            REVIEW,
            r"\b(?:at least|minimum(?: of)?) (?:\d+|two|three|four|five) years(?:'| of)? "
            r"experience\b|\bexperience (?:is )?(?:required|mandatory|essential)\b",
            unless=r"\b(?:mentor|tutor|supervisor|our|we)\b",
        ),
    ),
    "micro-entrepreneur": (
        Form(BLOCK, r"\b(?:freelance|self-employed) (?:internship|intern|status|basis)s?\b"),
        Form(BLOCK, r"\byou (?:will |must |should )?invoice us\b"),
        Form(REVIEW, r"\b(?:as a freelancer|self[ -]employed)\b"),
    ),
    "paiement-candidat": (
        Form(
            BLOCK,
            r"\b(?:application|registration|processing|administrati(?:ve|on)|admin|enrol?lment"
            r"|training|placement|membership|participation) fees?\b",
            unless=HIRED,
        ),
        Form(
            BLOCK,
            r"\b(?:fees?|deposit) (?:of|:) ?(?:€|£|\$|eur )? ?\d+(?: ?(?:€|euros?|eur))?",
            only_if=r"\b(?:you|interns?|candidates?|applicants?|apply|internship|required"
            r"|charged)\b",
            unless=HIRED,
        ),
        Form(
            REVIEW,
            r"\b(?:fees?|deposit) (?:of|:) ?(?:€|£|\$|eur )? ?\d+(?: ?(?:€|euros?|eur))?",
            unless=HIRED,
        ),
        Form(
            BLOCK,
            r"\byou (?:\w+ ){0,2}?pay (?:us )?(?:€|£|\$)? ?\d+(?: ?(?:€|euros?|eur))?",
            unless=HIRED,
        ),
        Form(
            BLOCK,
            r"\b(?:pay (?:for )?(?:the|your|this) internship|paying internship"
            r"|at your own (?:expense|cost))\b",
            not_after=r"(?:lunch|meals?|travel|accommodation|housing)(?: \S+)?",
        ),
        Form(BLOCK, r"\b(?:pay|leave|provide|send) an? (?:\w+ )?deposit\b", unless=HIRED),
    ),
    "taches-dangereuses": (
        Form(
            REVIEW,
            r"\b(?:work(?:ing)? at heights?|scaffolding|pyrotechnics?|explosives|chainsaws?"
            r"|high voltage|handling (?:firearms|weapons|guns))\b",
            tell=True,
        ),
    ),
    "heures": (
        Form(REVIEW, r"\b1[1-6][ -]?(?:h|hours?|hrs?) (?:a|per|/) ?day\b|\b1[1-6][ -]hour days\b"),
    ),
}
