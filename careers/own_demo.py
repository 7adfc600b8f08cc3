"""What the demonstration's newcomer keeps for herself. All fictional."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from careers.hours_enums import WorkNature
from careers.journal_enums import JournalFound, JournalKind, JournalMove
from careers.models import JournalEntry, JournalStep, WorkPeriod
from portal.accounts.models import User

SENT, AGAIN, MET = JournalMove.SENT, JournalMove.FOLLOWED_UP, JournalMove.INTERVIEW
NO, SILENT, DONE = JournalMove.REFUSED, JournalMove.SILENT, JournalMove.DONE

# (where, what for, kind, found, steps as days ago, lesson, next action, in how many days)
JOURNAL: list[tuple[Any, ...]] = [
    (
        "Société fictive du Belvédère", "régie, deux semaines", JournalKind.INTERNSHIP,
        JournalFound.LISTING, [(SENT, 96), (SILENT, 70)], "", "", None,
    ),
    (
        "Les Productions imaginaires du Causse", "renfort sur un court métrage",
        JournalKind.CONTRACT, JournalFound.NETWORK, [(SENT, 88), (AGAIN, 75), (NO, 72)],
        "J’ai écrit à l’adresse générale. La prochaine fois, un nom.", "", None,
    ),
    (
        "Studio inventé des Deux-Rives", "accueil et magasin", JournalKind.INTERNSHIP,
        JournalFound.SPONTANEOUS, [(SENT, 60), (SILENT, 40)], "", "", None,
    ),
    (
        "Festival fictif de la Grange", "bénévole à l’accueil", JournalKind.VOLUNTEERING,
        JournalFound.MEETING, [(SENT, 58), (NO, 39)],
        "L’équipe est au complet dès janvier\u00a0: demander plus tôt.", "", None,
    ),
    (
        "Loueur fictif Lumière du Gévaudan", "préparation du matériel", JournalKind.INTERNSHIP,
        JournalFound.SPONTANEOUS, [(SENT, 45), (AGAIN, 31), (SILENT, 17)], "", "", None,
    ),
    (
        "Bureau d’accueil fictif", "inscription au fichier des habitants", JournalKind.OTHER,
        JournalFound.AGENCY, [(SENT, 20)], "", "", None,
    ),
    (
        "CFA imaginaire de l’image", "alternance, régie", JournalKind.APPRENTICESHIP,
        JournalFound.SCHOOL, [(SENT, 9), (DONE, 6, "Appeler le secrétariat"), (MET, 2)],
        "Raconter une situation, pas une qualité.", "Écrire un mot de remerciement", 1,
    ),
]  # fmt: skip

# (employer, first and last day as days ago, hours, what it was)
WORK: list[tuple[str, int, int, str, WorkNature]] = [
    ("Les Films imaginaires du Viaduc", 381, 359, "88", WorkNature.ANNEX_8),
    ("Société fictive du Belvédère", 300, 296, "40", WorkNature.ANNEX_8),
    ("Théâtre inventé de la Halle", 262, 248, "84.5", WorkNature.ANNEX_8),
    ("Studio inventé des Deux-Rives", 214, 171, "154", WorkNature.INTERNSHIP),
    ("Figuration, film fictif", 140, 139, "16", WorkNature.ANNEX_10),
    ("Loueur fictif Lumière du Gévaudan", 120, 92, "140", WorkNature.GENERAL),
    ("Formation fictive à la sécurité", 60, 58, "21", WorkNature.TRAINING),
    ("Les Productions imaginaires du Causse", 30, 24, "56", WorkNature.ANNEX_8),
]


def build() -> None:
    """Fill the newcomer's journal and notebook, once."""
    member = User.objects.get(email="debut@example.org")
    if member.journal_entries.exists():
        return
    today = timezone.localdate()
    for where, what, kind, found, steps, lesson, action, days in JOURNAL:
        entry = JournalEntry.objects.create(
            member=member,
            place=where,
            what=what,
            kind=kind,
            found=found,
            lesson=lesson,
            next_step=action,
            next_on=today + timedelta(days=days) if action else None,
        )
        for move, ago, *note in steps:
            JournalStep.objects.create(
                entry=entry, kind=move, on=today - timedelta(days=ago), note="".join(note)
            )
    for employer, first, last, hours, nature in WORK:
        WorkPeriod.objects.create(
            member=member,
            employer=employer,
            starts_on=today - timedelta(days=first),
            ends_on=today - timedelta(days=last),
            hours=Decimal(hours),
            nature=nature,
        )
