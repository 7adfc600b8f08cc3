"""Rules about days that several floors hold."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The aids of the CNC depend on the prevention of harassment since 1 January 2021 (CNC, 6 December
# 2024); the trainings that go with it are a little older.
FIRST_TRAININGS = date(2020, 1, 1)


def validate_not_coming(value: date) -> None:
    """Refuse a day that is not over yet."""
    if value > timezone.localdate():
        raise ValidationError(_("Ce jour n’est pas encore venu."), code="coming")
