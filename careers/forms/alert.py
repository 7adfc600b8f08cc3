"""How often one wants to hear of a search."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from careers.enums import AlertRhythm
from careers.listing import criteria
from careers.listing.criteria import Criteria
from careers.listing.trades import Trades


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Prévenir"), choices=AlertRhythm.choices, initial=AlertRhythm.DAILY
    )


class AlertForm(RhythmForm):
    """The filters of the list, as its address has them, and a rhythm (each day unless said)."""

    criteres = forms.CharField(
        required=False, max_length=1000, widget=forms.HiddenInput, strip=False
    )
    rhythm = forms.ChoiceField(
        label=_("Me prévenir"),
        choices=AlertRhythm.choices,
        initial=AlertRhythm.DAILY,
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("rhythm", "criteres")

    def clean_rhythm(self) -> str:
        return self.cleaned_data["rhythm"] or AlertRhythm.DAILY

    def asked(self, trades: Trades) -> Criteria:
        return criteria.read(QueryDict(self.cleaned_data.get("criteres", "")), trades)
