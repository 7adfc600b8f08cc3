"""The lists of a role kept by rows of their own, and how its history brings them back.

Each line of the history keeps the lists that stood until the next edit made in the admin: they are
written down just before one is. The latest line has none, what stands now being its lists.
"""

import dataclasses
from typing import Any

from django.db import models, transaction

from careers.models import Collaboration, Role, RoleSkill, RoleStep

LINK_FIELDS = {
    "role_skills": ["skill_id", "note"],
    "next_steps": ["to_id", "kind", "note", "usual_years", "years_source"],
    "works_with": ["other_id", "label", "phases", "note"],
}
ROWS: dict[str, type[models.Model]] = {
    "role_skills": RoleSkill,
    "next_steps": RoleStep,
    "works_with": Collaboration,
}
Lists = dict[str, list[dict[str, Any]]]


@dataclasses.dataclass(frozen=True, slots=True)
class Return:
    """What a roll-back does to one list, row by row, each said in a few words."""

    title: str
    back: list[str]
    gone: list[str]
    rewritten: list[str]


def present(role: Role) -> Lists:
    """The lists of a role as they are, as JSON keeps them."""
    return {
        name: list(getattr(role, name).order_by("position", "pk").values(*fields, "position"))
        for name, fields in LINK_FIELDS.items()
    }


def keep(role: Role) -> None:
    """Write the present lists on the latest line of the history, before an edit changes them."""
    latest = role.history.order_by("-history_id").first()
    if latest is not None:
        role.history.filter(history_id=latest.history_id).update(lists=present(role))


def at(role: Role, version: int) -> Lists:
    """The lists as they stood at a line of the history; the present ones if none was kept since.

    A row that names a skill or a role which is no more is left out.
    """
    later = role.history.filter(history_id__gte=version, lists__isnull=False)
    kept: Lists | None = later.order_by("history_id").values_list("lists", flat=True).first()
    if kept is None:
        return present(role)
    return {
        name: [row for row in kept.get(name, []) if _stands(model, row)]
        for name, model in ROWS.items()
    }


def _stands(model: type[models.Model], row: dict[str, Any]) -> bool:
    """Whether the record that a row names still exists."""
    for field in model._meta.concrete_fields:
        key = row.get(field.attname)
        related: Any = field.related_model
        if related and key is not None and not related._default_manager.filter(pk=key).exists():
            return False
    return True


def differences(role: Role, wanted: Lists) -> list[Return]:
    """What bringing lists back would change; a list that would stay as it is is left out."""
    now, found = present(role), []
    for name, model in ROWS.items():
        key = LINK_FIELDS[name][0]
        before = {_key(row, key): row for row in now[name]}
        after = {_key(row, key): row for row in wanted[name]}
        if before == after:
            continue
        found.append(
            Return(
                title=str(model._meta.verbose_name_plural),
                back=[_said(model, row) for one, row in after.items() if one not in before],
                gone=[_said(model, row) for one, row in before.items() if one not in after],
                rewritten=[
                    _said(model, row) for one, row in after.items() if before.get(one, row) != row
                ],
            )
        )
    return found


def _key(row: dict[str, Any], field: str) -> Any:
    """What tells a row of a list from another: the record it names, or a name in words."""
    return row[field] or (row.get("label"), row["position"])


def _said(model: type[models.Model], row: dict[str, Any]) -> str:
    named = model(**row)
    return str(getattr(named, "to", named))


@transaction.atomic
def restore(role: Role, wanted: Lists) -> None:
    """Make the lists of a role those wanted; one that is the same already is not touched."""
    now = present(role)
    for name, model in ROWS.items():
        if now[name] == wanted[name]:
            continue
        getattr(role, name).all().delete()
        model._default_manager.bulk_create(model(role=role, **row) for row in wanted[name])
