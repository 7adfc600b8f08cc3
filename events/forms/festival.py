from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careers.words import fold
from events.enums import Specialty
from events.models import Festival

# The filters, and what a festival answers to each.
FACETS: dict[str, Callable[[Festival], Iterable[str]]] = {
    "specialite": lambda festival: festival.specialties,
    "region": lambda festival: [festival.region],
    "mois": lambda festival: [str(festival.usual_month)],
}


class FestivalFilterForm(forms.Form):
    """The filters of the list. A value it does not know is left out, never an error."""

    q = forms.CharField(required=False, max_length=100)
    specialite = forms.MultipleChoiceField(
        label=_("Spécialité"),
        choices=[(value, capfirst(label)) for value, label in Specialty.choices],
        required=False,
    )
    mois = forms.MultipleChoiceField(
        label=_("Mois habituel"),
        choices=[(str(number), capfirst(name)) for number, name in MONTHS.items()],
        required=False,
    )
    region = forms.MultipleChoiceField(label=_("Région"), required=False)

    def __init__(self, data: QueryDict, festivals: list[Festival], *, today: date) -> None:
        super().__init__(data)
        self.asked = data
        self.festivals = festivals
        self.counts = {
            name: Counter(value for one in festivals for value in read(one))
            for name, read in FACETS.items()
        }
        regions = sorted(filter(None, self.counts["region"]), key=fold)
        self.fields["region"].choices = [(name, name) for name in regions]  # type: ignore[attr-defined]
        months = [(today.month - 1 + index) % 12 + 1 for index in range(12)]
        self.fields["mois"].choices = [  # type: ignore[attr-defined]
            (str(number), capfirst(MONTHS[number])) for number in months
        ]
        self.is_valid()

    def wanted(self, name: str) -> set[str]:
        """The values asked for that exist, whatever else the address holds."""
        known = {str(value) for value, _label in self.fields[name].choices}  # type: ignore[attr-defined]
        return known & set(self.asked.getlist(name))

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    def found(self) -> list[Festival]:
        """The festivals that match every filter, and one of the values of each."""
        wanted = {name: values for name in FACETS if (values := self.wanted(name))}
        return [
            one
            for one in self.festivals
            if one.answers_to(self.words)
            and all(values & set(FACETS[name](one)) for name, values in wanted.items())
        ]

    def groups(self) -> list[dict[str, Any]]:
        """The filters as the page's component draws them: what leads somewhere, or is ticked."""
        groups = []
        for name in FACETS:
            ticked, counts = self.wanted(name), self.counts[name]
            options = [
                {"value": value, "label": label, "count": counts[value], "checked": value in ticked}
                for value, label in self.fields[name].choices  # type: ignore[attr-defined]
                if counts[value] or value in ticked
            ]
            groups.append({"legend": self.fields[name].label, "name": name, "options": options})
        return [group for group in groups if group["options"]]

    def kept(self) -> list[dict[str, str]]:
        """The filters in use, for the search box to carry along."""
        return [
            {"name": name, "value": value} for name in FACETS for value in sorted(self.wanted(name))
        ]
