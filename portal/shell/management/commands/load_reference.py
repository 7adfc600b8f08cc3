from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from portal.search import index


class Command(BaseCommand):
    help = "Charge les contenus de référence ; ce qui a été modifié dans l’admin n’est pas touché."

    def handle(self, *args: Any, **options: Any) -> None:
        """Call `load()` of each app's module `reference`, if it has one; all of it, or nothing.

        The search follows once that is kept, batch by batch: it locks what members write.
        """
        with transaction.atomic(), index.put_off():
            for app in apps.get_app_configs():
                if app.module is not None and module_has_submodule(app.module, "reference"):
                    line = import_module(f"{app.name}.reference").load()
                    if options["verbosity"]:
                        self.stdout.write(f"  {line}")
        call_command("rebuild_search", verbosity=options["verbosity"], stdout=self.stdout)
