"""A list of internships by chance, made at once and not by the road people take."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from careers.enums import InternshipKind
from careers.listing import openings
from careers.models import Internship, Organisation, Role
from portal.moderation.enums import State
from tests.factories import internship_values, make_department, make_organisation, make_role

PLACES = [
    ("Lyon", "69"), ("Villeurbanne", "69"), ("Saint-Étienne", "42"), ("Lille", "59"),
    ("Roubaix", "59"), ("Paris", "75"), ("Saint-Denis", "93"), ("Saint-Denis", "974"),
    ("Un hameau", "2A"),
]  # fmt: skip


def make_roles() -> list[Role]:
    """Five roles of three departments."""
    made = []
    for department, label in (("regie", "Régie"), ("image", "Image"), ("son", "Son")):
        of = make_department(slug=department, label=label)
        made += [make_role(slug=f"{department}-{n}", department=of) for n in range(2)]
    return made[:5]


def make_many(count: int, *, seed: int, organisation: Organisation | None = None) -> list[Any]:
    """Internships of any state, place, kind and date, some of them full; the lists know them."""
    dice = random.Random(seed)  # noqa: S311 - to be foreseen is the point
    roles, host = make_roles(), organisation or make_organisation()
    now, today = timezone.now(), timezone.localdate()
    rows = []
    for number in range(count):
        city, departement = dice.choice(PLACES)
        apply_by = today + timedelta(days=dice.randrange(-2, 9))
        starts_on = apply_by + timedelta(days=dice.randrange(1, 5))
        published = now - timedelta(hours=dice.randrange(1, 40))
        places = dice.choice([1, 2, 3])
        rows.append(
            Internship(
                organisation=host,
                role=dice.choice(roles),
                state=dice.choices([State.APPROVED, State.SUBMITTED], [9, 1])[0],
                kind=dice.choice(InternshipKind.values),
                places=places,
                places_taken=dice.choice([0, 0, 0, 0, places]),
                published_at=published,
                decided_at=published,
                submitted_at=published,
                creation_key=UUID(int=dice.getrandbits(128)),
                **internship_values(
                    title=f"{dice.choice(['Documentaire', 'Série', 'Clip'])} {number}",
                    city=city,
                    departement=departement,
                    apply_by=apply_by,
                    starts_on=starts_on,
                    ends_on=starts_on + timedelta(days=dice.choice([10, 61, 62, 120])),
                ),
            )
        )
    Internship.objects.bulk_create(rows)
    openings.refresh(one.pk for one in rows)
    return list(Internship.objects.select_related("role__department").order_by("pk"))
