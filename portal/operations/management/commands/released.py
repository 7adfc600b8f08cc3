from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.operations import migrations_rule


class Command(BaseCommand):
    help = "Les migrations qu’aucune version n’a encore eues ; --write les y inscrit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="à la sortie d’une version")

    def handle(self, *, write: bool, **options: Any) -> None:
        new = sorted(set(migrations_rule.ours()) - migrations_rule.released())
        for app, name in new:
            self.stdout.write(f"{app} {name}")
        if write:
            with migrations_rule.RELEASED.open("a") as file:
                file.writelines(f"{app} {name}\n" for app, name in new)
