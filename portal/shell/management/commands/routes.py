import dataclasses
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.shell.routes import walk


class Command(BaseCommand):
    help = "Liste toutes les adresses du site, leurs verbes et leur public."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="une liste JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        routes = sorted(walk(), key=lambda found: found.pattern)
        if options["json"]:
            rows = [dataclasses.asdict(found) for found in routes]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for found in routes:
            self.stdout.write(
                f"{found.policy or '?':<13} {','.join(found.verbs):<16} {found.pattern}"
            )
