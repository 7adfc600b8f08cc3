"""The same wordings in English, flag by flag: the site is read, and written, in both.

After the flags of flags_of_*.py, whose reasons and kinds of offer they share.
"""

from .flags import BLOCK, REVIEW, Form

_SEX = r"(?:females?|males?|wom[ae]n|m[ae]n|girls?|boys?|guys?|lady|ladies|gentlem[ae]n)(?![\w-])"
_BOTH = rf"\b{_SEX},? ?(?:/|,|or|and) ?(?:an? )?(?:{_SEX}|anyone|non[ -]binary)"
_PART = r"\b(?:roles?|parts?|cast|casting|actors?|actress(?:es)?|extras|stand-ins?|models?)\b"
_MEN_AT_WORK = r"(?:script|best|third|the|our|camera|two|three)[ -]?"
_SEEKS = r"(?:looking for|seeking|seek|need|want|hire|hiring|recruiting|searching for|prefer)"
_WHO = r"(?:interns?|candidates?|applicants?|trainees?|assistants?|person|people)"
_PERSON = (
    r"(?:assistant|employee|colleague|coordinator|manager|runner|producer|secretary|editor|staff"
    r"|team member|intern|worker|technician|operator|crew|receptionist|co-?worker|accountant"
    r"|scripty?|gaffer|grip|electrician|(?:\w+ )?supervisor|person|someone)"
)
_AGE = r"(?:1[6-9]|[2-6]\d)"
_NOT_AGE = (
    r"(?! ?(?:minutes?|mins?|%|euros?|€|£|\$|kg|hours?|h\b|people|pages|days|seconds|secs?|fps|mm"
    r"|m\b|km|degrees|lux|weeks?|scenes?|shots?|films?|crew|staff|employees|years of|festival))"
)
_SPOKEN = (
    r"\b(?:you|your|must|intern|interns|candidates?|applicants?|apply|open to|aged?|people|person"
    r"|internship|trainees?)\b"
)
_FAITH = r"(?:muslims?|jews?|jewish|christians?|catholics?|protestants?|atheists?)"
_HIRED = (
    r"\b(?:equipment|rental|camera|vehicle|location|screening|licen[cs]e|licensing|rights"
    r"|festivals?|films?|shorts?|markets?|school|university|submissions?|actors?|extras)\b"
)
_LONG = r"(?:7|8|9|1[0-9]|2[0-4]|seven|eight|nine|ten|eleven|twelve|eighteen)"
_OWN = r"\b(?:work|works|portfolio|projects?|sets?|costumes?|props|continuity|locations?)\b"

