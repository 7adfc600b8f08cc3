from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from careers.listing import openings


class Command(BaseCommand):
    help = "Récrit les lignes et les comptes de la liste des stages ; le relancer ne change rien."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = openings.rebuild(today=timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"  listes : {changed} lignes récrites")
