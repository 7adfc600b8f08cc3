"""The demonstration's meetups. All fictional, and said so."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from events.actions import cancel_meetup, create_meetup, register
from events.enums import Format
from events.models import Edition, Meetup
from portal.accounts.models import User
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome

NOTE = "Rencontre fictive de la démonstration\u00a0: personne ne vous y attend."
REFERENT = {
    "referent_name": "Camille Fictif",
    "referent_contact": "brassard orange, à l’entrée (démonstration)",
}
ONLINE = {"format": Format.ONLINE, "join_link": "https://visio.example.org/demo"}


def _place(name: str, city: str, departement: str, address: str = "") -> dict[str, str]:
    return {"place": name, "city": city, "departement": departement, "address": address}


# Title, host, days from today, hour, hours it lasts, the rest.
MEETUPS: list[tuple[str, str, int, int, int, dict[str, Any]]] = [
    (
        "Café des régies (démo)", "regie@example.org", 6, 19, 2,
        {
            **_place("Café du Contrechamp", "Marseille", "13", "12 rue du Clap"),
            "capacity": 2, "alcohol_free": True, "minors_welcome": True,
            "access_notes": "Plain-pied, toilettes accessibles. Bruyant après 20\u00a0h.",
            "description": f"{NOTE}\n\nDeux régisseuses répondent à tout ce qu’on n’ose pas "
            "demander sur un plateau\u00a0: les horaires, le permis, le premier jour.",
        },
    ),
    (
        "Lecture de contrats, sans jargon (démo)", "production@example.org", 13, 18, 2,
        {
            **ONLINE, "capacity": 40,
            "description": f"{NOTE}\n\nApportez un contrat dont vous avez caché les noms. On lit "
            "ensemble\u00a0: la fonction, les heures, la convention.",
        },
    ),
    (
        "Petit déjeuner des assistantes et assistants (démo)", "regie@example.org", 27, 9, 2,
        {
            **_place("Halle du Clair-Obscur", "Angoulême", "16"), "capacity": 12,
            "minors_welcome": True, "alcohol_free": True,
            "description": f"{NOTE}\n\nUn café avant la journée, pour mettre des visages sur les "
            "métiers de la mise en scène.",
        },
    ),
    (
        "Ciné-club des scriptes (démo)", "production@example.org", 20, 20, 3,
        {
            **_place("Salle des Rushes", "Lyon", "69", "3 quai des Essais"), "capacity": 25,
            "description": f"{NOTE}\n\nUn film, puis ses raccords, image par image.",
        },
    ),
    (
        "Premiers pas en production (démo)", "production@example.org", 34, 18, 2,
        {
            **_place("Maison du Hors-champ", "Lille", "59"), "format": Format.BOTH,
            "join_link": "https://visio.example.org/demo", "capacity": 60, "minors_welcome": True,
            "access_notes": "Ascenseur, boucle magnétique. L’interprète LSF est à confirmer.",
            "description": f"{NOTE}\n\nTrois parcours racontés sans embellir, puis des questions.",
        },
    ),
]  # fmt: skip
FULL, CANCELLED, IN_REVIEW, IN_FESTIVAL = 0, 3, 4, 2


def build() -> None:
    """Create the meetups that are missing; the others stay as they are."""
    moderator = User.objects.get(email="moderation@example.org")
    for number, row in enumerate(MEETUPS):
        title, host = row[0], User.objects.get(email=row[1])
        if Meetup.objects.filter(title=title).exists():
            continue
        meetup = _meetup(number, title, host, *row[2:])
        meetup.submit()
        if number == IN_REVIEW:
            continue
        decide(meetup, by=moderator, revision=meetup.revision, outcome=Outcome.APPROVED)
        _people(number, meetup, host)


def _meetup(
    number: int, title: str, host: User, days: int, hour: int, length: int, values: dict[str, Any]
) -> Meetup:
    day = timezone.localdate() + timedelta(days=days)
    if number == IN_FESTIVAL:
        edition = (
            Edition.objects.filter(starts_on__gt=timezone.localdate(), festival__country="FR")
            .select_related("festival")
            .order_by("starts_on", "pk")
            .first()
        )
        if edition and edition.starts_on:
            day = edition.starts_on
            city = _place("Bar des accrédités", edition.festival.city, edition.festival.departement)
            values = {**values, **city, "festival": edition.festival}
    start = timezone.make_aware(datetime.combine(day, time(hour)))
    meetup = Meetup(
        title=title,
        starts_at=start,
        ends_at=start + timedelta(hours=length),
        **{**REFERENT, **values},
    )
    return create_meetup(by=host, meetup=meetup, key=meetup.creation_key)


def _people(number: int, meetup: Meetup, host: User) -> None:
    """Some come; the first meetup is full, and its waiting list has begun."""
    guests = User.objects.filter(email__endswith="@example.org").exclude(pk=host.pk).order_by("-pk")
    for guest in guests[: 5 if number == FULL else 2]:
        if guest.is_minor and not meetup.minors_welcome:
            continue
        register(meetup=meetup, by=guest, shown=True)
    if number == CANCELLED:
        cancel_meetup(meetup=meetup, by=host, reason="La salle est en travaux (démonstration).")
