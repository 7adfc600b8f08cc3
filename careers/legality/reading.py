"""What stands around some words of a folded text, and clears them or not.

A text is read once: every question afterwards looks at a place in a sorted list, so that a long
text full of suspicious words is still read in a time that grows with its length only.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

from .flags import BLOCK, REVIEW, Form

_SENTENCE_END = re.compile(r"[.!?;\n](?=\s|$)|\n")
# What a negation does not reach over.
_CLAUSE_END = re.compile(
    r"[.!?;:,()\n]|\s[-–—|/•*]\s"
    r"|\b(?:mais|car|donc|parce|puisque|c'est|il s'agit|cela reste|but|because|it is"
    r"|et (?:en|a|au|pour|il|elle|vous|on|nous|ce)|and (?:you|it|we))\b"
)
_NOT_NEGATIONS = re.compile(
    r"n'hesite[rz]? pas|pas (?:seulement|uniquement|que)|non seulement|pourquoi pas"
    r"|(?:pas de|sans|aucun) (?:soucis?|problemes?) "
    r"|sans (?:oublier|hesiter|plus attendre|faute|frais)"
    r"|not only|(?:don't|do not) hesitate|why not|no (?:problem|worries)"
)
_BEFORE = re.compile(
    r"\b(?:pas|ni|jamais|sans|aucune?s?|non|nul(?:le)?s?|zero|impossible|illegal\w*|refus\w*"
    r"|interdi\w*|deconseill\w*|exclu(?!sivement)\w*|bannir|bannit|evit\w*|proscri\w*"
    r"|contre (?:le|la|les|l'|tout)|plutot que|ne (?:saurait|peut|doit)"
    r"|no|not|never|without|nor|neither|cannot|avoid|refuse|instead of|illegal|forbidden)\b"
    r"|n't\b|\bn(?:e |')(?:\S+ ){1,4}personne|\bpersonne n(?:e|')|\bnobody\b"
)
_AFTER = re.compile(
    r"(?:\s(?!ou\b|qui\b|que\b|where\b)\w+){0,3}?"
    r"\s(?:n'(?:est|a) (?:pas|jamais|plus) (?:admis|accepte|possible|autorise|demande|exige|requis"
    r"|necessaire|obligatoire|du |une? |sa place|cours)"
    r"|ne sont (?:pas|jamais|plus) (?:admis|accepte|demande|exige|requis|necessaire|obligatoire)"
    r"|n'exist|(?:est|sont|sera|seront|reste|restent) (?:\w+ment )?(?:interdi|exclu|refuse|inutile"
    r"|proscri|illega)"
    r"|(?:non|pas) (?:demande|requis|exige|necessaire|obligatoire)|inutile|interdit"
    r"|(?:is|are|will be) (?:not|never) (?:required|needed|necessary|asked|accepted|allowed)"
    r"|(?:isn't|aren't) (?:required|needed|necessary|allowed)|not (?:required|needed|necessary)"
    r"|(?:is|are) (?:illegal|forbidden|prohibited|against the law))"
)
_REACH = 6  # words
_NEAR = 120  # characters: more than _REACH words of any text
_NO = re.compile(
    r"\s?\?[\s»”\"]*(?:non|jamais|surtout pas|bien sur que non|pas du tout|absolument pas"
    r"|(?:ce )?n'est (?:pas|jamais) |pas (?:besoin|necessaire|obligatoire)|peu importe"
    r"|no|never|not at all|not needed)\b(?!,?\s(?:mais|sauf|but))"
)
# A story told: what it says of its people says nothing of the intern.
_WORK = (
    r"(?:films?|documentaires?|docus?|series?|fictions?|metrages?|recits?|romans?|scenarios?"
    r"|episodes?|clips?|podcasts?|pieces?|intrigues?|movies?|documentary|shorts?|features?)"
)
_TELLING = re.compile(
    rf"\b(?:{_WORK}\s(?:\S+\s){{0,4}}?(?:sur|autour|about|that tells|parl(?:e|ent|era|ant) d"
    r"|evoqu\w+|trait(?:e|ent|ant|era) d|abord(?:e|ent|ant)|explor\w+|questionn\w+|interrog\w+"
    r"|montr(?:e|ent|ant)|denonc\w+|sui(?:t|vent)|follows|following|portrays)"
    r"|raconte\w*|synopsis|pitch|logline|histoires? d|portraits? d|suit\s(?:le|la|une?|deux)\b"
    r"|met en scene|film\s?:|tells\s|(?:a|the) story of|stories of|portrait of)"
)
_PEOPLE_TOLD = re.compile(
    r"\b(?:heroines?|heros|personnages?|protagonistes?|incarn\w+|characters?|heroes|hero"
    rf"|{_WORK}\s(?:qui|who|that|whose|dont|ou)\b)"
)
# Somebody is spoken to, or looked for.
_ADDRESSED = re.compile(
    r"\b(?:vous|tu|votre|vos|ton|tes|nous (?:cherch|recherch|recrut|voul|souhait)\w*|recherch\w+"
    r"|cherch(?:e|ons|ent)|recrut\w+|stagiaires?|stages?|candidat\w*|profils?|postes?|postul\w+"
    r"|you|your|interns?|internships?|candidates?|applicants?|apply|looking for|seeking|we seek"
    r"|must be)\b"
)
_OBJECT = re.compile(
    r"(?:'|e|u|es)?\s?(?:(?:un|une|le|la|les|l'|des|du|de|d'|an?|the)\s?)*"
    r"(?:stages?|stagiaires?|postes?|candidat\w*|interns?|internships?)\b"
)
_BOUNDARY = re.compile(r"[,:()]|\s[-–—|/•*]\s|\bet (?:nous|on|vous)\b|\band (?:we|you)\b")
_THIRD_PERSON = re.compile(r"\b(?:ils?|elles?|he|she|they|his|her|their)\b")
_QUOTED = re.compile(r"«[^«»]{1,200}»|“[^“”]{1,200}”|\"[^\"\n]{1,200}\"")
_TITLED_BEFORE = re.compile(
    rf"\b(?:{_WORK}|titres?|titre\w*|intitule\w*|nomme\w*|appele\w*|livres?|chansons?|albums?"
    rf"|emissions?"
    r"|spectacles?|exposition|sujet|theme|lire|voir|revoir|titled|entitled|called|novel|book"
    r"|song)(?:\s\S+){0,2}[\s:,(]*$"
)
_TITLED_AFTER = re.compile(r",?\s(?:est|sera|is|was)\s(?:\S+\s){0,3}?(?:titre|title|film|short)\b")


def occurrences(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Where a pattern of a form stands in a folded text.

    A pattern that begins by a letter is sought much faster than one that begins by `\\b`: whether a
    word begins there is looked at afterwards.
    """
    for at_word, alternative in _alternatives(pattern):
        place = 0
        while match := alternative.search(text, place):
            start, end = match.span()
            if at_word and start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                place = start + 1
                continue
            yield match
            place = max(end, start + 1)


