from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from portal.accounts import privacy

DOCUMENT: Path = settings.BASE_DIR / "docs" / "privacy.md"
START, END = "<!-- registre -->\n", "<!-- fin du registre -->\n"
COLUMNS = "modèle", "par", "ce qu’il contient", "exporté", "au départ", "reste"


def line(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def table() -> str:
    """The registry as docs/privacy.md shows it."""
    head = line(*COLUMNS) + line(*("---" for _ in COLUMNS))
    found = sorted(privacy.records(), key=lambda one: (one.label, tuple(one.through)))
    return head + "".join(
        line(
            record.label,
            ", ".join(record.through) or "–",
            record.holds,
            "oui" if record.export else "non",
            record.what_becomes,
            record.kept or "Rien.",
        )
        for record in found
    )


def with_table(document: str) -> str:
    """The document, with the registry as it is today between its two marks."""
    before, _start, rest = document.partition(START)
    _old, _end, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


class Command(BaseCommand):
    help = "Le registre de ce que le site sait d’un membre ; --write le met dans docs/privacy.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="réécrire docs/privacy.md")

    def handle(self, *, write: bool, **options: Any) -> None:
        if write:
            DOCUMENT.write_text(with_table(DOCUMENT.read_text()))
        else:
            self.stdout.write(table())
