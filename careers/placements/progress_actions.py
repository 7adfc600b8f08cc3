"""What a member keeps of their own progress. The state asked for is written, whatever was there."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from careers.models import CallTick, Role, RoleFollow, Skill, SkillMark, Taste, TasteMark


def rate(*, by: Any, levels: Mapping[Skill, str]) -> None:
    """Keep how far a member says to be in some skills; the others stay as they are."""
    now = timezone.now()
    SkillMark.objects.bulk_create(
        [
            SkillMark(member=by, skill=skill, level=level, updated_at=now)
            for skill, level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["member", "skill"],
        update_fields=["level", "updated_at"],
    )


@transaction.atomic
def choose(*, by: Any, tastes: Collection[Taste]) -> None:
    """Keep the tastes a member has ticked, and only those."""
    TasteMark.objects.filter(member=by).exclude(taste__in=tastes).delete()
    rows = [TasteMark(member=by, taste=taste) for taste in tastes]
    TasteMark.objects.bulk_create(rows, ignore_conflicts=True)


def follow(*, by: Any, role: Role, wanted: bool) -> None:
    """Follow a role or not any more; asking twice changes nothing."""
    if wanted:
        RoleFollow.objects.bulk_create([RoleFollow(member=by, role=role)], ignore_conflicts=True)
    else:
        RoleFollow.objects.filter(member=by, role=role).delete()


@transaction.atomic
def ask(*, by: Any, questions: Collection[str]) -> None:
    """Keep the questions of the call kit that a member has ticked, and only those."""
    CallTick.objects.filter(member=by).exclude(question__in=questions).delete()
    rows = [CallTick(member=by, question=question) for question in sorted(questions)]
    CallTick.objects.bulk_create(rows, ignore_conflicts=True)
