from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.search import index, registry


class Command(BaseCommand):
    help = "Met l’index de la recherche d’accord avec les contenus ; n’écrit que ce qui diffère."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kinds",
            nargs="*",
            metavar="genre",
            choices=["", *(source.key for source in registry.sources())],
            default="",
            help="seulement ces genres",
        )
        parser.add_argument(
            "--check", action="store_true", help="dit ce qui diffère, sans rien écrire"
        )

    def handle(self, *, kinds: Any, check: bool, verbosity: int, **options: Any) -> None:
        if check:
            faults = index.drift()
            for fault in faults:
                self.stdout.write(f"  {fault}")
            self.stdout.write(f"{len(faults)} écarts")
            return
        written, removed = index.rebuild([kind for kind in kinds if kind])
        if verbosity:
            self.stdout.write(f"  recherche\u00a0: {written} entrées écrites, {removed} retirées")
