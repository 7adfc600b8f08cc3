import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.accounts.exports import chapters, files, write_zip
from portal.accounts.management.commands.erase_member import find_member

FOLDER = settings.VAR_DIR / "exports"


class Command(BaseCommand):
    help = "Écrit la copie des données d’un membre dans var/exports/ ; sans --yes, la décrit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="l’adresse du compte")
        parser.add_argument("--yes", action="store_true", help="écrire le fichier")

    def handle(self, *, email: str, yes: bool, **options: Any) -> None:
        member = find_member(email)
        if not yes:
            for chapter in chapters(member):
                if chapter.rows:
                    self.stdout.write(f"  {len(chapter.rows):>6}  {chapter.record.title}")
            self.stdout.write(f"  {len(files(member)):>6}  fichiers")
            self.stdout.write("Rien n’est écrit. Pour le faire : --yes")
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"membre-{member.pk}-{timezone.now():%Y%m%d-%H%M%S}.zip"
        # Whoever administers the machine, and nobody else on it.
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            write_zip(member, target)
        self.stdout.write(f"Écrit dans {path}. À supprimer une fois transmis.")
