from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from careers import open_figures
from careers.listing import openings


class Command(BaseCommand):
    help = (
        "Récrit la liste des stages, ses comptes et les chiffres du site ; se relance sans risque."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        changed = openings.rebuild(today=timezone.localdate())
        figures = open_figures.count(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"  listes : {changed} lignes récrites ; {figures}")
