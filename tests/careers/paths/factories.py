"""Skills, tastes and steps between roles; keyword-only."""

import itertools
from typing import Any

from careers.models import Role, RoleSkill, RoleStep, Skill, SkillCategory, Taste

_number = itertools.count(1)


def make_skill(*, label: str = "Rigueur", **fields: Any) -> Skill:
    category, _ = SkillCategory.objects.get_or_create(
        slug="famille", defaults={"label": "Famille", "label_en": "Family"}
    )
    slug = fields.pop("slug", f"competence-{next(_number)}")
    return Skill.objects.create(
        slug=slug, label=label, label_en=label, category=category, definition="Une phrase.",
        confidence="mixed", **fields,
    )  # fmt: skip


def make_taste(*, label: str = "Écrire", **fields: Any) -> Taste:
    slug = fields.pop("slug", f"gout-{next(_number)}")
    return Taste.objects.create(
        slug=slug, label=label, label_en=label, sentence="Une phrase.", confidence="mixed", **fields
    )


def ask(role: Role, *skills: Skill) -> None:
    """Put skills into a role's list."""
    for position, skill in enumerate(skills):
        RoleSkill.objects.create(role=role, skill=skill, position=position)


def lead(role: Role, to: Role, *, kind: str = "usual", **fields: Any) -> RoleStep:
    """Draw a step from a role to another one."""
    return RoleStep.objects.create(role=role, to=to, kind=kind, **fields)
