"""The 101 départements of France and their regions (data/geography.json)."""

import json
from functools import cache
from pathlib import Path

from careers.words import fold

DATA = Path(__file__).parent / "data" / "geography.json"


@cache
def departements() -> dict[str, dict[str, str]]:
    """Each département by its code ("2A", "75", "974"): its name and region."""
    rows = json.loads(DATA.read_text())["departements"]
    return {row["code"]: row for row in rows}


@cache
def choices() -> list[tuple[str, str]]:
    return [(code, f"{code} – {row['name']}") for code, row in departements().items()]


@cache
def regions() -> list[str]:
    return sorted({row["region"] for row in departements().values()}, key=fold)


def region_of(code: str) -> str:
    """The region of a département, or nothing for an unknown code."""
    return departements().get(code, {}).get("region", "")


def codes_in(region: str) -> list[str]:
    return [code for code, row in departements().items() if row["region"] == region]
