"""The same world many times over: others who did all that the people of one world did.

Whatever somebody reads of their own is the same among ten others and among a thousand.
"""

import uuid
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from careers.listing import openings
from portal.search.engines import forget_deleted_words

APART = 100_000
# Of the library and of the machinery; or made again from the rest.
LIBRARY = {
    "Department", "SkillCategory", "Skill", "Role", "RoleSkill", "RoleStep", "Collaboration", "Aid",
    "Association", "School", "Term", "Question", "Taste", "LegalRule", "LegalValue", "Festival",
    "Edition", "ReplyTemplate", "Synonym",
}  # fmt: skip
MACHINERY = {
    "Beat", "DBTaskResult", "SearchEntry", "SearchText", "SearchWord", "ContentVersion",
    "OpenFigures", "Opening", "OpeningLine", "OpeningCount", "Entry", "Words", "Subject", "Head",
}  # fmt: skip
APPS = {
    "account", "mfa", "accounts", "moderation", "notifications", "contact", "careers", "mentoring",
    "events",
}  # fmt: skip


def copied() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS
        and model.__name__ not in LIBRARY | MACHINERY
        and not model.__name__.startswith("Historical")
    ]


def multiply(copies: range) -> None:
    """Put so many copies of the world beside it; numbers that were used give the same rows."""
    kinds = copied()
    known = set(kinds)
    numbers = {model: ContentType.objects.get_for_model(model).pk for model in kinds}
    by_type = {number: model for model, number in numbers.items()}
    for model in kinds:
        rows = list(model._base_manager.filter(pk__lt=APART).values())
        made = [model(**_copy(model, row, n, known, by_type)) for n in copies for row in rows]
        model._base_manager.bulk_create(made, batch_size=500)
    openings.rebuild(today=timezone.localdate())
    call_command("rebuild_search", verbosity=0)
    # As each day does: in how many pieces SQLite keeps the words depends on all that was before.
    forget_deleted_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(
    model: type[models.Model], row: dict[str, Any], n: int, known: set[Any], by_type: dict[int, Any]
) -> dict[str, Any]:
    def moved(value: Any) -> Any:
        return None if value is None else value + APART * n

    new = dict(row)
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        if field.remote_field:
            target: Any = field.remote_field.model
            new[field.attname] = moved(value) if target in known else value
        elif field.primary_key:
            new[field.attname] = moved(value)
        elif field.unique and value not in ("", None):
            new[field.attname] = _other(field, value, n)
    if "object_id" in new and row.get("content_type_id") in by_type:
        new["object_id"] = moved(row["object_id"])
    if model.__name__ == "EmailAddress":
        new["email"] = f"{n}.{row['email']}"
    return new


def _other(field: Any, value: Any, n: int) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.uuid5(value, str(n))
    if "@" in value:
        return f"{n}.{value}"
    if len(value) + 8 > (field.max_length or 200):
        return sha256(f"{value}{n}".encode()).hexdigest()[: len(value)]
    return f"{value}-{n}"
