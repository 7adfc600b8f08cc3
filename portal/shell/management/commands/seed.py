import argparse
import time
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.module_loading import module_has_submodule

from portal.accounts.models import User
from portal.accounts.seed import DOMAIN

MOST = 1_000_000


def amount(text: str) -> int:
    """A number of things, a million at most."""
    if not (text.isascii() and text.isdigit() and int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"un nombre de 0 à {MOST}, pas «\u00a0{text}\u00a0»")
    return int(text)


class Command(BaseCommand):
    help = "Remplit la base de contenus synthétiques, toujours les mêmes pour une même graine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=amount, default=200, help="membres (200)")
        parser.add_argument("--listings", type=amount, default=200, help="annonces (200)")
        parser.add_argument("--meetups", type=amount, default=40, help="rencontres (40)")
        parser.add_argument("--seed", type=int, default=1, help="la graine (1)")
        parser.add_argument(
            "--yes", action="store_true", help="même dans une base qui a de vrais membres"
        )

    def handle(self, *, yes: bool, seed: int, verbosity: int, **options: Any) -> None:
        """Call `build(...)` of each app's module `seed`, the lowest floor first (see seeding)."""
        if not yes and User.objects.exclude(email__endswith=f"@{DOMAIN}").exists():
            raise CommandError(
                "Cette base a de vrais membres\u00a0: ils verraient des contenus inventés. "
                "Pour le faire quand même\u00a0: --yes."
            )
        call_command("load_reference", verbosity=0)
        counts = {name: options[name] for name in ("members", "listings", "meetups")}
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "seed"):
                started = time.monotonic()
                line = import_module(f"{app.name}.seed").build(**counts, seed=seed)
                if verbosity:
                    self.stdout.write(f"  {line} ({time.monotonic() - started:.1f} s)")
        call_command("rebuild_search", verbosity=verbosity, stdout=self.stdout)
        # The planner chooses by what it counted last; without this, by an empty base.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
