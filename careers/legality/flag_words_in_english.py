"""Pieces of the English patterns, written for a folded text."""

SEX = r"(?:females?|males?|wom[ae]n|m[ae]n|girls?|boys?|guys?|lady|ladies|gentlem[ae]n)(?![\w-])"
BOTH = rf"\b{SEX},? ?(?:/|,|or|and) ?(?:an? )?(?:{SEX}|anyone|non[ -]binary)"
PART = r"\b(?:roles?|parts?|cast|casting|actors?|actress(?:es)?|extras|stand-ins?|models?)\b"
MEN_AT_WORK = r"(?:script|best|third|the|our|camera|two|three)[ -]?"
SEEKS = r"(?:looking for|seeking|seek|need|want|hire|hiring|recruiting|searching for|prefer)"
WHO = r"(?:interns?|candidates?|applicants?|trainees?|assistants?|person|people)"
PERSON = (
    r"(?:assistant|employee|colleague|coordinator|manager|runner|producer|secretary|editor|staff"
    r"|team member|intern|worker|technician|operator|crew|receptionist|co-?worker|accountant"
    r"|scripty?|gaffer|grip|electrician|(?:\w+ )?supervisor|person|someone)"
)
AGE = r"(?:1[6-9]|[2-6]\d)"
NOT_AGE = (
    r"(?! ?(?:minutes?|mins?|%|euros?|€|£|\$|kg|hours?|h\b|people|pages|days|seconds|secs?|fps|mm"
    r"|m\b|km|degrees|lux|weeks?|scenes?|shots?|films?|crew|staff|employees|years of|festival))"
)
SPOKEN = (
    r"\b(?:you|your|must|intern|interns|candidates?|applicants?|apply|open to|aged?|people|person"
    r"|internship|trainees?)\b"
)
FAITH = r"(?:muslims?|jews?|jewish|christians?|catholics?|protestants?|atheists?)"
HIRED = (
    r"\b(?:equipment|rental|camera|vehicle|location|screening|licen[cs]e|licensing|rights"
    r"|festivals?|films?|shorts?|markets?|school|university|submissions?|actors?|extras)\b"
)
LONG = r"(?:7|8|9|1[0-9]|2[0-4]|seven|eight|nine|ten|eleven|twelve|eighteen)"
OWN = r"\b(?:work|works|portfolio|projects?|sets?|costumes?|props|continuity|locations?)\b"
