import time
from datetime import datetime
from importlib import import_module
from typing import Any

import structlog
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import module_has_submodule

from portal.operations import reporting
from portal.operations.enums import Job
from portal.operations.models import Beat

log = structlog.get_logger("portal.tick")


def moment(text: str) -> datetime:
    """Read an ISO date and time; without a zone, it is Paris time."""
    value = parse_datetime(text)
    if value is None:
        raise CommandError(f"{text} n’est pas une date ISO, comme 2026-11-23T08:00.")
    return value if timezone.is_aware(value) else timezone.make_aware(value)


class Command(BaseCommand):
    help = "Les états qui dépendent du temps, une fois par jour ; le relancer ne change rien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", help="l’instant, en ISO, pour les essais")

    def handle(self, *args: Any, **options: Any) -> None:
        """Call `run(now=...)` of each app's module `tick`, if it has one.

        Each run commits unit by unit: a long transaction would keep every other writer waiting. One
        that fails keeps no other here; the command then fails in the end, and the day is not
        marked as done.
        """
        now = moment(options["now"]) if options["now"] else timezone.now()
        started = time.monotonic()
        failed: dict[str, Exception] = {}
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "tick"):
                try:
                    line = import_module(f"{app.name}.tick").run(now=now)
                except Exception as failure:
                    # By its kind alone: what an error says may name somebody.
                    log.error("tick failed", app=app.label, error=type(failure).__name__)
                    reporting.report(failure)
                    failed[app.label] = failure
                    # A connection that broke is not the next floor's.
                    if not connection.in_atomic_block:
                        close_old_connections()
                    continue
                if options["verbosity"]:
                    self.stdout.write(f"  {line}")
        if failed:
            said = f"Le passage du jour a échoué pour\u00a0: {', '.join(failed)}."
            raise CommandError(said) from next(iter(failed.values()))
        Beat.objects.strike(Job.TICK, now=now, seconds=time.monotonic() - started)
