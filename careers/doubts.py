"""What in a listing makes one look twice: said to its author and to the moderator, never blocking.

Values of the Code de l'éducation as read on 22 November 2026 (data/internship_law.json keeps the
sources for the full check): they inform and do not advise.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.shell import french

MAXIMUM_HOURS = 924  # L.124-5: six months in one organisation and one school year
UNPAID_HOURS = 308  # L.124-6 and D.124-6: above, pay is due from the first hour
MINIMUM_PAY = {2026: Decimal("4.50")}  # 15 % of the hourly social security ceiling
FULL_TIME = 35


def doubts(internship: Any) -> list[str]:
    """Sentences on length, hours and pay; empty when nothing stands out or too little is known."""
    found = []
    total, pay = internship.total_hours, internship.hourly_pay
    if total and total > MAXIMUM_HOURS:
        found.append(
            _(
                "Environ %(total)s heures : un stage n’en compte pas plus de %(most)s dans la même "
                "structure et la même année d’études (Code de l’éducation, L.124-5)."
            )
            % {"total": total, "most": MAXIMUM_HOURS}
        )
    if total and total > UNPAID_HOURS and pay is not None:
        year, lowest = max(MINIMUM_PAY.items())
        if pay < lowest:
            found.append(
                _(
                    "Environ %(total)s heures : au-delà de %(free)s, la gratification est due dès "
                    "la première heure, %(lowest)s au moins en %(year)s (L.124-6)."
                )
                % {
                    "total": total,
                    "free": UNPAID_HOURS,
                    "lowest": french.euros(lowest),
                    "year": year,
                }
            )
        elif internship.starts_on.year > year:
            found.append(
                _(
                    "Le minimum de %(next)s n’est pas encore connu ici : il suit l’année de "
                    "présence, vérifiez-le avant la convention."
                )
                % {"next": internship.starts_on.year}
            )
    if internship.weekly_hours and internship.weekly_hours > FULL_TIME:
        found.append(
            _(
                "Plus de 35 heures par semaine : la durée du travail est celle des salariés de la "
                "structure (L.124-14)."
            )
        )
    return found
