"""French words as people type them."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

Named = TypeVar("Named")


def fold(text: str) -> str:
    """Lower case, without accents, ligatures or median points: Régisseur·euse → regisseur euse."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    for separator in "·’'-/":
        text = text.replace(separator, " ")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def alphabetical(records: Iterable[Named], *, name: str = "name") -> list[Named]:
    """By an attribute, accents ignored: the two databases do not agree on the place of É."""
    return sorted(records, key=lambda record: fold(str(getattr(record, name))))
