"""Synthetic pages of the synthetic members. All fictional, and said so."""

import random
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from careers import geography
from careers.models import Role, Skill
from mentoring import directory
from mentoring.enums import (
    Language,
    Licence,
    MemberKind,
    Mobility,
    Offering,
    Practice,
    Seeking,
    Visibility,
)
from mentoring.models import DirectoryTerm, Profile
from portal.accounts import seed as accounts
from portal.accounts.models import User
from portal.shell.seeding import batches, chance

NOTE = "Personne synthétique, faite pour mesurer le site."
# What most people leave as it is, and what some close.
AUDIENCES = [Visibility.MEMBERS] * 12 + [Visibility.PUBLIC, Visibility.CONTACTS, Visibility.NOBODY]


def _some(dice: random.Random, choices: Any, most: int) -> list[str]:
    values = list(choices.values)
    return sorted(dice.sample(values, dice.randrange(most + 1)), key=values.index)


def profile(seed: int, number: int, user: User, *, today: date) -> Profile:
    dice = chance(seed, "profile", number)
    start = today + timedelta(days=dice.randrange(-90, 60)) if dice.random() < 0.5 else None
    end = start + timedelta(days=dice.randrange(5, 120)) if start and dice.random() < 0.6 else None
    audience = Visibility.CONTACTS if user.is_minor else dice.choice(AUDIENCES)
    return Profile(
        user=user,
        handle=f"semis-{seed}-{number}",
        kind=dice.choices(MemberKind.values, weights=[60, 30, 6, 4])[0],
        level=dice.choice(["", *Practice.values]),
        headline=dice.choice(["", "Je débute et j’ai le permis.", "Dix ans de plateau."]),
        about=NOTE,
        languages=["fr", *_some(dice, Language, 2)],
        licences=_some(dice, Licence, 3),
        city="" if dice.random() < 0.3 else "Une ville",
        departement=dice.choice(list(geography.departements())),
        mobility=dice.choice(["", *Mobility.values]),
        available_from=start,
        available_until=end,
        looking_for=_some(dice, Seeking, 2),
        offers=_some(dice, Offering, 3),
        page_visibility=audience,
        place_visibility=dice.choice(AUDIENCES),
    )


def build(*, members: int, listings: int, meetups: int, seed: int) -> str:
    """Create the missing pages: nine members in ten have one."""
    today = timezone.localdate()
    roles = list(Role.objects.order_by("slug").values_list("pk", flat=True))
    skills = list(Skill.objects.order_by("slug").values_list("pk", flat=True))
    made = sum(
        _create(seed, numbers, today=today, roles=roles, skills=skills)
        for numbers in batches(members)
    )
    return f"{made} profils semés"


@transaction.atomic
def _create(seed: int, numbers: range, *, today: date, roles: list[int], skills: list[int]) -> int:
    wanted = {
        accounts.email(seed, number): number
        for number in numbers
        if chance(seed, "has-profile", number).random() < 0.9
    }
    users = User.objects.filter(email__in=wanted, profile__isnull=True).order_by("pk")
    made = Profile.objects.bulk_create(
        profile(seed, wanted[user.email], user, today=today) for user in users
    )
    lists: tuple[tuple[Any, str, list[int], int], ...] = (
        (Profile.roles_held.through, "role_id", roles, 3),
        (Profile.roles_wanted.through, "role_id", roles, 3),
        (Profile.skills.through, "skill_id", skills, 6),
    )
    for through, name, choices, most in lists:
        through.objects.bulk_create(
            through(profile_id=one.pk, **{name: choice})
            for one in made
            for choice in _chosen(seed, one, through._meta.db_table, choices, most)
        )
    _write_terms([one.pk for one in made])
    return len(made)


def _chosen(seed: int, one: Profile, kind: str, choices: list[int], most: int) -> list[int]:
    dice = chance(seed, kind, one.user_id)
    return dice.sample(choices, min(dice.randrange(most), len(choices)))


def _write_terms(numbers: list[int]) -> None:
    pages = Profile.objects.filter(pk__in=numbers).with_page()
    DirectoryTerm.objects.bulk_create(
        (
            DirectoryTerm(profile=page, value=value)
            for page in pages
            for value in sorted(directory.terms(page))
        ),
        batch_size=2000,
    )