@cache
def _alternatives(pattern: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """The alternatives of a pattern, each with whether it must begin where a word does."""
    parts = [""]
    depth = 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    found = []
    for part in parts:
        at_word = bool(_WORD_FIRST.match(part))
        found.append((at_word, compiled(part[2:] if at_word else part)))
    return tuple(found)


_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_WORD_FIRST = re.compile(r"\\b(?:\(\?:)*[a-z0-9]")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a form: only line ends and single spaces are left in a folded text."""
    return re.compile(pattern.replace(" ", r"\s"))


class Reading:
    """One folded text, with the places where its sentences end and where it tells a story."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = list(_SENTENCE_END.finditer(text))
        self._ends = [end.end() for end in ends]
        self._end_starts = [end.start() for end in ends]
        self._known: dict[tuple[str, int, int], bool] = {}

    def action(self, form: Form, match: re.Match[str]) -> str:
        """What to do about a match: the form's own action, a milder one, or nothing."""
        start, end = self.sentence(match)
        if form.only_if and not self._has(form.only_if, start, end):
            return ""
        if form.negatable and (self._negated(match) or _NO.match(self.text, end)):
            return ""
        if form.not_after and self._just_before(form.not_after, match.start()):
            return ""
        if form.unless and self._has(form.unless, start, end):
            return ""
        weights = [form.action, self._told(form, match, start), self._quoted(match, form.action)]
        if form.milder and self._has(form.milder, start, end):
            weights.append(REVIEW)
        if "" in weights:
            return ""
        return REVIEW if REVIEW in weights else BLOCK

    def sentence(self, match: re.Match[str]) -> tuple[int, int]:
        """Where the sentence of a match begins and ends."""
        before = bisect_right(self._ends, match.start())
        after = bisect_left(self._end_starts, match.end())
        start = self._ends[before - 1] if before else 0
        return start, self._end_starts[after] if after < len(self._ends) else len(self.text)

    def _has(self, pattern: str, start: int, end: int) -> bool:
        asked = (pattern, start, end)
        if asked not in self._known:
            self._known[asked] = bool(compiled(pattern).search(self.text, start, end))
        return self._known[asked]

    def _just_before(self, pattern: str, place: int) -> bool:
        before = self.text[max(0, place - 60) : place]
        return bool(compiled(rf"(?:{pattern})\W*$").search(before))

    def _negated(self, match: re.Match[str]) -> bool:
        before = self.text[max(0, match.start() - _NEAR) : match.start()]
        clause = _CLAUSE_END.split(_NOT_NEGATIONS.sub(" ", before))[-1]
        near = " ".join(clause.split()[-_REACH:])
        return bool(_BEFORE.search(near)) or bool(_AFTER.match(self.text, match.end()))

    def _told(self, form: Form, match: re.Match[str], sentence: int) -> str:
        """The form's action, less if the words belong to a story, nothing if they surely do."""
        telling = _last(self._telling, sentence, match.start())
        if form.tell:
            people = _last(self._people_told, sentence, match.start())
            telling = max(telling, people)
        if telling < 0:
            if form.tell and self._goes_on(sentence, match):
                return ""
            return self._told_after(form, match, sentence)
        # « Vous », « recherchons » at the head of the words themselves count too.
        # What the story is about may be an internship.
        object_ = _OBJECT.match(self.text, telling)
        addressed = _first(
            self._addressed, object_.end() if object_ else telling, match.start() + 1
        )
        boundary = _first(self._boundaries, telling, match.start())
        if addressed == match.start() and not _speaks(match.group()):
            addressed = -1
        if addressed < 0:
            return form.action if boundary >= 0 and not form.tell else ""
        return form.action if 0 <= boundary < addressed else REVIEW

    def _told_after(self, form: Form, match: re.Match[str], sentence: int) -> str:
        """Words that tell of people, before the story is named, as of « une veuve, l’héroïne »."""
        if not form.tell:
            return form.action
        _start, end = self.sentence(match)
        told = _first(self._telling, match.end(), end), _first(self._people_told, match.end(), end)
        if max(told) < 0:
            return form.action
        return REVIEW if _first(self._addressed, sentence, match.end()) >= 0 else ""

    def _goes_on(self, sentence: int, match: re.Match[str]) -> bool:
        """Whether the sentence before told a story and this one still speaks of its people."""
        index = bisect_left(self._ends, sentence)
        if not sentence or self.text[sentence - 1] == "\n":
            return False
        before = self._ends[index - 1] if index else 0
        _start, end = self.sentence(match)
        return (
            max(_last(self._telling, before, sentence), _last(self._people_told, before, sentence))
            >= 0
            and _first(self._addressed, sentence, end) < 0
            and bool(_THIRD_PERSON.search(self.text, sentence, end))
        )

    def _quoted(self, match: re.Match[str], action: str) -> str:
        """Nothing for the words of a title; words only quoted are for a human eye."""
        index = bisect_right(self._quotes, (match.start(), len(self.text))) - 1
        if index < 0:
            return action
        start, end = self._quotes[index]
        if match.end() > end:
            return action
        before = self.text[max(0, start - 60) : start]
        if _TITLED_BEFORE.search(before) or _TITLED_AFTER.match(self.text, end):
            return ""
        return REVIEW

    @cached_property
    def _telling(self) -> list[int]:
        return [match.end() for match in _TELLING.finditer(self.text)]

    @cached_property
    def _people_told(self) -> list[int]:
        return [match.end() for match in _PEOPLE_TOLD.finditer(self.text)]

    @cached_property
    def _addressed(self) -> list[int]:
        return [match.start() for match in _ADDRESSED.finditer(self.text)]

    @cached_property
    def _boundaries(self) -> list[int]:
        return [match.start() for match in _BOUNDARY.finditer(self.text)]

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self.text)]


def _last(places: list[int], start: int, end: int) -> int:
    """The last place after `start` and not after `end`, or -1."""
    index = bisect_right(places, end) - 1
    return places[index] if index >= 0 and places[index] > start else -1


def _first(places: list[int], start: int, end: int) -> int:
    """The first place from `start` and before `end`, or -1."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < end else -1


def _speaks(words: str) -> bool:
    return bool(re.match(r"(?:vous|tu|nous|recherch|cherch|recrut|you|looking|seeking)", words))
