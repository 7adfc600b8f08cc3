from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.shell.languages import ENGLISH

STALE_AFTER = timedelta(days=365)


class ReferenceRecord(models.Model):
    """A record of the reference data: loaded from a file, editable in the admin.

    `loaded` keeps the values of the last load. A field that differs from it was edited here, and
    a later load leaves it alone (`careers.loading.merge`).
    """

    slug = models.SlugField(_("adresse"), max_length=80, unique=True, editable=False)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


def spoken(french: str, english: str) -> str:
    """One of the two names of a record, in the language being spoken."""
    return english if english and get_language() == ENGLISH else french


def is_stale(checked_on: date | None, *, today: date | None = None) -> bool:
    """Whether a fact was last checked over a year ago, or never."""
    return checked_on is None or checked_on < (today or timezone.localdate()) - STALE_AFTER
