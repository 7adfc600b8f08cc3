from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.search.indexed import Indexed
from portal.shell.languages import ENGLISH

# Migrations know it by this module.
from .shapes import ListOf as ListOf

STALE_AFTER = timedelta(days=365)


class ReferenceRecord(Indexed):
    """A record of the reference data: loaded from a file, editable in the admin.

    `loaded` keeps the values of the last load. A field that differs from it was edited here, and
    a later load leaves it alone (`careers.loading.merge`).
    """

    slug = models.SlugField(_("adresse"), max_length=80, unique=True, editable=False)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse too what is empty but not of the kind a JSON field holds.

        Django passes over any empty value of a field that may be blank: a list for a dictionary,
        or nothing at all.
        """
        errors: dict[str, list[Any]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as found:
            errors = found.update_error_dict(errors)
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.JSONField) or field.name in {*(exclude or ()), *errors}:
                continue
            value = getattr(self, field.attname)
            try:
                for check in field.validators if value in field.empty_values else ():
                    check(value)
            except ValidationError as found:
                errors[field.name] = found.error_list
        if errors:
            raise ValidationError(errors)


def spoken(french: str, english: str) -> str:
    """One of the two names of a record, in the language being spoken."""
    return english if english and get_language() == ENGLISH else french


def is_stale(checked_on: date | None, *, today: date | None = None) -> bool:
    """Whether a fact was last checked over a year ago, or never."""
    return checked_on is None or checked_on < (today or timezone.localdate()) - STALE_AFTER
