from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.accounts import retention
from portal.accounts.actions import forget_exports
from portal.accounts.models import DataExport, User
from portal.shell.management.commands.tick import moment


class Command(BaseCommand):
    help = "Supprime ce dont le temps est passé ; sans --yes, le compte seulement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="supprimer vraiment")
        parser.add_argument("--now", help="l’instant, en ISO, pour les essais")

    def handle(self, *, yes: bool, **options: Any) -> None:
        now = moment(options["now"]) if options["now"] else timezone.now()
        expired = DataExport.objects.expired(now=now)
        orphans = retention.orphans(now=now)
        for count, what in (
            (User.objects.to_erase(now=now).count(), "comptes qui ont demandé à être effacés"),
            (retention.inactive(now=now).count(), "comptes sans visite depuis deux ans, prévenus"),
            (expired.count(), "copies de données périmées"),
            (len(orphans), "fichiers dont plus rien ne parle"),
        ):
            self.stdout.write(f"  {count:>6}  {what}")
        if not yes:
            self.stdout.write("Rien n’est supprimé. Pour le faire : --yes")
            return
        retention.erase_due(now=now)
        retention.erase_inactive(now=now)
        forget_exports(expired)
        for name in orphans:
            default_storage.delete(name)
        self.stdout.write("C’est supprimé.")