ENGLISH: dict[str, tuple[Form, ...]] = {
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
            rf"\b{_SEEKS} (?:\S+ ){{0,3}}?volunteers?\b",
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
        Form(REVIEW, r"\b(?:not|never|n't) (?:be |get )?paid\b", negatable=False),
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
            rf"\b(?:{_LONG}[ -]months?|(?:one|a)[ -]year)(?:[ -]long)? internships?\b"
            rf"|\binternships? (?:of |for |lasting |: ?)(?:\d ?(?:to|-) ?)?(?:{_LONG} months"
            rf"|a year)\b"
            r"|\binternships? (?:of )?(?:more than|over) (?:six|6) months\b",
        ),
    ),
    "remplacement": (
        Form(
            BLOCK,
            r"\b(?:replac(?:e|ing|ement)|stand(?:ing)? in|fill(?:ing)? in|cover(?:ing)?"
            r"|substitute) "
            rf"(?:of |for )?(?:our|the|a|an|my) (?:\S+ ){{0,2}}?{_PERSON}s?\b"
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
        Form(BLOCK, r"\bin the absence of (?:our|the|a) (?:\S+ )?" + _PERSON + r"\b"),
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
            unless=_HIRED,
        ),
        Form(
            BLOCK,
            r"\b(?:fees?|deposit) (?:of|:) ?(?:€|£|\$|eur )? ?\d+(?: ?(?:€|euros?|eur))?",
            only_if=r"\b(?:you|interns?|candidates?|applicants?|apply|internship|required"
            r"|charged)\b",
            unless=_HIRED,
        ),
        Form(
            REVIEW,
            r"\b(?:fees?|deposit) (?:of|:) ?(?:€|£|\$|eur )? ?\d+(?: ?(?:€|euros?|eur))?",
            unless=_HIRED,
        ),
        Form(
            BLOCK,
            r"\b(?:pay (?:for )?(?:the|your|this) internship|paying internship"
            r"|at your own (?:expense|cost))\b",
            not_after=r"(?:lunch|meals?|travel|accommodation|housing)(?: \S+)?",
        ),
        Form(BLOCK, r"\b(?:pay|leave|provide|send) an? (?:\w+ )?deposit\b", unless=_HIRED),
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
    "sexe": (
        Form(
            BLOCK,
            rf"(?<![\w-]){_SEX}(?: {_WHO})? (?:only|preferred|wanted|required)\b"
            rf"|\b(?:females?|males?|wom[ae]n|m[ae]n|girls?|boys?|ladies)-only\b",
            unless=rf"{_BOTH}|{_PART}|\b(?:dressing|restrooms?|toilets?|plugs?|connectors?)\b",
            not_after=_MEN_AT_WORK,
            milder=r"\b(?:festivals?|school|clubs?|prison)\b",
        ),
        Form(
            BLOCK,
            rf"\b(?:only|exclusively|preferably) (?:for |an? )?{_SEX}",
            unless=rf"{_BOTH}|{_PART}",
            not_after=r"(?:the|not)",
        ),
        Form(
            BLOCK,
            rf"\b{_SEEKS} (?:an? |some |for )*"
            rf"(?:(?:young|motivated|nice|strong|pretty|dynamic|reliable|serious) ){{0,2}}{_SEX}",
            unless=rf"{_BOTH}|{_PART}",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?<!if )(?:you are|you're|must be|should be) (?:an? )?(?:young )?{_SEX}",
            unless=rf"{_BOTH}|{_PART}|\bwhether you\b",
        ),
        Form(
            BLOCK,
            rf"\b(?:no {_SEX}(?: {_WHO})?(?= ?(?:$|[.,!;)]|please|need))"
            rf"|{_SEX} need not apply)\b",
            unless=rf"{_PART}|\b(?:film|scene|story|set)\b",
            negatable=False,
        ),
        Form(
            REVIEW,
            r"\byoung (?:wom[ae]n|m[ae]n|girl|boy|lady)\b(?! (?:or|and) )",
            unless=rf"{_BOTH}|{_PART}",
            tell=True,
        ),
        Form(REVIEW, rf"\b(?:female|male) {_WHO}\b", unless=rf"{_BOTH}|{_PART}", tell=True),
    ),
    "age": (
        Form(
            BLOCK,
            rf"\b(?:under|over|below|above|younger than|older than) (?:the age of )?{_AGE}\b"
            rf"{_NOT_AGE}",
            only_if=_SPOKEN,
            unless=rf"{_PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(
            REVIEW,
            rf"\b(?:under|over|below|younger than|older than) (?:the age of )?{_AGE}\b{_NOT_AGE}",
            unless=rf"{_PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?:between {_AGE} and {_AGE}|{_AGE} ?(?:-|–|to) ?{_AGE})"
            rf" ?(?:years?|yrs?|y/?o)\b|\bage[ds]? (?:between )?{_AGE} ?(?:-|–|to|and) ?{_AGE}\b",
            unless=rf"{_PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(REVIEW, rf"\bbetween {_AGE} and {_AGE}(?= ?(?:$|\n|[.,;:!)]))", tell=True),
        Form(
            BLOCK,
            rf"\b{_AGE} (?:years old )?or (?:younger|under|below)\b|\bage limit\b"
            r"|\bmax(?:imum)? age\b",
        ),
        Form(
            BLOCK,
            rf"\b{_SEEKS} (?:\S+ ){{0,2}}?(?:a )?young (?:and )?(?:{_WHO}|motivated|dynamic"
            rf"|graduate)"
            r"\w*|\b(?:you are|you're|must be) (?:a )?young\b(?! (?:at heart|audience))",
            unless=_PART,
            tell=True,
        ),
        Form(
            REVIEW, rf"\byoung {_WHO}\b", unless=_PART, not_after=r"(?:our|these|former)", tell=True
        ),
    ),
    "apparence-origine": (
        Form(
            BLOCK,
            rf"\b(?:{_SEEKS}|you are|must be|{_WHO}) (?:\S+ ){{0,2}}?(?:good[ -]looking|attractive"
            r"|pretty|sexy|slim)\b",
            unless=_PART,
            tell=True,
        ),
        Form(BLOCK, r"\b(?:good|pleasant|smart|neat) (?:appearance|looks)\b", unless=_PART),
        Form(
            BLOCK,
            r"\b(?:(?:cv|resume|application|letter) (?:with|and|\+) (?:a |your )?(?:photo|picture)"
            r"|(?:photo|picture|headshot)s? (?:is |are )?(?:required|mandatory|compulsory)"
            r"|(?:attach|include|send|enclose) (?:us )?(?:a |your )(?:recent )?"
            r"(?:photo|picture|headshot)s?)\b(?! of (?:the|set|location))",
            unless=_OWN,
        ),
        Form(BLOCK, r"\bmother[ -]tongues?\b", tell=True),
        Form(
            REVIEW,
            r"\bnative(?:[ -]level)? (?:(?:english|french|spanish|german|italian) )?speakers?\b"
            r"|\b(?:native|mother) (?:english|french|language)\b"
            r"|\b(?:no|without an?|without any) (?:foreign )?accent\b",
            unless=_PART,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:european|caucasian|african|asian|arab|white|black)[ -]"
            r"(?:looking|appearance|type)\b"
            r"|\b(?:french|european|eu) (?:nationals?|citizens?) only\b|\bforeigners need not "
            r"apply\b"
            r"|\bno foreigners\b",
            unless=_PART,
            negatable=False,
            tell=True,
        ),
    ),
    "sante": (
        Form(
            BLOCK,
            r"\b(?:good|perfect|excellent) health\b(?! (?:and safety|insurance|care))"
            r"|\bable[ -]bodied\b|\b(?:no|without) (?:disabilit|handicap|health (?:issue|problem"
            r"|condition))\w*(?! (?:is|are|will)\b)|\bnot (?:be )?pregnant\b",
            negatable=False,
            tell=True,
        ),
        Form(REVIEW, r"\bphysically fit\b|\bgood physical (?:shape|condition)\b", tell=True),
    ),
    "opinions": (
        Form(
            BLOCK,
            rf"\b{_FAITH} (?:only|preferred|need not apply)\b|\bno (?:muslims|jews|christians"
            r"|catholics|headscar(?:f|ves)|hijabs?|veils?)\b"
            rf"|\b(?:you are|must be) (?:an? )?(?:practi[cs]ing )?{_FAITH}\b",
            unless=_PART,
            negatable=False,
        ),
    ),
    "adresse": (
        Form(
            REVIEW,
            r"\b(?:must|have to|need to|should) (?:already )?(?:live|reside|be (?:based|located"
            r"|resident|living|residing))\b(?: (?:in|near|close to|within) \w+)?",
            tell=True,
        ),
        Form(
            REVIEW,
            r"\b(?:local|parisian?|paris[ -]based|locally based) (?:candidates|applicants|residents"
            r"|people) only\b|\b(?:paris|lyon|london|local) residents only\b|\blocals only\b"
            rf"|\b{_WHO} (?:living|residing|based) in \w+",
            tell=True,
        ),
    ),
    "situation-famille": (
        Form(
            BLOCK,
            r"\b(?:no|without(?: any)?) (?:family|personal) (?:commitments?|ties|obligations"
            r"|constraints)\b|\bchildless\b|\bunmarried\b|\b(?:you (?:are|must be)|must be) "
            r"single\b",
            unless=_PART,
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:no|without|you have no) (?:children|kids)\b",
            only_if=r"\b(?:you|must|candidates?|interns?|applicants?|single)\b",
            unless=rf"{_PART}|\b(?:set|scenes?|shoot|shots?|film|audience|screenings?)\b",
            negatable=False,
            tell=True,
        ),
    ),
    "casting-masque": (
        Form(
            BLOCK,
            r"\b(?:photo|picture)s? (?:\S+ ){0,2}?(?:in )?(?:an? |your )?"
            r"(?:swim(?:suit|wear)|bikini|lingerie|underwear)\b|\bnude (?:photo|picture)s?\b"
            r"|\byour measurements\b",
        ),
        Form(
            BLOCK,
            r"\b(?:interview|meeting|casting|audition)s? (?:\S+ ){0,3}?"
            r"(?:at (?:my|your) (?:home|place|flat|apartment)|in (?:my|a) (?:hotel "
            r")?(?:bed)?room)\b",
        ),
    ),
}
