from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from careers.models.diary import LONGEST_BREAK, NOTE_LENGTH
from careers.placements.diary import Span
from portal.shell.forms import CreationKeyMixin


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HoursForm(CreationKeyMixin):
    """A stretch of presence."""

    day = forms.DateField(label=_("Jour"), widget=DateInput())
    start = forms.TimeField(label=_("Début"), widget=TimeInput())
    end = forms.TimeField(
        label=_("Fin"), widget=TimeInput(), help_text=_("Après minuit, c’est le lendemain.")
    )
    break_minutes = forms.IntegerField(
        label=_("Pauses, en minutes"), min_value=0, max_value=LONGEST_BREAK, initial=0
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Pour vous\u00a0: le décor, ce qui a débordé, qui l’a demandé."),
    )

    def span(self) -> Span:
        data: Any = self.cleaned_data
        return Span(data["day"], data["start"], data["end"], data["break_minutes"])
