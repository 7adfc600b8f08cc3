"""The APE codes under which film is made (nomenclature NAF rév. 2, INSEE).

Others are not refused: a festival or a school has its own. They are asked about, and read by a
validator.
"""

import re

KNOWN = {
    "59.11A": "Production de films et de programmes pour la télévision",
    "59.11B": "Production de films institutionnels et publicitaires",
    "59.11C": "Production de films pour le cinéma",
    "59.12Z": "Post-production de films, de vidéo et de programmes de télévision",
    "59.13A": "Distribution de films cinématographiques",
    "59.13B": "Édition et distribution vidéo",
    "59.14Z": "Projection de films cinématographiques",
    "59.20Z": "Enregistrement sonore et édition musicale",
    "60.20A": "Édition de chaînes généralistes",
    "60.20B": "Édition de chaînes thématiques",
}


def compact(text: str) -> str:
    """59.11C, however it was typed (5911c, 59 11 C); empty for what is no such code."""
    found = re.fullmatch(r"(\d\d)[\s.]*(\d\d)\s*([A-Za-z])", text.strip())
    return f"{found[1]}.{found[2]}{found[3].upper()}" if found else ""
