"""The wordings of flags_of_people.py and flags_of_private_life.py in English.

The site is read, and written, in both languages: these forms join those of the French flags of the
same name, whose reasons and kinds of offer they share.
"""

from .flag_words_in_english import (
    AGE,
    BOTH,
    FAITH,
    MEN_AT_WORK,
    NOT_AGE,
    OWN,
    PART,
    SEEKS,
    SEX,
    SPOKEN,
    WHO,
)
from .flags import BLOCK, REVIEW, Form

ENGLISH_OF_PEOPLE: dict[str, tuple[Form, ...]] = {
    "sexe": (
        Form(
            BLOCK,
            rf"(?<![\w-]){SEX}(?: {WHO})? (?:only|preferred|wanted|required)\b"
            rf"|\b(?:females?|males?|wom[ae]n|m[ae]n|girls?|boys?|ladies)-only\b",
            unless=rf"{BOTH}|{PART}|\b(?:dressing|restrooms?|toilets?|plugs?|connectors?)\b",
            not_after=MEN_AT_WORK,
            milder=r"\b(?:festivals?|school|clubs?|prison)\b",
        ),
        Form(
            BLOCK,
            rf"\b(?:only|exclusively|preferably) (?:for |an? )?{SEX}",
            unless=rf"{BOTH}|{PART}",
            not_after=r"(?:the|not)",
        ),
        Form(
            BLOCK,
            rf"\b{SEEKS} (?:an? |some |for )*"
            rf"(?:(?:young|motivated|nice|strong|pretty|dynamic|reliable|serious) ){{0,2}}{SEX}",
            unless=rf"{BOTH}|{PART}",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?<!if )(?:you are|you're|must be|should be) (?:an? )?(?:young )?{SEX}",
            unless=rf"{BOTH}|{PART}|\bwhether you\b",
        ),
        Form(
            BLOCK,
            rf"\b(?:no {SEX}(?: {WHO})?(?= ?(?:$|[.,!;)]|please|need))"
            rf"|{SEX} need not apply)\b",
            unless=rf"{PART}|\b(?:film|scene|story|set)\b",
            negatable=False,
        ),
        Form(
            REVIEW,
            r"\byoung (?:wom[ae]n|m[ae]n|girl|boy|lady)\b(?! (?:or|and) )",
            unless=rf"{BOTH}|{PART}",
            tell=True,
        ),
        Form(REVIEW, rf"\b(?:female|male) {WHO}\b", unless=rf"{BOTH}|{PART}", tell=True),
    ),
    "age": (
        Form(
            BLOCK,
            rf"\b(?:under|over|below|above|younger than|older than) (?:the age of "
            rf")?{AGE}(?:'?s)?\b"
            rf"{NOT_AGE}",
            only_if=SPOKEN,
            unless=rf"{PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(
            REVIEW,
            rf"\b(?:under|over|below|younger than|older than) (?:the age of "
            rf")?{AGE}(?:'?s)?\b{NOT_AGE}",
            unless=rf"{PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?:between {AGE} and {AGE}|{AGE} ?(?:-|–|to) ?{AGE})"
            rf" ?(?:years?|yrs?|y/?o)\b|\bage[ds]? (?:between )?{AGE} ?(?:-|–|to|and) ?{AGE}\b",
            unless=rf"{PART}|\b(?:audiences?|tickets?|viewers?|spectators?|public)\b",
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?:no ?one|nobody|no {WHO}) (?:over|under|above|older than) {AGE}\b{NOT_AGE}",
            negatable=False,
        ),
        Form(REVIEW, rf"\bbetween {AGE} and {AGE}(?= ?(?:$|\n|[.,;:!)]))", tell=True),
        Form(
            BLOCK,
            rf"\b{AGE} (?:years old )?or (?:younger|under|below)\b|\bage limit\b"
            r"|\bmax(?:imum)? age\b",
        ),
        Form(
            BLOCK,
            rf"\b{SEEKS} (?:\S+ ){{0,2}}?(?:a )?young (?:and )?(?:{WHO}|motivated|dynamic"
            rf"|graduate)"
            r"\w*|\b(?:you are|you're|must be) (?:a )?young\b(?! (?:at heart|audience))",
            unless=PART,
            tell=True,
        ),
        Form(
            REVIEW,
            rf"\byoung (?:and )?(?:\w+ )?{WHO}\b",
            unless=PART,
            not_after=r"(?:our|these|former)",
            tell=True,
        ),
    ),
    "apparence-origine": (
        Form(
            BLOCK,
            rf"\b(?:{SEEKS}|you are|must be|{WHO}) (?:\S+ ){{0,2}}?(?:good[ -]looking|attractive"
            r"|pretty|sexy|slim)\b",
            unless=PART,
            tell=True,
        ),
        Form(
            BLOCK,
            rf"\b(?:good[ -]looking|attractive|pretty|sexy) (?:young )?{WHO}\b",
            unless=PART,
            tell=True,
        ),
        Form(BLOCK, r"\b(?:good|pleasant|smart|neat) (?:appearance|looks)\b", unless=PART),
        Form(
            BLOCK,
            r"\b(?:(?:cv|resume|application|letter) (?:with|and|\+) (?:a |your )?(?:photo|picture)"
            r"|(?:photo|picture|headshot)s? (?:is |are )?(?:required|mandatory|compulsory)"
            r"|(?:attach|include|send|enclose) (?:us )?(?:a |your )(?:recent )?"
            r"(?:photo|picture|headshot)s?)\b(?! of (?:the|set|location))",
            unless=OWN,
        ),
        Form(BLOCK, r"\bmother[ -]tongues?\b", tell=True),
        Form(REVIEW, r"\bmust be (?:french|european|an? eu citizen)\b(?![ -]speak)"),
        Form(
            REVIEW,
            r"\bnative(?:[ -]level)? (?:(?:english|french|spanish|german|italian) )?speakers?\b"
            r"|\b(?:native|mother) (?:english|french|language)\b"
            r"|\b(?:no|without an?|without any) (?:foreign )?accent\b",
            unless=PART,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:european|caucasian|african|asian|arab|white|black)[ -]"
            r"(?:looking|appearance|type)\b"
            r"|\b(?:french|european|eu) (?:(?:nationals?|citizens?) only|(?:nationality"
            r"|citizenship) (?:is )?"
            r"(?:required|mandatory))\b|\bforeigners need not "
            r"apply\b"
            r"|\bno foreigners\b",
            unless=PART,
            negatable=False,
            tell=True,
        ),
    ),
    "sante": (
        Form(
            BLOCK,
            r"\b(?:good|perfect|excellent) health\b(?! (?:and safety|insurance|care))"
            r"|\bable[ -]bodied\b|\b(?:no|without) (?:disabilit|handicap|health (?:issue|problem"
            r"|condition))\w*(?! (?:is|are|will)\b)|\b(?:not (?:be )?pregnant|no pregnant \w+)\b",
            negatable=False,
            tell=True,
        ),
        Form(REVIEW, r"\bphysically fit\b|\bgood physical (?:shape|condition)\b", tell=True),
    ),
    "opinions": (
        Form(
            BLOCK,
            rf"\b{FAITH} (?:only|preferred|need not apply)\b|\bno (?:muslims|jews|christians"
            r"|catholics|headscar(?:f|ves)|hijabs?|veils?)\b"
            rf"|\b(?:you are|must be) (?:an? )?(?:practi[cs]ing )?{FAITH}\b",
            unless=PART,
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
            r"|people) only\b|\b(?:paris|lyon|london|local) residents only\b|\b(?:locals only"
            r"|only locals)\b"
            rf"|\b{WHO} (?:living|residing|based) in \w+",
            tell=True,
        ),
    ),
    "situation-famille": (
        Form(
            BLOCK,
            r"\b(?:no|without(?: any)?) (?:family|personal) (?:commitments?|ties|obligations"
            r"|constraints)\b|\bchildless\b|\bunmarried\b|\b(?:you (?:are|must be)|must be) "
            r"single\b",
            unless=PART,
            negatable=False,
            tell=True,
        ),
        Form(
            BLOCK,
            r"\b(?:no|without|you have no) (?:children|kids)\b",
            only_if=r"\b(?:you|must|candidates?|interns?|applicants?|single)\b",
            unless=rf"{PART}|\b(?:set|scenes?|shoot|shots?|film|audience|screenings?)\b",
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
