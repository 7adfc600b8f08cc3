"""French words as people type them."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, without accents, ligatures or median points: Régisseur·euse → regisseur euse."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    for separator in "·’'-/":
        text = text.replace(separator, " ")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
