"""The filters of the calendar."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from careers import geography
from events.dates import add_months
from events.enums import Format
from events.models import Festival, MeetupQuerySet

MONTHS = 6


class MeetupFilterForm(forms.Form):
    """One with a value it does not know is left out, never an error.

    The options do not depend on what is announced: counting it would cost as much as there is.
    """

    region = forms.ChoiceField(label=_("Région"), required=False, widget=forms.RadioSelect)
    format = forms.MultipleChoiceField(
        label=_("Format"),
        choices=[("en-ligne", _("en ligne"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    mois = forms.ChoiceField(label=_("Mois"), required=False, widget=forms.RadioSelect)
    departement = forms.ChoiceField(required=False, choices=geography.choices)
    festival = forms.ModelChoiceField(
        queryset=Festival.objects.all(), to_field_name="slug", required=False
    )

    def __init__(self, *args: Any, past: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            ("", _("toutes")),
            *((name, name) for name in geography.regions()),
        ]
        this_month = timezone.localdate().replace(day=1)
        step = -1 if past else 1
        months = [add_months(this_month, step * count) for count in range(MONTHS)]
        self.fields["mois"].choices = [  # type: ignore[attr-defined]
            ("", _("tous")),
            *((f"{month:%Y-%m}", date_format(month, "F Y")) for month in months),
        ]
        self.is_valid()

    def groups(self) -> list[dict[str, Any]]:
        """The filters as the page's component draws them."""
        return [
            {
                "legend": self[name].label,
                "name": name,
                "kind": "checkbox" if name == "format" else "radio",
                "options": [
                    {
                        "value": option.data["value"],
                        "label": option.data["label"],
                        "checked": option.data["selected"],
                    }
                    for option in self[name]
                ],
            }
            for name in ("mois", "format", "region")
        ]

    @property
    def festival_chosen(self) -> Festival | None:
        found: Festival | None = self.cleaned_data.get("festival")
        return found

    def hidden(self) -> list[dict[str, str]]:
        """What comes from another page and stays when the filters are applied."""
        kept = {"festival": self.festival_chosen and self.festival_chosen.slug}
        kept["departement"] = self.cleaned_data.get("departement")
        return [{"name": name, "value": value} for name, value in kept.items() if value]

    @property
    def active(self) -> int:
        """How many filters are in use."""
        wanted = self.cleaned_data
        names = ("region", "mois", "departement", "festival", "format")
        return sum(bool(wanted.get(name)) for name in names)

    def filter(self, meetups: MeetupQuerySet) -> MeetupQuerySet:
        """Keep the meetups that match every filter given."""
        wanted = self.cleaned_data
        for name in ("region", "departement", "festival"):
            if wanted.get(name):
                meetups = meetups.filter(**{name: wanted[name]})
        if wanted.get("format"):
            meetups = meetups.filter(format__in=Format.with_a_link())
        if wanted.get("mois"):
            first = date.fromisoformat(f"{wanted['mois']}-01")
            start, end = (
                timezone.make_aware(datetime(day.year, day.month, 1))
                for day in (first, add_months(first, 1))
            )
            meetups = meetups.filter(starts_at__gte=start, starts_at__lt=end)
        return meetups
