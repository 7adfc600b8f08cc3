import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.operations import backups
from portal.operations.databases import Unusable
from portal.operations.restoring import restore


class Command(BaseCommand):
    help = "Remet le site comme une sauvegarde l’a gardé, sans ceux qui sont partis depuis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="une sauvegarde, ou leur dossier")
        parser.add_argument("--overwrite", action="store_true", help="remplacer un site qui vit")
        parser.add_argument("--ledger", type=Path, help="un registre des effacements de plus")
        parser.add_argument("--check", action="store_true", help="seulement vérifier la sauvegarde")

    def handle(
        self, *, folder: Path, overwrite: bool, ledger: Path | None, check: bool, **options: Any
    ) -> None:
        os.umask(0o077)
        if not folder.is_dir():
            raise CommandError(f"{folder} n’est pas un dossier.")
        chosen = backups.latest(folder) or folder
        try:
            if check:
                manifest = backups.verify(chosen)
                self.stdout.write(f"{chosen}\u00a0: entière, {len(manifest.files)} fichiers.")
                return
            done = restore(chosen, now=timezone.now(), overwrite=overwrite, given=ledger)
        except Unusable as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Le site est comme il était le {done.made_at:%d/%m/%Y à %H:%M} UTC\u00a0: "
            f"{done.files} fichiers remis, {done.erased} membres effacés de nouveau, "
            f"{done.mails} courriels d’alors abandonnés."
        )
        if done.former:
            self.stdout.write(
                f"L’ancienne base est gardée sous {done.former}\u00a0: supprimez-la une fois le "
                "site vérifié."
            )
        if done.doubtful:
            numbers = ", ".join(map(str, done.doubtful))
            self.stdout.write(
                "L’effacement de ces comptes avait commencé sans finir, regardez-les\u00a0: "
                f"{numbers}."
            )
        if not done.administrators:
            self.stdout.write(
                "Plus personne n’administre le site\u00a0: manage.py createsuperuser."
            )
