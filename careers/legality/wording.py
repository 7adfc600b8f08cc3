"""Finds in an offer the words that make one look twice, and where they stand.

A machine reads badly: a negation just before, or a story being told, clears the words; a moderator
reads every listing anyway. What is found is shown with its exact words, never silently counted.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .flags import Flag, Form
from .flags_of_people import OF_PEOPLE
from .flags_of_work import OF_WORK
from .folding import fold
from .report import Words

_SENTENCE_END = re.compile(r"[.!?;\n](?=\s|$)|\n")
# What a negation does not reach over.
_CLAUSE_END = re.compile(
    r"[.!?;:,()\n]|\b(?:mais|car|donc|parce|puisque|c'est|il s'agit|cela reste"
    r"|et (?:en|a|au|pour|il|elle|vous|on|nous|ce))\b"
)
_NOT_NEGATIONS = re.compile(
    r"n'hesite[rz]? pas|pas (?:seulement|uniquement|que)|non seulement|pourquoi pas"
    r"|sans (?:oublier|hesiter|plus attendre|faute|frais)"
)
_BEFORE = re.compile(
    r"\b(?:pas|ni|jamais|sans|aucune?|non|nulle?|zero|impossible|illegal|refus\w*|interdi\w*"
    r"|exclu\w*|bannir|bannit|evit\w*|contre (?:le|la|les|l'|tout)|plutot que)\b"
    r"|\bn(?:e |')(?:\S+ ){1,4}personne|\bpersonne n(?:e|')"
)
_AFTER = re.compile(
    r"\s(?:n'est (?:pas|jamais) (?:admis|accepte|possible|autorise|demande|exige|requis|necessaire"
    r"|obligatoire|du |une? )|n'a pas sa place|(?:est|sont|sera) (?:interdi|exclu|refuse|inutile"
    r"|proscri)|(?:non|pas) (?:demande|requis|exige|necessaire|obligatoire)|inutile|interdit)"
)
_REACH = 6  # words


def find(texts: Iterable[tuple[str, str]], *, kind: str) -> tuple[Words, ...]:
    """The words found in the fields of an offer of that kind, in the order of its text."""
    found = [words for name, text in texts for words in _in_field(name, text, kind)]
    return tuple(found)


def _in_field(name: str, text: str, kind: str) -> list[Words]:
    folded = fold(text)
    found: list[Words] = []
    for flag in (*OF_WORK, *OF_PEOPLE):
        if kind in flag.not_for:
            continue
        for form, match in _matches(flag, folded.text):
            start, end = folded.span(*match.span())
            action = _action(form, folded.text, match)
            if action and not any(_overlap(one, flag.slug, start, end) for one in found):
                found.append(
                    Words(flag.slug, action, name, start, end, text[start:end], flag.reason)
                )
    return sorted(found, key=lambda one: (one.start, one.end))


def _matches(flag: Flag, text: str) -> Iterator[tuple[Form, re.Match[str]]]:
    for form in flag.forms:
        for match in _compiled(form.pattern).finditer(text):
            yield form, match


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Only line ends and single spaces are left in a folded text.
    return re.compile(pattern.replace(" ", r"\s"))


def _overlap(one: Words, flag: str, start: int, end: int) -> bool:
    return one.flag == flag and one.start < end and start < one.end


def _action(form: Form, text: str, match: re.Match[str]) -> str:
    """What to do about a match: the form's own action, a milder one, or nothing."""
    sentence = _sentence(text, match)
    before = text[max(0, match.start() - 60) : match.start()]
    if form.only_if and not _compiled(form.only_if).search(sentence):
        return ""
    if form.negatable and _negated(text, match):
        return ""
    if form.not_after and _compiled(rf"(?:{form.not_after})\W*$").search(before):
        return ""
    if form.unless and _compiled(form.unless).search(sentence):
        return ""
    if form.milder and _compiled(form.milder).search(sentence):
        return "review"
    return form.action


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
    after = _SENTENCE_END.search(text, match.end())
    return text[start : after.start() if after else len(text)]


def _negated(text: str, match: re.Match[str]) -> bool:
    before = _NOT_NEGATIONS.sub(" ", text[: match.start()])
    clause = _CLAUSE_END.split(before)[-1]
    near = " ".join(clause.split()[-_REACH:])
    return bool(_BEFORE.search(near)) or bool(_AFTER.match(text, match.end()))
