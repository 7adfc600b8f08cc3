"""The people of the demonstration. Everything in it is fictional and says so."""

import dataclasses
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from portal.accounts.models import Consent, User
from portal.moderation.enums import Team

PASSWORD = "premier-clap-demo"  # noqa: S105


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    what: str
    staff: bool = False
    superuser: bool = False


PEOPLE = [
    Person("debut@example.org", "Lina Démo", "débutante"),
    Person("production@example.org", "Marc Exemple", "producteur, une structure"),
    Person("regie@example.org", "Aïssa Fictive", "régisseuse générale"),
    Person("moderation@example.org", "Jo Modèle", "modération", staff=True),
    Person("admin@example.org", "Ada Minima", "administration", staff=True, superuser=True),
]
# Those who people the directory; they have no password, nobody signs in as them.
EXTRAS = [
    Person("assistante@example.org", "Nour Fictive", "assistante de production"),
    Person("chargee@example.org", "Élise Exemple", "chargée de production"),
    Person("directeur@example.org", "Bakary Démo", "directeur de production"),
    Person("adjoint@example.org", "Yann Modèle", "régisseur adjoint"),
    Person("monteuse@example.org", "Inès Minima", "monteuse"),
    Person("scripte@example.org", "Solène Démo", "scripte"),
    Person("camera@example.org", "Tom Fictif", "assistant caméra"),
    Person("costumes@example.org", "Aminata Exemple", "costumière"),
    Person("son@example.org", "Hugo Modèle", "perchiste"),
    Person("etudiante@example.org", "Jade Fictive", "étudiante"),
    Person("realisation@example.org", "Camille Démo", "réalisation"),
]


def build() -> None:
    """Create the accounts that are missing; the others stay as they are."""
    for person in [*PEOPLE, *EXTRAS]:
        if User.objects.filter(email=person.email).exists():
            continue
        user = User.objects.create_user(
            person.email,
            PASSWORD if person in PEOPLE else None,
            display_name=person.name,
            is_staff=person.staff,
            is_superuser=person.superuser,
        )
        # Past their first days: their pages are shown as they chose.
        User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=60))
        user.confirm_address()
        Consent.record_current(user)
        if person.staff and not person.superuser:
            user.groups.add(Group.objects.get(name=Team.MODERATOR))
