import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.accounts import ledger
from portal.operations import backups
from portal.operations.databases import Unusable
from portal.operations.enums import Job
from portal.operations.models import Beat


class Command(BaseCommand):
    help = "Sauvegarde la base et les fichiers pendant que le site sert (docs/production.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="le dossier des sauvegardes")
        parser.add_argument("--keep", type=int, default=0, help="n’en garder que tant")

    def handle(self, *, folder: Path, keep: int, **options: Any) -> None:
        if keep < 0:
            raise CommandError("--keep veut un nombre de sauvegardes, 1 au moins.")
        os.umask(0o077)
        started, now = time.monotonic(), timezone.now()
        try:
            made = backups.make(folder, now=now)
        except Unusable as refusal:
            raise CommandError(str(refusal)) from None
        Beat.objects.strike(Job.BACKUP, now=now, seconds=time.monotonic() - started)
        gone = backups.forget(folder, keep=keep) if keep else 0
        ledger.forget(now=now)
        manifest = backups.Manifest.read(made)
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"{made}\u00a0: {rows} lignes, {len(manifest.files)} fichiers, "
            f"{time.monotonic() - started:.1f}\u00a0s\u202f; {gone} anciennes supprimées"
        )
        if manifest.lost:
            raise CommandError(
                "La sauvegarde est faite, sans ces fichiers que la base nomme et qui sont "
                f"introuvables\u00a0: {', '.join(manifest.lost)}"
            )
