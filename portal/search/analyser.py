"""French words as people type them, and the stems they are found by.

The databases get finished tokens, in ASCII: what is found never depends on their own notion of a
word. One token a word: accents go first, then gender and number, then the Snowball stem, so that
« régisseuses », « régisseur » and « REGISSEUR » are one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

# Grows with every change below: `rebuild_search` then reads everything again.
VERSION = 2
LONGEST_WORD = 40
# With the words of a question (« comment devenir scripte »). « son » is a department.
STOP_WORDS = frozenset(
    word
    for line in (
        "a afin ai ainsi alors and as au aucun aucune aussi autre autres aux avec c ca car ce",
        "ceci cela celle celles celui ces cet cette ceux chaque cherche chercher chez ci comme",
        "comment d dans de des devenir dont du e elle elles en encore entre es est et etre eux",
        "faire fait faut for i il ils j je l la le les leur leurs lors lui m ma mais me meme",
        "memes mes moi mon n ne ni nos notre nous o of on or ou par pas peut pour qu quand que",
        "quel quelle quelles quels qui quoi s sa sans se sera ses si soi sont sous sur t ta te",
        "tes the to toi ton tous tout toute toutes tres trouver tu un une vers vos votre vous y",
    )
    for word in line.split()
)
_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "_": " ",
        "’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "•": "·", "‧": "·", "∙": "·",
        # The accents, once parted from their letters.
        **{chr(code): None for code in range(0x300, 0x370)},
        "\u00ad": None, "\u200b": None, "\u2060": None,
    }
)  # fmt: skip
_FEMININE = "euse|trice|drice|rice|iere|ere|enne|ienne|onne|elle|ive|ee|se|ne|ve|le|te|fe|e"
# monteur·euse, monteur.euse, assistant(e), assistant/e, assistant-e: what follows is no word.
_INCLUSIVE = re.compile(
    rf"·\w+|(?<=[a-z]{{3}})(?:[./-]|\()(?:{_FEMININE})(?:[.-]?s)?(?:\)|\b(?![-'\w]))|(?<=[a-z]{{3}})\(s\)"
)
_INITIALS = re.compile(r"\b\w(?:\.\w)+\b\.?")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NOT_ASCII = re.compile(r"[^a-z0-9]")
# The feminine and the masculine of trades and adjectives, on words without accents.
_GENDER = (
    ("drice", "deur"), ("trice", "teur"), ("euse", "eur"), ("eure", "eur"), ("iere", "ier"),
    ("ere", "er"), ("enne", "en"), ("onne", "on"), ("elle", "el"), ("effe", "ef"), ("ive", "if"),
    ("oise", "ois"),
)  # fmt: skip
_IRREGULAR = {"traval": "travail", "nouvel": "nouveau", "bel": "beau", "vieil": "vieux"}
_stemmer = snowballstemmer.stemmer("french")


class Word(NamedTuple):
    """A word of a text: without accents, with the place where it stands in the folded text.

    `parts` are those of a hyphenated one (post-production), whose `text` has no hyphen.
    """

    text: str
    parts: tuple[str, ...] = ()

    @property
    def is_stop(self) -> bool:
        return self.text in STOP_WORDS or (
            bool(self.parts) and all(part in STOP_WORDS for part in self.parts)
        )


def fold(text: str) -> str:
    """Lower case, without accents or ligatures; inclusive endings and elisions are gone."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).translate(_LETTERS)
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return _ELISION.sub("", _INCLUSIVE.sub("", text))


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in _WORD.finditer(fold(text)):
        word = found[0]
        if "-" not in word:
            yield Word(_plain(word))
        else:
            parts = tuple(_plain(part) for part in word.split("-"))
            yield Word("".join(parts)[:LONGEST_WORD], parts)


def _plain(word: str) -> str:
    """Letters that are not Latin are spelt by their numbers: both databases agree on those."""
    if not word.isascii():
        word = _NOT_ASCII.sub(lambda letter: f"x{ord(letter[0]):x}", word)
    return word[:LONGEST_WORD]


@lru_cache(maxsize=200_000)
def token(word: str) -> str:
    """The stem of a folded word: the same for its plural, its feminine, often its verb."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = _masculine(_singular(word))
    return str(_stemmer.stemWord(_IRREGULAR.get(word, word)))


def _singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    if word.endswith(("s", "x")) and not word.endswith(("ss", "eux")):
        return word[:-1]
    return word


def _masculine(word: str) -> str:
    if word.endswith("ee"):
        word = word[:-1]
    if word.endswith("age") and len(word) > 5:
        # Whoever asks for « montage » means the monteur too.
        return word[:-3] + "eur"
    for feminine, masculine in _GENDER:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            return word[: -len(feminine)] + masculine
    return word


_SPELT = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def word_of(spelt: str) -> str:
    """The folded form of one word as it is written; nothing if it has none."""
    return next((word.text for word in words(spelt)), "")


def spellings(text: str) -> dict[str, str]:
    """Each folded word of a text, as it is first written there, in small letters."""
    found: dict[str, str] = {}
    for spelt in _SPELT.findall(text.lower()):
        found.setdefault(word_of(spelt), spelt)
    return found


def folded_words(text: str) -> str:
    """The words of a text, folded, with a space between: chef·fe op. → chef op."""
    return " ".join(word.text for word in words(text))


def stems(text: str) -> str:
    """The stems of the words that count, with a space between: metteuse en scène → metteur scen."""
    return " ".join(token(word.text) for word in words(text) if not word.is_stop)
