from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.actions import LastAdministrator, erase_member, rows_held
from portal.accounts.models import User


def find_member(email: str) -> User:
    member = User.objects.filter(email=email.strip().lower()).first()
    if member is None:
        raise CommandError(f"Personne n’a de compte à l’adresse {email}.")
    return member


class Command(BaseCommand):
    help = "Efface un membre tout de suite, sans les sept jours ; sans --yes, montre seulement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="l’adresse du compte")
        parser.add_argument("--yes", action="store_true", help="effacer vraiment")

    def handle(self, *, email: str, yes: bool, **options: Any) -> None:
        member = find_member(email)
        for record, count in rows_held(member):
            if count:
                self.stdout.write(f"  {count:>6}  {record.title} : {record.what_becomes}")
        if not yes:
            self.stdout.write("Rien n’est effacé. Pour le faire : --yes")
            return
        try:
            erase_member(member=member)
        except LastAdministrator as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write("Le compte est effacé.")
