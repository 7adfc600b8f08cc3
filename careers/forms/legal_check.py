from typing import Any

from django import forms

from careers.enums import InternshipKind
from careers.legality.of_internship import TEXTS

LONGEST_TEXT = 5000


class Tick(forms.BooleanField):
    """Yes, no, or nobody said: a box, a choice of two, or nothing at all."""

    YES, NO = frozenset({"on", "true", "1", "oui", "yes"}), frozenset({"false", "0", "non", "no"})
    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]
        word = str(value or "").strip().lower()
        return True if word in self.YES else False if word in self.NO else None

    def validate(self, value: Any) -> None:
        """Nothing is required."""


class LegalCheckForm(forms.Form):
    """What is typed in the form of a listing, for a check on the way: no field is ever an error.

    What cannot be read, or is out of bounds, is unknown.
    """

    kind = forms.ChoiceField(choices=InternshipKind.choices, required=False)
    departement = forms.CharField(max_length=3, required=False)
    starts_on = forms.DateField(required=False)
    ends_on = forms.DateField(required=False)
    weekly_hours = forms.DecimalField(min_value=1, max_value=48, decimal_places=2, required=False)
    presence_hours = forms.DecimalField(
        min_value=1, max_value=2000, decimal_places=2, required=False
    )
    hourly_pay = forms.DecimalField(min_value=0, max_value=100, decimal_places=2, required=False)
    places = forms.IntegerField(min_value=1, max_value=20, required=False)
    headcount = forms.IntegerField(min_value=0, max_value=100_000, required=False)
    interns_present = forms.IntegerField(min_value=0, max_value=1000, required=False)
    tutor_name = forms.CharField(max_length=120, required=False)
    tutor_interns = forms.IntegerField(min_value=0, max_value=50, required=False)
    previous_starts_on = forms.DateField(required=False)
    previous_ends_on = forms.DateField(required=False)
    previous_weekly_hours = forms.DecimalField(
        min_value=1, max_value=48, decimal_places=2, required=False
    )
    previous_left_early = Tick(required=False)
    first_on_post = Tick(required=False)
    has_agreement = Tick(required=False)
    in_curriculum = Tick(required=False)
    team_complete_by = forms.CharField(max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = forms.CharField(max_length=LONGEST_TEXT, required=False)

    def typed(self) -> dict[str, Any]:
        """What could be read, by field; dates the wrong way round count for nothing."""
        self.is_valid()
        found: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}
        for start, end in (("starts_on", "ends_on"), ("previous_starts_on", "previous_ends_on")):
            if found[start] and found[end] and found[end] < found[start]:
                found[start] = found[end] = None
        return found
