"""Synthetic members. Nobody can sign in as one: the address is reserved, the password unusable."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.enums import CURRENT_VERSIONS, AgeBand
from portal.accounts.models import Consent, User
from portal.shell.seeding import batches, chance

# Reserved (RFC 2606): nobody reads what is sent there.
DOMAIN = "example.org"
FIRST_NAMES = [
    "Aïssa", "Alix", "Amadou", "Ana", "Anouk", "Basile", "Bérénice", "Camille", "Chloé",
    "Clément", "Dalia", "Dominique", "Élie", "Elsa", "Fatou", "Félix", "Gaëlle", "Hugo",
    "Idriss", "Inès", "Jeanne", "Joao", "Jules", "Kenza", "Léa", "Lina", "Louison", "Malik",
    "Maëlle", "Mehdi", "Mina", "Noé", "Nour", "Océane", "Omar", "Paul", "Rokhaya", "Sacha",
    "Samira", "Tom", "Yann", "Zoé",
]  # fmt: skip
# Nobody's names: words of the trade.
LAST_NAMES = [
    "Bobine", "Boîtalumière", "Cantine", "Cartouche", "Champcontrechamp", "Clapet",
    "Contrejour", "Dépouillement", "Diaphragme", "Fondu", "Gélatine", "Générique", "Grandangle",
    "Hautbobine", "Longplan", "Mandarine", "Panavoine", "Perchman", "Planséquence", "Pellicule",
    "Projo", "Raccord", "Repérage", "Rushes", "Sansplomb", "Scripte", "Surtitre", "Tournevis",
    "Travelling", "Zoom",
]  # fmt: skip


def email(seed: int, number: int) -> str:
    return f"semis-{seed}-{number}@{DOMAIN}"


def grown(seed: int) -> QuerySet[User]:
    """The members grown from a seed, in order."""
    return User.objects.filter(email__startswith=f"semis-{seed}-").order_by("pk")


def member(seed: int, number: int, *, now: datetime) -> User:
    dice = chance(seed, "member", number)
    return User(
        email=email(seed, number),
        display_name=f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}",
        age_band=AgeBand.MINOR if dice.random() < 0.04 else AgeBand.ADULT,
        password=f"{UNUSABLE_PASSWORD_PREFIX}{dice.getrandbits(128):032x}",
        date_joined=now - timedelta(minutes=dice.randrange(60 * 24 * 700)),
    )


def build(*, members: int, listings: int, meetups: int, seed: int) -> str:
    """Create the members that are missing, each with a confirmed address and the accords."""
    now = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = 0
    for numbers in batches(members):
        wanted = [member(seed, number, now=now) for number in numbers]
        made += _create(wanted)
    return f"{made} membres semés"


@transaction.atomic
def _create(wanted: Iterable[User]) -> int:
    wanted = list(wanted)
    emails = [one.email for one in wanted]
    there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    made = User.objects.bulk_create([one for one in wanted if one.email not in there])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True, verified=True) for one in made
    )
    Consent.objects.bulk_create(
        Consent(user=one, document=document, version=version, accepted_at=one.date_joined)
        for one in made
        for document, version in CURRENT_VERSIONS.items()
    )
    return len(made)
