"""Loads the synonyms of data/synonyms.json. What was edited in the admin is left alone."""

import json
from pathlib import Path

from portal.search.analyser import stems
from portal.search.models import Synonym

DATA = Path(__file__).parent / "data" / "synonyms.json"


def load() -> str:
    """Bring the table up to the file; returns a line for the log."""
    known = {synonym.key: synonym for synonym in Synonym.objects.all()}
    # One whose words were changed in the admin is still the one that the file brought.
    known |= {stems(one.loaded["typed"]): one for one in known.values() if one.loaded}
    for row in json.loads(DATA.read_text())["synonyms"]:
        values = {"typed": row["typed"], "means": "\n".join(row["means"])}
        synonym = known.get(stems(row["typed"])) or Synonym(**values)
        stored = {name: getattr(synonym, name) for name in values}
        edited = synonym.pk is not None and stored != synonym.loaded
        if synonym.loaded == values or edited:
            continue
        synonym.typed, synonym.means, synonym.loaded = row["typed"], values["means"], values
        synonym.save()
    return f"{Synonym.objects.count()} synonymes"
