from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from portal.accounts.demo import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Crée le petit monde de démonstration (fictif) et ses comptes. Jamais en production."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Call `build()` of each app's module `demo`, the lowest floor first; idempotent."""
        if not settings.DEBUG:
            raise CommandError(
                "La démonstration a des mots de passe connus : elle refuse de tourner sans DEBUG=1."
            )
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "demo"):
                import_module(f"{app.name}.demo").build()
        if options["verbosity"]:
            self.stdout.write(f"Comptes de démonstration (mot de passe {PASSWORD}) :")
            for person in PEOPLE:
                self.stdout.write(f"  {person.email:<28} {person.what}")
